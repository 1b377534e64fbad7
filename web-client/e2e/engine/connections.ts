import type { Page } from '@playwright/test';

/** What a page's own peer connections say, which the page itself shows nobody. */

interface Watched {
  connections?: RTCPeerConnection[];
}

/** Runs in the page before anything else: keeps every connection that is made. */
export function keepConnections(): void {
  const kept: RTCPeerConnection[] = ((window as Watched).connections = []);
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...given);
      kept.push(this);
    }
  };
}

/** How media leave this browser: of each candidate pair that carried something, the own candidate. */
export async function waysOut(page: Page): Promise<{ type: string; relayProtocol: string }[]> {
  return page.evaluate(async () => {
    const ways: { type: string; relayProtocol: string }[] = [];
    for (const connection of (window as Watched).connections ?? []) {
      const stats = new Map<string, Record<string, unknown>>();
      for (const [id, entry] of (await connection.getStats()) as unknown as Map<
        string,
        Record<string, unknown>
      >) {
        stats.set(id, entry);
      }
      for (const entry of stats.values()) {
        if (entry['type'] !== 'candidate-pair' || !entry['bytesSent']) continue;
        const own = stats.get(String(entry['localCandidateId']));
        ways.push({ type: String(own?.['candidateType']), relayProtocol: String(own?.['relayProtocol']) });
      }
    }
    return ways;
  });
}

/** Whether the newest connection of this page carries media. */
export async function connected(page: Page): Promise<boolean> {
  return page.evaluate(() => (window as Watched).connections?.at(-1)?.connectionState === 'connected');
}

/** The height of each picture that arrives and is being decoded, tallest first. */
export async function heights(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const decoded = async (): Promise<Map<string, { frames: number; height: number }>> => {
      const pictures = new Map<string, { frames: number; height: number }>();
      for (const connection of (window as Watched).connections ?? []) {
        if (connection.connectionState !== 'connected') continue;
        for (const [id, entry] of (await connection.getStats()) as unknown as Map<
          string,
          Record<string, unknown>
        >) {
          if (entry['type'] !== 'inbound-rtp' || entry['kind'] !== 'video') continue;
          pictures.set(id, {
            frames: Number(entry['framesDecoded'] ?? 0),
            height: Number(entry['frameHeight'] ?? 0),
          });
        }
      }
      return pictures;
    };
    const before = await decoded();
    await new Promise((wake) => setTimeout(wake, 700));
    return [...(await decoded())]
      .filter(([id, { frames }]) => frames > (before.get(id)?.frames ?? 0))
      .map(([, { height }]) => height)
      .sort((a, b) => b - a);
  });
}

/** How many connections this page has made so far. */
export async function made(page: Page): Promise<number> {
  return page.evaluate(() => (window as Watched).connections?.length ?? 0);
}

/** Waits for a newer connection than those, made and connected; answers when, by the clock of this machine. */
export async function newerThan(page: Page, before: number): Promise<{ offered: number; connected: number }> {
  return page.evaluate(async (count) => {
    const until = async (holds: () => boolean): Promise<number> => {
      while (!holds()) await new Promise((wake) => setTimeout(wake, 20));
      return Date.now();
    };
    const kept = (): readonly RTCPeerConnection[] => (window as Watched).connections ?? [];
    const offered = await until(() => kept().length > count);
    const connected = await until(() => kept().at(-1)?.connectionState === 'connected');
    return { offered, connected };
  }, before);
}

/** From now on this page sends whatever it sends, whatever it is told: as a changed client would. */
export async function defy(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const connection of (window as Watched).connections ?? []) {
      connection.setRemoteDescription = () => new Promise(() => undefined);
      for (const sender of connection.getSenders()) {
        sender.replaceTrack = () => Promise.resolve();
        if (sender.track !== null) sender.track.stop = () => undefined;
      }
    }
  });
}

/** What a page sends of its camera: of each size that goes out, its height and the bitrate that its encoder aims at. */
export async function targets(page: Page): Promise<{ height: number; kbps: number }[]> {
  return page.evaluate(async () => {
    const found: { height: number; kbps: number }[] = [];
    const newest = (window as Watched).connections?.at(-1);
    for (const entry of (
      (await newest?.getStats()) as unknown as Map<string, Record<string, unknown>> | undefined
    )?.values() ?? []) {
      if (entry['type'] !== 'outbound-rtp' || entry['kind'] !== 'video' || !entry['frameHeight']) continue;
      found.push({
        height: Number(entry['frameHeight']),
        kbps: Math.round(Number(entry['targetBitrate'] ?? 0) / 1000),
      });
    }
    return found.sort((one, other) => one.height - other.height);
  });
}

/** How many packets of sound the newest connection of this page has missed for good. */
export async function soundLost(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const newest = (window as Watched).connections?.at(-1);
    const stats = (await newest?.getStats()) as unknown as Map<string, Record<string, unknown>> | undefined;
    return [...(stats?.values() ?? [])]
      .filter((stat) => stat['type'] === 'inbound-rtp' && stat['kind'] === 'audio')
      .reduce((sum, stat) => sum + Number(stat['packetsLost'] ?? 0), 0);
  });
}
