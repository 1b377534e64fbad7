import type { Inside } from './firefox';

/** One stream of pictures that a page sends, as its own statistics count it. */
interface Stream {
  readonly id: string;
  readonly name: string;
  readonly height: number;
  readonly bytes: number;
  readonly frames: number;
  readonly targetKbps: number;
}

interface Look {
  readonly at: number;
  readonly streams: readonly Stream[];
}

interface Watched {
  connections?: RTCPeerConnection[];
}

async function look(page: Inside): Promise<Look> {
  const streams = await page.evaluate(async () => {
    const found: Stream[] = [];
    const report = await (window as Watched).connections?.at(-1)?.getStats();
    for (const entry of (report as unknown as Map<string, Record<string, unknown>> | undefined)?.values() ??
      []) {
      if (entry['type'] !== 'outbound-rtp' || entry['kind'] !== 'video' || !entry['framesEncoded']) continue;
      found.push({
        id: String(entry['id']),
        name: `${entry['mid'] === '2' ? 'screen' : 'camera'} ${String(entry['rid'] ?? '')}`,
        height: Number(entry['frameHeight'] ?? 0),
        bytes: Number(entry['bytesSent'] ?? 0),
        frames: Number(entry['framesEncoded']),
        targetKbps: Math.round(Number(entry['targetBitrate'] ?? 0) / 1000),
      });
    }
    return found.sort((one, other) => one.name.localeCompare(other.name));
  });
  return { at: performance.now(), streams };
}

/**
 * Looks from time to time at what a page sends of its pictures, while a test does something else: what a browser makes of
 * a bridge's reports shows over half a minute, and nothing is to wait for it.
 */
export class SendingWatch {
  private readonly looks: Look[] = [];
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(private readonly page: Inside) {
    this.timer = setInterval(() => void this.look(), 2000);
  }

  /** Stops, and tells in one line a look what went out since the one before, each size by itself. */
  end(): string[] {
    clearInterval(this.timer);
    const began = this.looks[0]?.at ?? 0;
    return this.looks.slice(1).map((now, index) => {
      const before = this.looks[index];
      const seconds = (now.at - (before?.at ?? now.at)) / 1000;
      const sizes = now.streams.map(({ id, name, height, bytes, frames, targetKbps }) => {
        const was = before?.streams.find((stream) => stream.id === id);
        if (was === undefined) return `${name} begins`;
        const kbps = ((bytes - was.bytes) * 8) / 1000 / seconds;
        const aim = targetKbps === 0 ? '' : ` of ${targetKbps}`;
        return `${name}: ${height} lines ${((frames - was.frames) / seconds).toFixed(0)}/s ${kbps.toFixed(0)}${aim} kbit/s`;
      });
      return `${((now.at - began) / 1000).toFixed(0)} s: ${sizes.join(', ')}`;
    });
  }

  private async look(): Promise<void> {
    // A page that is being loaded anew has nothing to say.
    const seen = await look(this.page).catch(() => undefined);
    if (seen !== undefined) this.looks.push(seen);
  }
}
