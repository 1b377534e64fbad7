import {
  deviceKinds,
  roles,
  type AcceptedConsent,
  type Alert,
  type AskedConsent,
  type CheckIn,
  type CheckInRequirement,
  type DeviceWord,
  type Grants,
  type HealthSummary,
  type LinePath,
  type Queue,
  type Role,
  type RoomKeys,
  type Safety,
  type Score,
  type Seat,
  type SeatDevice,
  type Claim,
  type SeatDevices,
  type StayWord,
  type Video,
} from './shapes';
import {
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

/** Readers of what a frame says about people. */

const paths: readonly LinePath[] = ['udp', 'tcp', 'tls', 'relay'];
export const videos: readonly Video[] = ['auto', 'off'];
export const requirements: readonly CheckInRequirement[] = ['none', 'optional', 'required'];
const allGrants: Grants = { microphone: true, camera: true, chat: true };

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
    ...optionalText(seat, 'ref'),
    displayName: seat['displayName'] === undefined ? (name.name ?? '') : text(seat, 'displayName'),
    connected: flag(seat, 'connected', true),
    ...optional(seat, 'hand', () => {
      const hand = object(seat['hand'], 'hand');
      return { order: number(hand, 'order'), ...optionalText(hand, 'raisedAt') };
    }),
    grants: seat['grants'] === undefined ? allGrants : readGrants(seat['grants']),
    ...optional(seat, 'lease', () => ({ until: text(object(seat['lease'], 'lease'), 'until') })),
    ...optional(seat, 'queue', () => {
      const queue = object(seat['queue'], 'queue');
      return { position: number(queue, 'position'), ...optionalText(queue, 'since') };
    }),
    held: flag(seat, 'held', false),
    ...optional(seat, 'heldFor', () => texts(seat, 'heldFor')),
    ...onlyIf(seat, 'steppedAway'),
    ...onlyIf(seat, 'lessAsked'),
    ...optional(seat, 'checkIn', () => readCheckIn(seat['checkIn'])),
    ...optional(seat, 'checkInRequired', () => oneOf(seat, 'checkInRequired', requirements)),
    ...optional(seat, 'video', () => oneOf(seat, 'video', videos)),
    ...optional(seat, 'aside', () => ({ from: text(object(seat['aside'], 'aside'), 'from') })),
    ...onlyIf(seat, 'landing'),
    ...optional(seat, 'health', () => readHealth(seat['health'])),
    ...optional(seat, 'device', () => readDeviceWord(seat['device'])),
    ...optional(seat, 'stay', () => readStay(seat['stay'])),
  };
}

function onlyIf<K extends string>(from: Fields, key: K): { [P in K]?: true } {
  return flag(from, key, false) ? ({ [key]: true } as { [P in K]?: true }) : {};
}

export function readDeviceWord(value: unknown): DeviceWord {
  const device = object(value, 'device');
  return {
    key: text(device, 'key'),
    ...optionalText(device, 'vouchedBy'),
    ...optionalText(device, 'byKey'),
    ...optionalText(device, 'sig'),
  };
}

export function readStay(value: unknown): StayWord {
  const stay = object(value, 'stay');
  return { id: text(stay, 'id'), hpke: text(stay, 'hpke'), sig: text(stay, 'sig') };
}

export function readRoomKeys(value: unknown): RoomKeys {
  const room = object(value, 'e2ee');
  return {
    program: text(room, 'program'),
    // Outside there is neither.
    epoch: number({ epoch: 0, ...room }, 'epoch'),
    staff: list(room, 'staff', (entry, field) => {
      const of = object(entry, field);
      return { seat: text(of, 'seat'), device: readDeviceWord(of['device']) };
    }),
  };
}

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
  return {
    ...optionalText(checkIn, 'completedAt'),
    ...readSafety(checkIn),
    ...optional(checkIn, 'consents', () => readAccepted(checkIn)),
    ...optional(checkIn, 'scores', () => {
      const scores = object(checkIn['scores'], 'scores');
      return {
        ...optional(scores, 'phq9', () => {
          const phq9 = object(scores['phq9'], 'phq9');
          return { ...readScore(phq9), ...optionalNumber(phq9, 'item9') };
        }),
        ...optional(scores, 'gad7', () => readScore(object(scores['gad7'], 'gad7'))),
      };
    }),
  };
}

/** What `consents` of a check-in says. */
export function readAccepted(from: Fields): AcceptedConsent[] {
  return list(from, 'consents', (value, field) => {
    const accepted = object(value, field);
    return {
      consent: text(accepted, 'consent'),
      version: number(accepted, 'version'),
      language: text(accepted, 'language'),
      acceptedAt: text(accepted, 'acceptedAt'),
      ...optionalText(accepted, 'withdrawnAt'),
    };
  });
}

export function readAsked(value: unknown, field: string): AskedConsent {
  const asked = object(value, field);
  return {
    consent: text(asked, 'consent'),
    version: number(asked, 'version'),
    name: text(asked, 'name'),
    ...optional(asked, 'texts', () => {
      const words = object(asked['texts'], 'texts');
      return Object.fromEntries(Object.keys(words).map((language) => [language, text(words, language)]));
    }),
  };
}

function readScore(from: Fields): Score {
  return { total: number(from, 'total'), band: text(from, 'band') };
}

export function readSafety(from: Fields): Safety {
  return {
    ...optionalText(from, 'location'),
    ...optionalText(from, 'callback'),
    ...optionalText(from, 'contact'),
  };
}

/** What this client does not know of a line is left out, and so is a figure that is none. */
export function readHealth(value: unknown): HealthSummary {
  const health = object(value, 'health');
  const audio = figures(health['audio'], ['concealedPercent'] as const);
  const video = figures(health['video'], ['height', 'fps', 'frozenPercent'] as const);
  const path = paths.find((known) => known === health['path']);
  return {
    line: health['line'] === 'weak' ? 'weak' : 'good',
    ...figures(health, ['rttMs', 'lossUp', 'lossDown', 'estimateKbps'] as const),
    ...(Object.keys(audio).length === 0 ? {} : { audio }),
    ...(Object.keys(video).length === 0 ? {} : { video }),
    ...(path === undefined ? {} : { path }),
    ...(health['pictures'] === false ? { pictures: false } : {}),
  };
}

function figures<K extends string>(value: unknown, keys: readonly K[]): { [P in K]?: number } {
  const from = (typeof value === 'object' && value !== null ? value : {}) as Fields;
  const known: { [P in K]?: number } = {};
  for (const key of keys) {
    const figure = from[key];
    if (typeof figure === 'number' && Number.isFinite(figure) && figure >= 0) known[key] = figure;
  }
  return known;
}

export function readSeatDevices(value: unknown, field: string): SeatDevices {
  const entry = object(value, field);
  return { seat: text(entry, 'seat'), devices: list(entry, 'devices', readDevice) };
}

/** A kind that this client does not know is left out. */
function readDevice(value: unknown, field: string): SeatDevice {
  const device = object(value, field);
  const kind = deviceKinds.find((known) => known === device['kind']);
  return {
    device: number(device, 'device'),
    ...(kind === undefined ? {} : { kind }),
    firstUsedAt: text(device, 'firstUsedAt'),
    connected: flag(device, 'connected'),
    ...optionalText(device, 'lastSeenAt'),
    ...(device['signedOut'] === true ? { signedOut: true as const } : {}),
  };
}

export function readClaim(value: unknown, field: string): Claim {
  const claim = object(value, field);
  const kind = deviceKinds.find((known) => known === claim['kind']);
  return {
    claim: number(claim, 'claim'),
    seat: text(claim, 'seat'),
    ...(kind === undefined ? {} : { kind }),
    ...optionalText(claim, 'askedAt'),
  };
}

export function readQueue(value: unknown): Queue {
  const queue = object(value, 'queue');
  return { position: number(queue, 'position'), ...optionalNumber(queue, 'estimatedWaitSeconds') };
}

export function readAlert(value: unknown): Alert {
  const alert = object(value, 'alert');
  return {
    alert: text(alert, 'alert'),
    kind: text(alert, 'kind'),
    seat: text(alert, 'seat'),
    ...optionalText(alert, 'note'),
    ...optionalText(alert, 'raisedAt'),
    ...readSafety(alert),
  };
}
