import type { Later } from './later';

/** A page says at most this often that somebody is there, but for the answer to a warning. */
export const sayEveryMs = 60_000;

interface Around {
  readonly later: Later;
  readonly now: () => number;
  /** Tells the engine that somebody is there; false where there is no line to tell it over. */
  readonly say: () => boolean;
}

/**
 * The signs of a person on this page: input, and speaking into an open microphone. They are told now and then; who is
 * signed out, and when, the engine alone decides.
 */
export class Signs {
  private saidAt = Number.NEGATIVE_INFINITY;
  private untold = false;
  private speaking = false;
  private cancel: (() => void) | undefined;

  constructor(private readonly around: Around) {}

  /** Somebody touched the page. */
  seen(): void {
    this.untold = true;
    this.tellInTime();
  }

  /** Somebody speaks here, or no longer. */
  speaks(on: boolean): void {
    if (on === this.speaking) return;
    this.speaking = on;
    this.seen();
  }

  /** The engine heard of nobody for long: true where somebody was here all the same, and it is told so at once. */
  answers(): boolean {
    return (this.untold || this.speaking) && this.tell();
  }

  /** Somebody answers the engine's warning. */
  answer(): void {
    this.untold = true;
    this.tell();
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private tellInTime(): void {
    if (this.cancel !== undefined) return;
    const waitMs = this.saidAt + sayEveryMs - this.around.now();
    if (waitMs <= 0 && this.tell()) return;
    this.cancel = this.around.later(
      () => {
        this.cancel = undefined;
        if (this.untold || this.speaking) this.tell();
      },
      waitMs > 0 ? waitMs : sayEveryMs,
    );
  }

  private tell(): boolean {
    if (!this.around.say()) return false;
    this.saidAt = this.around.now();
    this.untold = false;
    if (this.speaking) this.tellInTime();
    return true;
  }
}
