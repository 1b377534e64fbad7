import type {
  ByeCode,
  ClientFrame,
  ClockStep,
  DemandFrame,
  Deployment,
  EventFrame,
  IceServer,
  LedgerEntry,
  MediaFrame,
  OfferFrame,
  RejectCode,
  RoomFrame,
  SentFrame,
  ServerFrame,
  Signal,
  SourceKind,
  Welcome,
  WelcomeExtras,
  Why,
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
import { readOpenBreakouts, readOpenPoll, readPlan, readSession } from './rooms';
import { readAlert, readHealth, readQueue, readSeat, readSeatDevices } from './seats';

/** RFC 6455 text frames of the contract are at most this long; a longer one is not read. */
export const frameCharactersMax = 1024 * 1024;

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
  'revoked',
  'expired',
  'draining',
  'protocol',
];
const kinds: readonly SourceKind[] = ['microphone', 'camera', 'screen'];
const whys: readonly Why[] = ['line', 'wish', 'sender', 'rights'];

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
    case 'token':
      return { type: 'token', token: text(frame, 'token'), expiresAt: text(frame, 'expiresAt') };
    case 'bye':
      return {
        type: 'bye',
        code: oneOf(frame, 'code', byeCodes),
        ...(frame['reason'] === 'signed-out' ? { reason: 'signed-out' } : {}),
        ...optionalText(frame, 'detail'),
      };
    case 'ping':
      return { type: 'ping' };
    case 'pong':
      return { type: 'pong' };
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
    relays: {
      iceServers: list(frame, 'iceServers', readIceServer),
      relayOnly: flag(frame, 'relayOnly', false),
    },
    ...optional(frame, 'queue', () => readQueue(frame['queue'])),
    serverTime: text(frame, 'serverTime'),
    resumed: flag(frame, 'resumed', false),
    extras: readExtras(frame),
    ...optional(frame, 'recent', () => list(frame, 'recent', readRecent)),
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
    ...optional(frame, 'poll', () => readOpenPoll(frame['poll'])),
    ...optional(frame, 'helps', () =>
      list(frame, 'helps', (value, field) => {
        const help = object(value, field);
        return { breakout: text(help, 'breakout'), seat: text(help, 'seat') };
      }),
    ),
  };
}

function readRecent(value: unknown, field: string): EventFrame {
  const entry = object(value, field);
  return { type: 'event', seq: number(entry, 'seq'), at: text(entry, 'at'), event: readEvent(entry) };
}

function readIceServer(value: unknown, field: string): IceServer {
  const server = object(value, field);
  const urls = typeof server['urls'] === 'string' ? [server['urls']] : texts(server, 'urls');
  return { urls, ...optionalText(server, 'username'), ...optionalText(server, 'credential') };
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
      return { name, seat: text(data, 'seat'), health: readHealth(data) };
    case 'timer':
      return {
        name,
        endsAt: text(data, 'endsAt'),
        ...optionalText(data, 'hardEndsAt'),
        secondsLeft: number(data, 'secondsLeft'),
      };
    case 'idle':
      return { name, secondsLeft: number(data, 'secondsLeft') };
    case 'landing':
      return {
        name,
        seat: text(data, 'seat'),
        place: text(data, 'place'),
        landed: flag(data, 'landed'),
      };
    case 'media':
      return { name, available: flag(data, 'available') };
    case 'devices':
      return { name, seats: list(data, 'seats', readSeatDevices) };
    case 'attendance':
      return {
        name,
        seats: list(data, 'seats', readLedgerEntry),
        clockSteps: list(data, 'clockSteps', readClockStep),
      };
    default:
      return { name: 'unknown', wireName: name };
  }
}

function readClockStep(value: unknown, field: string): ClockStep {
  const step = object(value, field);
  return { at: text(step, 'at'), millis: number(step, 'millis') };
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
    case 'room':
      return readRoom(frame, connection);
    case 'sent':
      return readSent(frame, connection);
    case 'demand':
      return readDemand(frame, connection);
    default:
      throw new MalformedFrame('name', 'offer, room, sent, demand or closed');
  }
}

function readSent(frame: Fields, connection: string): SentFrame {
  const sources = object(frame['sources'], 'sources');
  return {
    type: 'media',
    name: 'sent',
    connection,
    sources: Object.fromEntries(
      Object.entries(sources).map(([mid, value]) => {
        const source = object(value, `sources/${mid}`);
        return [
          mid,
          {
            height: number(source, 'height'),
            paused: flag(source, 'paused'),
            ...(source['why'] === undefined ? {} : { why: oneOf(source, 'why', whys) }),
          },
        ];
      }),
    ),
    ...optionalNumber(frame, 'estimateKbps'),
  };
}

function readDemand(frame: Fields, connection: string): DemandFrame {
  const layers = object(frame['layers'], 'layers');
  return {
    type: 'media',
    name: 'demand',
    connection,
    layers: Object.assign({}, ...kinds.map((kind) => optionalNumber(layers, kind))) as Partial<
      Record<SourceKind, number>
    >,
  };
}

function readRoom(frame: Fields, connection: string): RoomFrame {
  const people = object(frame['people'], 'people');
  return {
    type: 'media',
    name: 'room',
    connection,
    generation: number(frame, 'generation'),
    deployment: readDeployment(frame['deployment']),
    room: text(frame, 'room'),
    token: text(frame, 'token'),
    send: list(frame, 'send', (value, field) => oneOf({ [field]: value }, field, kinds)),
    people: Object.fromEntries(Object.keys(people).map((identity) => [identity, text(people, identity)])),
  };
}

function readDeployment(value: unknown): Deployment {
  const deployment = object(value, 'deployment');
  return {
    script: text(deployment, 'script'),
    service: text(deployment, 'service'),
    domain: text(deployment, 'domain'),
    muc: text(deployment, 'muc'),
  };
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
        return [
          mid,
          {
            seat: text(source, 'seat'),
            kind: oneOf(source, 'kind', kinds),
          },
        ];
      }),
    ),
    layered: kinds.filter((kind) => frame['layered'] !== undefined && texts(frame, 'layered').includes(kind)),
  };
}
