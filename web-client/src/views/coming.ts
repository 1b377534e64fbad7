/** By then a camera or a microphone that is on has come, also by a slow line: before it, nobody's is called off. */
export const comesWithinMs = 6_000;

/** What is known of one person's camera, or microphone, now. */
export interface Reception {
  readonly seat: string;
  /** What it would come by; another one after each new connection. */
  readonly track: MediaStreamTrack | undefined;
  /** Whether anything comes of it now. */
  readonly comes: boolean;
}

interface Watched {
  readonly track: MediaStreamTrack | undefined;
  readonly sinceMs: number;
  readonly came: boolean;
}

/**
 * Tells a camera that is off from one that is on its way: off is one that came and went, or that has had the time to come.
 * The same goes for microphones.
 * The time is told, in milliseconds that only grow. It knows nothing of browsers.
 */
export class Coming {
  private watched: Readonly<Record<string, Watched>> = {};

  /**
   * Takes what is to be seen now of everybody who is here; whoever is not among them any more is forgotten.
   *
   * @param connected - whether anything at all is received: a camera that goes alone was turned off
   */
  look(receptions: readonly Reception[], connected: boolean, nowMs: number): void {
    this.watched = Object.fromEntries(
      receptions.map(({ seat, track, comes }) => {
        const before = this.watched[seat];
        // Of a connection that is made anew nothing is known yet.
        const went = connected && track === undefined;
        const same = before !== undefined && (before.track === track || before.track === undefined || went);
        const sinceMs = same ? before.sinceMs : nowMs;
        return [seat, { track, sinceMs, came: comes || (same && before.came) }];
      }),
    );
  }

  /** Whether one of which nothing comes is on its way, for all that is known. */
  isOnItsWay(seat: string, nowMs: number): boolean {
    const known = this.watched[seat];
    return known === undefined || (!known.came && nowMs - known.sinceMs < comesWithinMs);
  }
}
