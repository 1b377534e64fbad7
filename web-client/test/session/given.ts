import type { EventFrame, Seat, SessionEvent, Welcome } from '../../src/protocol/frames';
import { reduce } from '../../src/session/reduce';
import type { SessionState } from '../../src/session/state';

/** States for tests, made as the client makes them: by a welcome and by events. Never shipped. */
export const at = '2026-11-19T11:24:00Z';

export function seat(id: string, change: Partial<Seat> = {}): Seat {
  return {
    id,
    role: 'patient',
    place: 'main',
    displayName: id,
    connected: true,
    grants: { microphone: true, camera: true, chat: true },
    held: false,
    ...change,
  };
}

export function welcome(you: Seat, seats: readonly Seat[], change: Partial<Welcome> = {}): Welcome {
  return {
    type: 'welcome',
    seat: you.id,
    seq: 1,
    you,
    session: { id: 'ses_1', title: 'Group', startsAt: at, endsAt: at, locked: false, policy: {} },
    seats,
    relays: { iceServers: [], relayOnly: false },
    serverTime: at,
    resumed: false,
    extras: {},
    ...change,
  };
}

export function given(you: Seat, seats: readonly Seat[] = [], change: Partial<Welcome> = {}): SessionState {
  return welcomed(undefined, welcome(you, seats, change));
}

export function welcomed(before: SessionState | undefined, frame: Welcome): SessionState {
  const state = reduce(before, { kind: 'welcome', welcome: frame, at: 0, microphoneOn: true });
  if (state === undefined) throw new Error('no state');
  return state;
}

export function when(state: SessionState, ...events: readonly SessionEvent[]): SessionState {
  let seq = state.seq;
  return events.reduce((known, event) => {
    seq += 1;
    const frame: EventFrame = { type: 'event', seq, at, event };
    return reduce(known, { kind: 'event', frame, at: 0 }) ?? known;
  }, state);
}
