/** The part of the Screen Wake Lock API that we use; absent where the browser has none. */
export interface WakeLocks {
  request(type: 'screen'): Promise<{ release(): Promise<void> }>;
}

/**
 * Keeps the screen of a phone on while somebody waits or is in a room: a phone that sleeps stops sound and line. The
 * browser drops the lock whenever the page is hidden, so it is asked for again when the page is back.
 */
export class WakeLock {
  private wanted = false;
  private turn = 0;
  private held: { release(): Promise<void> } | undefined;

  constructor(private readonly locks: () => WakeLocks | undefined) {}

  want(wanted: boolean): void {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    void this.renew();
  }

  /** The page is back in front: what was held before is gone. */
  back(): void {
    if (this.wanted) void this.renew();
  }

  private async renew(): Promise<void> {
    const turn = (this.turn += 1);
    const old = this.held;
    this.held = undefined;
    try {
      await old?.release();
      if (!this.wanted || turn !== this.turn) return;
      const lock = await this.locks()?.request('screen');
      if (this.wanted && turn === this.turn) this.held = lock;
      else await lock?.release();
    } catch {
      // Refused, as on a battery that is low or a page that is hidden: the screen then sleeps as it always would.
    }
  }
}

export function wakeLocksOfBrowser(): WakeLocks | undefined {
  return (navigator as { readonly wakeLock?: WakeLocks }).wakeLock;
}
