import type { Page } from '@playwright/test';

/** Counters of all sound that the newest connection of a page receives; it needs `keepConnections`. */
export interface Sound {
  readonly played: number;
  readonly concealed: number;
  /** Of those, made up as silence. */
  readonly silent: number;
  /** Seconds in the jitter buffer, summed over all samples that left it. */
  readonly bufferSeconds: number;
  readonly emitted: number;
}

export async function soundOf(page: Page): Promise<Sound> {
  return page.evaluate(async () => {
    const { connections = [] } = window as { connections?: RTCPeerConnection[] };
    const report = (await connections.at(-1)?.getStats()) as unknown as
      Map<string, Record<string, unknown>> | undefined;
    const heard = [...(report?.values() ?? [])].filter(
      (stat) => stat['type'] === 'inbound-rtp' && stat['kind'] === 'audio',
    );
    const sum = (key: string): number => heard.reduce((total, stat) => total + Number(stat[key] ?? 0), 0);
    return {
      played: sum('totalSamplesReceived'),
      concealed: sum('concealedSamples'),
      silent: sum('silentConcealedSamples'),
      bufferSeconds: sum('jitterBufferDelay'),
      emitted: sum('jitterBufferEmittedCount'),
    };
  });
}

/** What sound was like between two looks; nothing where none was played. */
export function soundBetween(
  before: Sound,
  after: Sound,
): { readonly concealedPercent?: number; readonly audiblePercent?: number; readonly bufferMs?: number } {
  const played = after.played - before.played;
  if (played <= 0) return {};
  const concealed = after.concealed - before.concealed;
  const audible = concealed - (after.silent - before.silent);
  const emitted = Math.max(1, after.emitted - before.emitted);
  return {
    concealedPercent: (100 * concealed) / played,
    audiblePercent: (100 * audible) / played,
    bufferMs: (1000 * (after.bufferSeconds - before.bufferSeconds)) / emitted,
  };
}
