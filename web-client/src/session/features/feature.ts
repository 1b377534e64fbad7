import type { Fields } from '../../protocol/read';
import type { SessionState } from '../state';
import type { Sentence } from '../tones';

/** Where an event stands in its session. */
export interface Numbered {
  readonly seq: number;
  /** Server time, ISO 8601. */
  readonly at: string;
}

interface Word<D> {
  /** Reads the data that the name goes with, or throws `MalformedFrame`. */
  readonly read: (data: Fields) => D;
  /** What the person is told of it. Most things show on the screen and need no sentence of their own. */
  readonly say?: (before: SessionState, after: SessionState, word: D) => Sentence | undefined;
}

/** All that the client does with one event: each is declared once, in its feature. */
export interface EventRow<D> extends Word<D> {
  readonly evolve: (state: SessionState, event: D, entry: Numbered) => SessionState;
}

/** All that the client does with one signal. */
export interface SignalRow<D> extends Word<D> {
  /** `at` is when it came, in milliseconds of this device's clock. */
  readonly evolve: (state: SessionState, signal: D, at: number) => SessionState;
}

/** One row for each event of `E`; one that is missing does not compile. */
export type EventRows<E> = { readonly [N in keyof E]: EventRow<E[N]> };

/** One row for each signal of `S`; one that is missing does not compile. */
export type SignalRows<S> = { readonly [N in keyof S]: SignalRow<S[N]> };

/** For what changes nothing that this client shows. */
export const unchanged = (state: SessionState): SessionState => state;
