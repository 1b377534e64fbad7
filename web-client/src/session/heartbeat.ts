import type { Later } from './later';

/** A line that was quiet for one to two of these is asked for a mark of life. */
export const quietMs = 5000;
/** No answer within this, and the line is dead: 18.5 s at most after the last thing that was heard. */
export const answerWithinMs = 8000;
/** The same where the page just came back, and somebody looks at it. */
export const answerSoonMs = 3000;
/** What came while the page itself stood still is read first. */
export const lateMs = 500;

/**
 * Finds a line that is dead and looks alive: browsers hide WebSocket pings, and a silent proxy closes nothing.
 * It reads no clock, so that a clock that is put right ends no line.
 */
export class Heartbeat {
  private heardSince = false;
  private asked = false;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly later: Later,
    private readonly ask: () => void,
    private readonly dead: () => void,
  ) {}

  begin(): void {
    this.asked = false;
    this.again();
  }

  end(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  /** Something came, whatever it was. Cheap: no timer is touched unless an answer was awaited. */
  heard(): void {
    this.heardSince = true;
    if (this.asked) this.begin();
  }

  /** Asks at once, and waits for the answer a short while only. */
  askNow(withinMs: number = answerSoonMs): void {
    this.end();
    this.asked = true;
    this.ask();
    this.cancel = this.later(() => {
      this.cancel = this.later(this.dead, lateMs);
    }, withinMs);
  }

  private again(): void {
    this.end();
    this.heardSince = false;
    this.cancel = this.later(() => {
      if (this.heardSince) this.again();
      else this.askNow(answerWithinMs);
    }, quietMs);
  }
}
