import type {
  Ack,
  Bye,
  ByeCode,
  ClaimFrame,
  ClientFrame,
  EventFrame,
  Reject,
  RejectCode,
  ServerFrame,
  SessionEvent,
  Signal,
} from './frames';
import { readKeys } from './keys';
import { readMedia } from './media';
import {
  MalformedFrame,
  number,
  object,
  oneOf,
  optionalNumber,
  optionalText,
  text,
  texts,
  type Fields,
} from './read';
import { readWelcome } from './welcome';

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

const byeReasons = ['signed-out', 'taken-over'] as const;

/** Readers of the `name` and `data` of what a session says; a name of a newer server becomes `unknown`. */
export interface Vocabulary {
  readonly event: (name: string, data: Fields) => SessionEvent;
  readonly signal: (name: string, data: Fields) => Signal;
}

type FrameReaders = {
  readonly [T in ServerFrame['type']]: (frame: Fields) => Extract<ServerFrame, { readonly type: T }>;
};

/** What reads one frame from the server, or throws {@link MalformedFrame}. */
export function decoderOf(words: Vocabulary): (raw: string) => ServerFrame {
  const readers = readersOf(words);
  const isKnown = (type: string): type is ServerFrame['type'] => Object.hasOwn(readers, type);
  return (raw) => {
    const frame = object(parsed(raw), 'frame');
    const type = text(frame, 'type');
    if (!isKnown(type)) throw new MalformedFrame('type', 'a known frame');
    return readers[type](frame);
  };
}

export function encode(frame: ClientFrame): string {
  return JSON.stringify(frame);
}

function parsed(raw: string): unknown {
  if (raw.length > frameCharactersMax) throw new MalformedFrame('frame', 'a shorter frame');
  try {
    return JSON.parse(raw);
  } catch {
    throw new MalformedFrame('frame', 'JSON');
  }
}

function readersOf(words: Vocabulary): FrameReaders {
  const readEntry = (frame: Fields): EventFrame => ({
    type: 'event',
    seq: number(frame, 'seq'),
    at: text(frame, 'at'),
    event: words.event(text(frame, 'name'), frame['data'] === undefined ? {} : object(frame['data'], 'data')),
  });
  return {
    welcome: (frame) => readWelcome(frame, readEntry),
    event: readEntry,
    signal: (frame) => {
      const data = object(frame['data'], 'data');
      return { type: 'signal', signal: words.signal(text(frame, 'name'), data) };
    },
    media: readMedia,
    e2ee: readKeys,
    ack: readAck,
    reject: readReject,
    token: (frame) => ({ type: 'token', token: text(frame, 'token'), expiresAt: text(frame, 'expiresAt') }),
    claim: readClaim,
    bye: readBye,
    ping: () => ({ type: 'ping' }),
    pong: () => ({ type: 'pong' }),
  };
}

function readAck(frame: Fields): Ack {
  return {
    type: 'ack',
    id: text(frame, 'id'),
    ...optionalNumber(frame, 'seq'),
    held: texts(frame, 'held'),
  };
}

function readReject(frame: Fields): Reject {
  return {
    type: 'reject',
    id: text(frame, 'id'),
    code: oneOf(frame, 'code', rejectCodes),
    detail: frame['detail'] === undefined ? '' : text(frame, 'detail'),
  };
}

function readClaim(frame: Fields): ClaimFrame {
  return oneOf(frame, 'state', ['waiting', 'allowed'] as const) === 'allowed'
    ? { type: 'claim', state: 'allowed', token: text(frame, 'token') }
    : { type: 'claim', state: 'waiting' };
}

function readBye(frame: Fields): Bye {
  const reason = byeReasons.find((known) => known === frame['reason']);
  return {
    type: 'bye',
    code: oneOf(frame, 'code', byeCodes),
    ...(reason === undefined ? {} : { reason }),
    ...optionalText(frame, 'detail'),
  };
}
