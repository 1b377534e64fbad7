import { sentenceFirstMs } from '../media/line-care';
import type { SessionState } from './state';

/**
 * What staff ask of this page's pictures, as it takes effect: a page that is open says it first, so that nobody wonders
 * where the pictures went; one that opens begins without them; and what is taken back is back at once.
 */
export class LessAsked {
  private asked = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly apply: (on: boolean) => void) {}

  /** @param before - nothing where the page has just opened */
  follow(before: SessionState | undefined, after: SessionState): void {
    if (after.ending !== undefined) {
      this.end();
      return;
    }
    const asked = after.you.lessAsked === true;
    if (asked === this.asked) return;
    this.asked = asked;
    clearTimeout(this.timer);
    if (asked && before !== undefined) this.timer = setTimeout(() => this.apply(true), sentenceFirstMs);
    else this.apply(asked);
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
