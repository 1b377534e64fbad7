import type { Page } from '@playwright/test';

/** What a page's connections sent and received so far; it needs `keepConnections`. */
export interface Traffic {
  /** What the browser believes that its line out carries, in kbit/s. */
  readonly availableKbps: number;
  /** Of the tallest picture that it sends. */
  readonly sent: {
    readonly height: number;
    readonly targetKbps: number;
    readonly qpSum: number;
    readonly frames: number;
  };
  readonly packetsReceived: number;
  readonly framesReceived: number;
  readonly heights: readonly number[];
}

export async function traffic(page: Page): Promise<Traffic> {
  return page.evaluate(async () => {
    const { connections = [] } = window as { connections?: RTCPeerConnection[] };
    const stats: Record<string, unknown>[] = [];
    for (const connection of connections) {
      if (connection.connectionState !== 'connected') continue;
      for (const stat of (await connection.getStats()).values()) stats.push(stat as Record<string, unknown>);
    }
    const number = (stat: Record<string, unknown>, key: string): number => Number(stat[key] ?? 0);
    const of = (type: string, kind?: string): Record<string, unknown>[] =>
      stats.filter((stat) => stat['type'] === type && (kind === undefined || stat['kind'] === kind));
    const most = (values: readonly number[]): number =>
      values.reduce((one, other) => Math.max(one, other), 0);
    const [tallest = {}] = of('outbound-rtp', 'video').sort(
      (one, other) => number(other, 'frameHeight') - number(one, 'frameHeight'),
    );
    const pictures = of('inbound-rtp', 'video');
    const sum = (list: readonly Record<string, unknown>[], key: string): number =>
      list.reduce((total, stat) => total + number(stat, key), 0);
    return {
      availableKbps:
        most(of('candidate-pair').map((pair) => number(pair, 'availableOutgoingBitrate'))) / 1000,
      sent: {
        height: number(tallest, 'frameHeight'),
        targetKbps: number(tallest, 'targetBitrate') / 1000,
        qpSum: number(tallest, 'qpSum'),
        frames: number(tallest, 'framesEncoded'),
      },
      packetsReceived: sum(of('inbound-rtp'), 'packetsReceived'),
      framesReceived: sum(pictures, 'framesDecoded'),
      heights: pictures.map((picture) => number(picture, 'frameHeight')),
    };
  });
}
