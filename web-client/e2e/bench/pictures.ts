import type { Page } from '@playwright/test';

/** What a page sees of pictures, from its own connections; looked at every 50 ms, which is how fine its times are. */

interface Recorded {
  connections: RTCPeerConnection[];
  /** Per connection, in the order in which they were made: when its first picture was decoded, and its last. */
  pictures: { first: number; last: number; frames: number }[];
  freezes: number;
  frozenMs: number;
}

interface Holder {
  recorded?: Recorded;
}

/** Runs in the page before anything else. */
export function record(): void {
  const recorded: Recorded = { connections: [], pictures: [], freezes: 0, frozenMs: 0 };
  (window as Holder).recorded = recorded;
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...given);
      recorded.connections.push(this);
      recorded.pictures.push({ first: 0, last: 0, frames: 0 });
    }
  };
  const known = new Map<string, { freezes: number; frozenMs: number }>();
  const look = async (connection: RTCPeerConnection, index: number): Promise<void> => {
    const picture = recorded.pictures[index];
    if (picture === undefined || connection.connectionState === 'closed') return;
    let frames = 0;
    for (const [id, entry] of (await connection.getStats()) as unknown as Map<
      string,
      Record<string, unknown>
    >) {
      if (entry['type'] !== 'inbound-rtp' || entry['kind'] !== 'video') continue;
      frames += Number(entry['framesDecoded'] ?? 0);
      known.set(`${index} ${id}`, {
        freezes: Number(entry['freezeCount'] ?? 0),
        frozenMs: 1000 * Number(entry['totalFreezesDuration'] ?? 0),
      });
    }
    const now = Date.now();
    if (frames > picture.frames) {
      picture.frames = frames;
      picture.last = now;
      if (picture.first === 0) picture.first = now;
    }
  };
  let looking = false;
  setInterval(() => {
    if (looking) return;
    looking = true;
    void Promise.allSettled(recorded.connections.map(look)).then(() => {
      looking = false;
      const all = [...known.values()];
      recorded.freezes = all.reduce((sum, { freezes }) => sum + freezes, 0);
      recorded.frozenMs = all.reduce((sum, { frozenMs }) => sum + frozenMs, 0);
    });
  }, 50);
}

export interface Seen {
  readonly frames: number;
  readonly freezes: number;
  readonly frozenMs: number;
  readonly connections: number;
}

/** All so far. */
export async function seen(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const recorded = (window as Holder).recorded;
    return {
      frames: (recorded?.pictures ?? []).reduce((sum, { frames }) => sum + frames, 0),
      freezes: recorded?.freezes ?? 0,
      frozenMs: recorded?.frozenMs ?? 0,
      connections: recorded?.connections.length ?? 0,
    };
  });
}

/** When the first picture came by a connection newer than those, and how long there had been none; empty if none came. */
export async function firstPicture(
  page: Page,
  connections: number,
): Promise<{ at: number; gap: number } | undefined> {
  return page.evaluate(
    async ([before, until]) => {
      const pictures = (): Recorded['pictures'] => (window as Holder).recorded?.pictures ?? [];
      while (Date.now() < until) {
        const fresh = pictures()
          .slice(before)
          .map(({ first }) => first)
          .filter((first) => first > 0);
        if (fresh.length > 0) {
          const at = Math.min(...fresh);
          const last = Math.max(
            0,
            ...pictures()
              .slice(0, before)
              .map((old) => old.last),
          );
          return { at, gap: last === 0 ? 0 : Math.max(0, at - last) };
        }
        await new Promise((wake) => setTimeout(wake, 20));
      }
      return undefined;
    },
    [connections, Date.now() + 30_000] as const,
  );
}
