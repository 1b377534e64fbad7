import type { DemandFrame, OfferFrame, SentFrame, SourceKind } from '../protocol/frames';
import { BufferCare } from './buffer-care';
import type { FirstTracks } from './e2ee/first-tracks';
import type { LayerReports } from './layers';
import type { SharpFirstCare } from './sharp-first';
import { shownHeight } from './shown';
import type { Reception } from './stats';
import { wishOf, type Shown, type WishFrame, type WishReports } from './wish-reports';

/** One `connection` of the wire, with what was offered and said over it. */
export interface Peer {
  readonly connection: string;
  readonly pc: RTCPeerConnection;
  generation: number;
  own: OfferFrame['own'];
  sources: OfferFrame['sources'];
  readonly tracks: FirstTracks;
  /** The lines on which the bridge sends too, by mid: it reports there under a voice of its own. */
  shared: ReadonlySet<string>;
  /** What this bridge wants besides answers. */
  layers?: LayerReports;
  wishes?: WishReports;
  sharp?: SharpFirstCare;
  /** What it said of what it sends and wants. */
  sent: SentFrame['sources'];
  demand: DemandFrame['layers'];
  readonly buffers: BufferCare;
}

export function newPeer(connection: string, pc: RTCPeerConnection, tracks: FirstTracks): Peer {
  return {
    connection,
    pc,
    tracks,
    generation: -1,
    own: {},
    sources: {},
    shared: new Set(),
    sent: {},
    demand: {},
    buffers: new BufferCare(),
  };
}

/** Ends what it told the bridge by itself, and what was only there to try its lines. */
export function quiet(peer: Peer): void {
  peer.layers?.close();
  peer.wishes?.close();
  peer.sharp?.close();
  peer.tracks.end();
}

export function sameSource(one: OfferFrame['sources'][string] | undefined, other: typeof one): boolean {
  return one !== undefined && one.seat === other?.seat && one.kind === other.kind;
}

/** What this page shows of the others, in the engine's words. */
export function wishFor(peer: Peer, cameras: boolean): WishFrame {
  const hidden = document.visibilityState === 'hidden';
  const shown = peer.pc.getTransceivers().flatMap(({ mid, receiver }): Shown[] => {
    const source = mid === null ? undefined : peer.sources[mid];
    if (source === undefined || source.kind === 'microphone') return [];
    return [
      { seat: source.seat, kind: source.kind, height: hidden ? 0 : (shownHeight(receiver.track) ?? 0) },
    ];
  });
  return wishOf(shown, cameras);
}

/** What the bridge sends of the others. */
export function receptionsOf(peer: Peer): Reception[] {
  return peer.pc.getTransceivers().flatMap((transceiver) => {
    const source = transceiver.mid === null ? undefined : peer.sources[transceiver.mid];
    const receives =
      transceiver.currentDirection === 'recvonly' || transceiver.currentDirection === 'sendrecv';
    return source === undefined || !receives ? [] : [{ ...source, receiver: transceiver.receiver }];
  });
}

export function ownKind(own: OfferFrame['own'], mid: string | null): SourceKind | undefined {
  if (mid === null) return undefined;
  return (['microphone', 'camera', 'screen'] as const).find((kind) => own[kind] === mid);
}
