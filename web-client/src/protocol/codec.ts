import type {
  Alert,
  BreakoutPlan,
  BreakoutRoom,
  ByeCode,
  CheckIn,
  CheckInRequirement,
  ClientFrame,
  Grants,
  IceServer,
  LedgerEntry,
  MediaFrame,
  OfferFrame,
  OpenBreakouts,
  Queue,
  RejectCode,
  Role,
  Seat,
  ServerFrame,
  Session,
  SessionStage,
  Signal,
  SourceKind,
  Welcome,
  WelcomeExtras,
} from './frames';
import { readEvent } from './events';
import {
  MalformedFrame,
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  optionalNumber,
  optionalText,
  text,
  texts,
  type Fields,
} from './read';

/** RFC 6455 text frames of the contract are at most this long; a longer one is not read. */
export const frameCharactersMax = 1024 * 1024;

const roles: readonly Role[] = [
  'facilitator',
  'cofacilitator',
  'patient',
  'family',
  'interpreter',
  'observer',
];
const stages: readonly SessionStage[] = ['scheduled', 'open', 'live', 'ended', 'sealed', 'cancelled'];
const requirements: readonly CheckInRequirement[] = ['none', 'optional', 'required'];
const rejectCodes: readonly RejectCode[] = [
  'invalid',
  'forbidden',
  'not-found',
  'conflict',
  'capacity',
  'rate-limited',
  'unavailable',
];
const byeCodes: readonly ByeCode[] = [
  'ended',
  'removed',
  'denied',
  'replaced',
  'expired',
  'draining',
  'protocol',
];
const kinds: readonly SourceKind[] = ['microphone', 'camera', 'screen'];

/** Reads one frame from the server, or throws {@link MalformedFrame}. */
export function decode(raw: string): ServerFrame {
  if (raw.length > frameCharactersMax) throw new MalformedFrame('frame', 'a shorter frame');
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw);
  } catch {
    throw new MalformedFrame('frame', 'JSON');
  }
  const frame = object(parsed, 'frame');
  switch (text(frame, 'type')) {
    case 'welcome':
      return readWelcome(frame);
    case 'event':
      return { type: 'event', seq: number(frame, 'seq'), at: text(frame, 'at'), event: readEvent(frame) };
    case 'signal':
      return { type: 'signal', signal: readSignal(frame) };
    case 'media':
      return readMedia(frame);
    case 'ack':
      return {
        type: 'ack',
        id: text(frame, 'id'),
        ...optionalNumber(frame, 'seq'),
        held: texts(frame, 'held'),
      };
    case 'reject':
      return {
        type: 'reject',
        id: text(frame, 'id'),
        code: oneOf(frame, 'code', rejectCodes),
        detail: frame['detail'] === undefined ? '' : text(frame, 'detail'),
      };
    case 'bye':
      return { type: 'bye', code: oneOf(frame, 'code', byeCodes), ...optionalText(frame, 'detail') };
    default:
      throw new MalformedFrame('type', 'a known frame');
  }
}

export function encode(frame: ClientFrame): string {
  return JSON.stringify(frame);
}

function readWelcome(frame: Fields): Welcome {
  const seat = text(frame, 'seat');
  return {
    type: 'welcome',
    seat,
    seq: number(frame, 'seq'),
    you: readSeat(frame['you'], 'you', seat),
    session: readSession(frame['session']),
    seats: list(frame, 'seats', (value, field) => readSeat(value, field)),
    iceServers: list(frame, 'iceServers', readIceServer),
    ...optional(frame, 'queue', () => readQueue(frame['queue'])),
    serverTime: text(frame, 'serverTime'),
    resumed: flag(frame, 'resumed', false),
    extras: readExtras(frame),
  };
}

function readExtras(frame: Fields): WelcomeExtras {
  return {
    ...optional(frame, 'breakouts', () => readOpenBreakouts(frame['breakouts'])),
    ...optional(frame, 'plan', () => readPlan(frame['plan'])),
    ...optional(frame, 'shareRequests', () => texts(frame, 'shareRequests')),
    ...optional(frame, 'presenters', () =>
      list(frame, 'presenters', (value, field) => {
        const presenter = object(value, field);
        return { place: text(presenter, 'place'), seat: text(presenter, 'seat') };
      }),
    ),
    ...optional(frame, 'alerts', () => list(frame, 'alerts', readAlert)),
    ...optional(frame, 'helps', () =>
      list(frame, 'helps', (value, field) => {
        const help = object(value, field);
        return { breakout: text(help, 'breakout'), seat: text(help, 'seat') };
      }),
    ),
  };
}

export function readRole(from: Fields): Role {
  return oneOf(from, 'role', roles);
}

/** `fallbackId` serves `you`, whose id the frame already gives as `seat`. */
export function readSeat(value: unknown, field: string, fallbackId?: string): Seat {
  const seat = object(value, field);
  const name = optionalText(seat, 'name');
  return {
    id: seat['id'] === undefined && fallbackId !== undefined ? fallbackId : text(seat, 'id'),
    role: seat['role'] === undefined ? 'patient' : readRole(seat),
    place: seat['place'] === undefined ? 'away' : text(seat, 'place'),
    ...name,
    displayName: seat['displayName'] === undefined ? (name.name ?? '') : text(seat, 'displayName'),
    connected: flag(seat, 'connected', true),
    ...optional(seat, 'hand', () => {
      const hand = object(seat['hand'], 'hand');
      return { order: number(hand, 'order'), ...optionalText(hand, 'raisedAt') };
    }),
    grants: seat['grants'] === undefined ? allGrants : readGrants(seat['grants']),
    ...optional(seat, 'lease', () => ({ until: text(object(seat['lease'], 'lease'), 'until') })),
    ...optional(seat, 'queue', () => ({ position: number(object(seat['queue'], 'queue'), 'position') })),
    held: flag(seat, 'held', false),
    ...optional(seat, 'checkIn', () => readCheckIn(seat['checkIn'])),
    ...optional(seat, 'checkInRequired', () => oneOf(seat, 'checkInRequired', requirements)),
  };
}

const allGrants: Grants = { microphone: true, camera: true, chat: true };

export function readGrants(value: unknown): Grants {
  const grants = object(value, 'grants');
  return {
    microphone: flag(grants, 'microphone', true),
    camera: flag(grants, 'camera', true),
    chat: flag(grants, 'chat', true),
  };
}

export function readCheckIn(value: unknown): CheckIn {
  const checkIn = object(value, 'checkIn');
  const scores = checkIn['scores'] === undefined ? {} : object(checkIn['scores'], 'scores');
  const phq9 = scores['phq9'] === undefined ? {} : object(scores['phq9'], 'phq9');
  return {
    ...optionalText(checkIn, 'completedAt'),
    ...optionalText(checkIn, 'location'),
    ...optionalText(checkIn, 'callback'),
    ...optionalText(checkIn, 'contact'),
    ...(phq9['item9'] === undefined ? {} : { phq9Item9: number(phq9, 'item9') }),
  };
}

function readSession(value: unknown): Session {
  const session = object(value, 'session');
  const policy = session['policy'] === undefined ? {} : object(session['policy'], 'policy');
  return {
    id: text(session, 'id'),
    title: text(session, 'title'),
    ...optionalText(session, 'kind'),
    ...optional(session, 'state', () => oneOf(session, 'state', stages)),
    startsAt: text(session, 'startsAt'),
    endsAt: text(session, 'endsAt'),
    ...optionalText(session, 'startedAt'),
    ...optionalNumber(session, 'durationMinutes'),
    ...optionalNumber(session, 'capacity'),
    locked: flag(session, 'locked', false),
    policy: {
      ...optional(policy, 'checkIn', () => oneOf(policy, 'checkIn', requirements)),
      ...optional(policy, 'share', () => oneOf(policy, 'share', ['staff', 'request', 'anyone'] as const)),
      ...optional(policy, 'chat', () => oneOf(policy, 'chat', ['everyone', 'staff', 'off'] as const)),
      ...optional(policy, 'privateChat', () => flag(policy, 'privateChat')),
    },
    ...optional(session, 'crisis', () => {
      const crisis = object(session['crisis'], 'crisis');
      return { call: text(crisis, 'call'), text: text(crisis, 'text') };
    }),
  };
}

function readIceServer(value: unknown, field: string): IceServer {
  const server = object(value, field);
  const urls = typeof server['urls'] === 'string' ? [server['urls']] : texts(server, 'urls');
  return { urls, ...optionalText(server, 'username'), ...optionalText(server, 'credential') };
}

function readQueue(value: unknown): Queue {
  const queue = object(value, 'queue');
  return { position: number(queue, 'position'), ...optionalNumber(queue, 'estimatedWaitSeconds') };
}

function readRoom(value: unknown, field: string): BreakoutRoom {
  const room = object(value, field);
  const id = text(room, 'id');
  return {
    id,
    place: room['place'] === undefined ? `breakout:${id}` : text(room, 'place'),
    name: text(room, 'name'),
    ...optionalText(room, 'task'),
    seats: list(room, 'seats', readSeatReference).filter((seat) => seat !== ''),
  };
}

/** A room lists seats by id, or, for those inside, as seats with the names that the policy shows. */
function readSeatReference(value: unknown, field: string): string {
  if (typeof value === 'string') return value;
  const seat = object(value, field);
  return optionalText(seat, 'id').id ?? optionalText(seat, 'seat').seat ?? '';
}

export function readPlan(value: unknown): BreakoutPlan {
  const plan = object(value, 'plan');
  return {
    mode: text(plan, 'mode'),
    ...optionalNumber(plan, 'seconds'),
    rooms: list(plan, 'rooms', readRoom),
  };
}

export function readOpenBreakouts(value: unknown): OpenBreakouts {
  const breakouts = object(value, 'breakouts');
  return {
    rooms: list(breakouts, 'rooms', readRoom),
    ...optionalText(breakouts, 'closesAt'),
    ...(breakouts['closing'] === true ? { closing: true } : {}),
  };
}

export function readAlert(value: unknown): Alert {
  const alert = object(value, 'alert');
  return {
    alert: text(alert, 'alert'),
    kind: text(alert, 'kind'),
    seat: text(alert, 'seat'),
    ...optionalText(alert, 'note'),
    ...optionalText(alert, 'location'),
    ...optionalText(alert, 'callback'),
    ...optionalText(alert, 'contact'),
  };
}

function readSignal(frame: Fields): Signal {
  const data = object(frame['data'], 'data');
  const name = text(frame, 'name');
  switch (name) {
    case 'queue':
      return { name, queue: readQueue(data) };
    case 'speaking':
      return { name, ...optionalText(data, 'seat') };
    case 'health':
      return { name, seat: text(data, 'seat'), weak: readWeakness(data) };
    case 'attendance':
      return { name, seats: list(data, 'seats', readLedgerEntry) };
    default:
      return { name: 'unknown', wireName: name };
  }
}

function readWeakness(data: Fields): boolean {
  const summary = data['summary'] === undefined ? data : object(data['summary'], 'summary');
  return summary['line'] === 'weak';
}

function readLedgerEntry(value: unknown, field: string): LedgerEntry {
  const entry = object(value, field);
  return {
    seat: text(entry, 'seat'),
    presentSeconds: number(entry, 'presentSeconds'),
    creditedMinutes: number(entry, 'creditedMinutes'),
    lateSeconds: entry['lateSeconds'] === undefined ? 0 : number(entry, 'lateSeconds'),
    leftEarlySeconds: entry['leftEarlySeconds'] === undefined ? 0 : number(entry, 'leftEarlySeconds'),
    intervals: list(entry, 'intervals', (item, itemField) => {
      const interval = object(item, itemField);
      return {
        place: text(interval, 'place'),
        from: text(interval, 'from'),
        ...optionalText(interval, 'to'),
      };
    }),
  };
}

function readMedia(frame: Fields): MediaFrame {
  const connection = text(frame, 'connection');
  switch (text(frame, 'name')) {
    case 'closed':
      return { type: 'media', name: 'closed', connection };
    case 'offer':
      return readOffer(frame, connection);
    default:
      throw new MalformedFrame('name', 'offer or closed');
  }
}

function readOffer(frame: Fields, connection: string): OfferFrame {
  const own = frame['own'] === undefined ? {} : object(frame['own'], 'own');
  const sources = frame['sources'] === undefined ? {} : object(frame['sources'], 'sources');
  return {
    type: 'media',
    name: 'offer',
    connection,
    generation: number(frame, 'generation'),
    sdp: text(frame, 'sdp'),
    own: Object.assign({}, ...kinds.map((kind) => optionalText(own, kind))) as Partial<
      Record<SourceKind, string>
    >,
    sources: Object.fromEntries(
      Object.entries(sources).map(([mid, value]) => {
        const source = object(value, `sources/${mid}`);
        return [mid, { seat: text(source, 'seat'), kind: oneOf(source, 'kind', kinds) }];
      }),
    ),
  };
}
