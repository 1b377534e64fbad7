import type { Later } from './later';

/** End takes effect after this pause, within which it can be taken back: one slip must not end a group. */
export const endAfterMs = 5000;

interface Around {
  readonly later: Later;
  readonly now: () => number;
  readonly end: () => void;
  /** When it takes effect, in the client's milliseconds; undefined where nothing is about to end. */
  readonly changed: (at: number | undefined) => void;
}

/** The wish to end the session for everyone. It is the client's: a view that goes away takes nothing back. */
export class Closing {
  private cancel: (() => void) | undefined;

  constructor(private readonly around: Around) {}

  begin(): void {
    if (this.cancel !== undefined) return;
    this.cancel = this.around.later(() => this.settle(), endAfterMs);
    this.around.changed(this.around.now() + endAfterMs);
  }

  keepOpen(): void {
    if (this.cancel === undefined) return;
    this.cancel();
    this.cancel = undefined;
    this.around.changed(undefined);
  }

  /** Whoever leaves during the pause meant it, and can take nothing back any more: it takes effect now. */
  settle(): void {
    if (this.cancel === undefined) return;
    this.keepOpen();
    this.around.end();
  }
}
