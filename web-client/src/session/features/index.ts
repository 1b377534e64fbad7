import type {
  EventFrame,
  EventName,
  EventOf,
  SessionEvent,
  SessionEvents,
  Signal,
  SignalName,
  SignalOf,
  Signals,
} from '../../protocol/frames';
import { decoderOf } from '../../protocol/codec';
import type { Fields } from '../../protocol/read';
import type { SessionState } from '../state';
import type { Sentence } from '../tones';
import * as breakout from './breakout';
import * as door from './door';
import type { EventRows, Numbered, SignalRows } from './feature';
import * as hallway from './hallway';
import * as house from './house';
import * as keys from './keys';
import * as poll from './poll';
import * as safety from './safety';
import * as screen from './screen';
import * as talk from './talk';

/** Every event of a session, by feature: the one list. */
const events: EventRows<SessionEvents> = {
  ...door.events,
  ...house.events,
  ...screen.events,
  ...breakout.events,
  ...hallway.events,
  ...poll.events,
  ...talk.events,
  ...safety.events,
  ...keys.events,
};

const signals: SignalRows<Signals> = { ...door.signals, ...house.signals, ...talk.signals };

/** Reads one frame from the server, or throws `MalformedFrame`; a name of a newer server becomes `unknown`. */
export const decode = decoderOf({
  event: (name, data) => (isEvent(name) ? readEvent(name, data) : { name: 'unknown', wireName: name }),
  signal: (name, data) => (isSignal(name) ? readSignal(name, data) : { name: 'unknown', wireName: name }),
});

/** The state after one event of the session. */
export function applyEvent(state: SessionState, { event, ...entry }: EventFrame): SessionState {
  return event.name === 'unknown' ? state : evolved(state, event, entry);
}

/** The state after one signal that came at that time, in milliseconds of this device's clock. */
export function applySignal(state: SessionState, signal: Signal, at: number): SessionState {
  return signal.name === 'unknown' ? state : signalled(state, signal, at);
}

/** What is said of an event, and to whom. Joins and leaves of others are never said. */
export function sentenceOfEvent(
  before: SessionState,
  after: SessionState,
  event: SessionEvent,
): Sentence | undefined {
  return event.name === 'unknown' ? undefined : saidOfEvent(before, after, event);
}

/** What is said of a signal. Who speaks is never said. */
export function sentenceOfSignal(
  before: SessionState,
  after: SessionState,
  signal: Signal,
): Sentence | undefined {
  return signal.name === 'unknown' ? undefined : saidOfSignal(before, after, signal);
}

function isEvent(name: string): name is EventName {
  return Object.hasOwn(events, name);
}

function isSignal(name: string): name is SignalName {
  return Object.hasOwn(signals, name);
}

// A row is found by the name that its data came with; the compiler follows that for one name, not for all at once.

function readEvent<N extends EventName>(name: N, data: Fields): SessionEvent {
  return { name, ...events[name].read(data) } as SessionEvent;
}

function readSignal<N extends SignalName>(name: N, data: Fields): Signal {
  return { name, ...signals[name].read(data) } as Signal;
}

function evolved<N extends EventName>(state: SessionState, event: EventOf<N>, entry: Numbered): SessionState {
  const name: N = event.name;
  return events[name].evolve(state, event, entry);
}

function signalled<N extends SignalName>(state: SessionState, signal: SignalOf<N>, at: number): SessionState {
  const name: N = signal.name;
  return signals[name].evolve(state, signal, at);
}

function saidOfEvent<N extends EventName>(
  before: SessionState,
  after: SessionState,
  event: EventOf<N>,
): Sentence | undefined {
  const name: N = event.name;
  return events[name].say?.(before, after, event);
}

function saidOfSignal<N extends SignalName>(
  before: SessionState,
  after: SessionState,
  signal: SignalOf<N>,
): Sentence | undefined {
  const name: N = signal.name;
  return signals[name].say?.(before, after, signal);
}
