/**
 * Which counters of one key were seen. One counter runs over all streams of a sender, and sound is ahead of pictures: a window
 * of 4,096 is twenty seconds of everything that a page can send at once.
 */
export const windowSize = 4096;

export class ReplayWindow {
  private readonly seen = new Uint32Array(windowSize / 32);
  private highest = -1;

  /** Whether the counter was neither seen nor is too old to be known. */
  isFresh(counter: number): boolean {
    if (counter > this.highest) return true;
    return counter > this.highest - windowSize && !this.has(counter);
  }

  /** Takes note of a counter whose frame was authentic. */
  note(counter: number): void {
    if (counter > this.highest) {
      const from = Math.max(this.highest + 1, counter - windowSize + 1);
      for (let passed = from; passed <= counter; passed += 1) this.set(passed, false);
      this.highest = counter;
    }
    this.set(counter, true);
  }

  private has(counter: number): boolean {
    return ((this.seen[(counter % windowSize) >>> 5] ?? 0) & (1 << (counter & 31))) !== 0;
  }

  private set(counter: number, on: boolean): void {
    const index = (counter % windowSize) >>> 5;
    const bit = 1 << (counter & 31);
    const word = this.seen[index] ?? 0;
    this.seen[index] = on ? word | bit : word & ~bit;
  }
}
