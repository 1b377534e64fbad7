import { sentenceFirstMs } from '../media/line-care';

/**
 * What staff ask of this page's pictures, as it takes effect: a page that is open says it first, so that nobody wonders
 * where the pictures went; one that opens begins without them; and what is taken back is back at once.
 */
export class LessAsked {
  private asked = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly apply: (on: boolean) => void) {}

  /** @param anew - whether the page has just opened */
  follow(asked: boolean, anew: boolean): void {
    if (asked === this.asked) return;
    this.asked = asked;
    clearTimeout(this.timer);
    if (asked && !anew) this.timer = setTimeout(() => this.apply(true), sentenceFirstMs);
    else this.apply(asked);
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
