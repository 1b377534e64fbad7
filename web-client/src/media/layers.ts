import type { Layer, OfferFrame, SourceKind } from '../protocol/frames';

interface OutboundStream {
  readonly type: string;
  readonly ssrc?: number;
  readonly rtxSsrc?: number;
  readonly rid?: string;
  readonly encodingIndex?: number;
}

const lookEveryMs = 1000;

/** The layers among a sender's statistics, the smallest picture first; none where it sends in one size. */
export function layersAmong(stats: readonly OutboundStream[]): Layer[] {
  return stats
    .filter((stat) => stat.type === 'outbound-rtp' && stat.rid !== undefined && (stat.ssrc ?? 0) > 0)
    .sort((one, other) => place(one) - place(other))
    .flatMap(({ ssrc, rtxSsrc }) =>
      ssrc === undefined
        ? []
        : [{ stream: ssrc, ...(rtxSsrc === undefined || rtxSsrc === 0 ? {} : { repair: rtxSsrc }) }],
    );
}

function place(stat: OutboundStream): number {
  return stat.encodingIndex ?? Number(stat.rid ?? 0);
}

export type LayersByKind = Readonly<Partial<Record<SourceKind, readonly Layer[]>>>;

/** Tells which streams the layered kinds are sent in, whenever that changes: an answer cannot say it. */
export class LayerReports {
  private said = '';
  private readonly timer = setInterval(() => void this.look(), lookEveryMs);

  constructor(
    private readonly pc: RTCPeerConnection,
    private readonly kinds: readonly SourceKind[],
    private readonly own: () => OfferFrame['own'],
    private readonly tell: (layers: LayersByKind) => void,
  ) {}

  close(): void {
    clearInterval(this.timer);
  }

  async look(): Promise<void> {
    const layers: Partial<Record<SourceKind, readonly Layer[]>> = {};
    for (const kind of this.kinds) {
      const mid = this.own()[kind];
      const sender = this.pc.getTransceivers().find((line) => line.mid === mid)?.sender;
      if (sender === undefined) continue;
      const found = layersAmong([...(await sender.getStats()).values()] as OutboundStream[]);
      if (found.length > 0) layers[kind] = found;
    }
    const words = JSON.stringify(layers);
    if (words === this.said || Object.keys(layers).length === 0) return;
    this.said = words;
    this.tell(layers);
  }
}
