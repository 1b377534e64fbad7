import type { HealthSummary, MediaFrame, OfferFrame, Relays, SourceKind } from '../protocol/frames';
import { unreachable } from '../unreachable';
import { brief } from './answers';
import { wait } from './buffer-care';
import { FirstTracks } from './e2ee/first-tracks';
import { leadReceiver, leadSender, stopStrays, withoutTwice } from './e2ee/leading';
import { heed } from './encodings';
import { LayerReports } from './layers';
import { LineWatch } from './lost-line';
import { newPeer, ownKind, quiet, receptionsOf, sameSource, wishFor, type Peer } from './peer';
import type {
  FiguresBySeat,
  MediaListener,
  MediaSession,
  OwnTracks,
  Passage,
  RemoteTracks,
  Sealer,
  Told,
  ToldBySeat,
} from './session';
import { SharpFirstCare } from './sharp-first';
import { healthOf } from './line-figures';
import { figuresOf, type Reception } from './stats';
import { WishReports } from './wish-reports';

/** How long an old connection may outlive its successor that never connects. */
const successorWithinMs = 15_000;

/**
 * The media of one seat. The engine offers, we answer; each `connection` of the wire is one RTCPeerConnection.
 * A new one is connected before the old one is closed, but what the old place sends is hidden at once.
 */
export class Peers implements MediaSession {
  private current: Peer | undefined;
  private readonly fading = new Set<RTCPeerConnection>();
  private readonly lines = new LineWatch();
  private own: OwnTracks = {};
  private cameras = true;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly relays: () => Relays,
    private readonly listener: Pick<MediaListener, 'tell' | 'changed' | 'failed'>,
    private readonly sealer: () => Sealer = () => 'plain',
  ) {}

  /** Frames are taken one after the other: an answer must be ready before the next offer is applied. */
  receive(frame: MediaFrame): Promise<void> {
    this.queue = this.queue.then(() => this.handle(frame)).catch(() => this.listener.failed());
    return this.queue;
  }

  async setOwn(own: OwnTracks): Promise<void> {
    this.own = own;
    if (this.current !== undefined) await this.attach(this.current);
  }

  remote(): RemoteTracks {
    const seats: Record<string, Partial<Record<SourceKind, MediaStreamTrack>>> = {};
    for (const { seat, kind, receiver } of this.receptions()) (seats[seat] ??= {})[kind] = receiver.track;
    return seats;
  }

  told(): ToldBySeat {
    const seats: Record<string, Partial<Record<SourceKind, Told>>> = {};
    const peer = this.current;
    for (const [mid, { paused, why }] of Object.entries(peer?.sent ?? {})) {
      const source = peer?.sources[mid];
      if (source !== undefined)
        (seats[source.seat] ??= {})[source.kind] = { paused, ...(why === undefined ? {} : { why }) };
    }
    return seats;
  }

  /** Said at the next look at what is shown. */
  wantCameras(wanted: boolean): void {
    this.cameras = wanted;
  }

  figures(): Promise<FiguresBySeat> {
    return figuresOf(this.receptions());
  }

  /** What keeps a peer connection away is told by the engine, or seen in its health. */
  passage(): Passage {
    return 'open';
  }

  async health(): Promise<HealthSummary | undefined> {
    const peer = this.current;
    if (peer?.pc.connectionState !== 'connected') return undefined;
    if (await stopStrays(this.sealer(), peer.pc)) this.listener.failed();
    const health = await healthOf(peer.pc);
    wait(peer.pc.getReceivers(), peer.buffers.look(health));
    return health;
  }

  close(): void {
    if (this.current !== undefined) {
      quiet(this.current);
      this.current.pc.close();
    }
    this.current = undefined;
    for (const pc of this.fading) pc.close();
    this.fading.clear();
    this.listener.changed();
  }

  private receptions(): Reception[] {
    return this.current === undefined ? [] : receptionsOf(this.current);
  }

  private async handle(frame: MediaFrame): Promise<void> {
    switch (frame.name) {
      case 'closed':
        if (this.current?.connection === frame.connection) this.close();
        return;
      case 'offer':
        return this.offered(frame);
      case 'room':
        // Another bridge's.
        return;
      case 'sent':
        if (this.current?.connection !== frame.connection) return;
        this.current.sent = frame.sources;
        this.listener.changed();
        return;
      case 'demand':
        if (this.current?.connection !== frame.connection) return;
        this.current.demand = frame.layers;
        return this.heed(this.current);
      default:
        return unreachable(frame);
    }
  }

  private async offered(frame: OfferFrame): Promise<void> {
    // Nothing is answered: what cannot be sealed is not sent, what cannot be opened is not shown.
    if (this.sealer() === 'broken') return;
    const known = this.current;
    if (known?.connection === frame.connection) {
      if (frame.generation <= known.generation) return;
      await this.negotiate(known, frame);
      return;
    }
    const next = this.succeed(frame);
    await this.negotiate(next, frame);
  }

  /** Makes the connection of a new place current and lets the old one fade until the new one is connected. */
  private succeed(frame: OfferFrame): Peer {
    const old = this.current?.pc;
    if (this.current !== undefined) quiet(this.current);
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', ...route(this.relays()) });
    const peer = newPeer(frame.connection, pc, new FirstTracks(this.sealer));
    // The transform is there before the first packet of a line can be.
    pc.addEventListener('track', ({ transceiver }) => leadReceiver(this.sealer(), transceiver, peer.sources));
    this.current = peer;
    if (old !== undefined) this.fade(old, pc);
    this.lines.watch(pc, () => {
      if (this.current === peer) this.listener.failed();
    });
    this.listener.changed();
    return peer;
  }

  private fade(old: RTCPeerConnection, next: RTCPeerConnection): void {
    this.fading.add(old);
    const end = (): void => {
      clearTimeout(timer);
      next.removeEventListener('connectionstatechange', check);
      this.fading.delete(old);
      old.close();
    };
    const check = (): void => {
      if (next.connectionState === 'connected' || next.connectionState === 'closed') end();
    };
    const timer = setTimeout(end, successorWithinMs);
    next.addEventListener('connectionstatechange', check);
  }

  private async negotiate(peer: Peer, frame: OfferFrame): Promise<void> {
    const before = peer.sources;
    peer.sources = { ...before, ...frame.sources };
    const sdp = this.sealer() === 'plain' ? frame.sdp : withoutTwice(frame.sdp);
    await peer.pc.setRemoteDescription({ type: 'offer', sdp });
    peer.sources = before;
    peer.generation = frame.generation;
    peer.own = frame.own;
    // What was said of a line holds for the source that it carried.
    peer.sent = Object.fromEntries(
      Object.entries(peer.sent).filter(([mid]) => sameSource(peer.sources[mid], frame.sources[mid])),
    );
    peer.sources = frame.sources;
    // At once, before anything is waited for: Chromium lets a sender pass by a transform that comes a task later.
    for (const transceiver of peer.pc.getTransceivers()) {
      const kind = ownKind(peer.own, transceiver.mid);
      if (kind !== undefined) leadSender(this.sealer(), transceiver.sender, kind);
      leadReceiver(this.sealer(), transceiver, peer.sources);
    }
    peer.shared = sharedLines(frame.sdp);
    await this.attach(peer);
    await peer.pc.setLocalDescription();
    const answer = peer.pc.localDescription?.sdp;
    // A successor may have come while we worked: its answer is the one that counts.
    if (answer === undefined || this.current !== peer) return;
    this.listener.tell({
      type: 'media',
      name: 'answer',
      connection: frame.connection,
      generation: frame.generation,
      sdp: brief(answer),
    });
    this.serve(peer, frame);
    this.listener.changed();
  }

  /** Begins what this bridge wants besides answers, with the first one. */
  private serve(peer: Peer, frame: OfferFrame): void {
    if (frame.layered.length > 0) {
      peer.layers ??= new LayerReports(
        peer.pc,
        frame.layered,
        () => peer.own,
        (layers) =>
          this.listener.tell({ type: 'media', name: 'layers', connection: peer.connection, layers }),
      );
      void peer.layers.look();
    }
    peer.wishes ??= new WishReports(
      () => wishFor(peer, this.cameras),
      (words) => this.listener.tell(words),
    );
    peer.sharp ??= new SharpFirstCare(
      () => peer.pc.getTransceivers().find(({ mid }) => ownKind(peer.own, mid) === 'screen')?.sender,
      () => void this.heed(peer),
    );
    void this.heed(peer);
  }

  /** Sends of our own pictures what somebody wants, and in sizes that the camera has. */
  private async heed(peer: Peer): Promise<void> {
    for (const { mid, sender } of peer.pc.getTransceivers()) {
      const kind = ownKind(peer.own, mid);
      if (kind === undefined || kind === 'microphone') continue;
      const alone = kind === 'screen' && peer.sharp?.alone === true;
      await heed(sender, kind, peer.demand[kind], alone).catch(() => undefined);
    }
  }

  private async attach(peer: Peer): Promise<void> {
    for (const transceiver of peer.pc.getTransceivers()) {
      if (transceiver.direction === 'stopped') continue;
      const kind = ownKind(peer.own, transceiver.mid);
      const receives = leadReceiver(this.sealer(), transceiver, peer.sources);
      if (kind === undefined) {
        transceiver.direction = receives ? 'recvonly' : 'inactive';
        continue;
      }
      const shared = receives && transceiver.mid !== null && peer.shared.has(transceiver.mid);
      transceiver.direction = shared ? 'sendrecv' : 'sendonly';
      await peer.tracks.give(transceiver.sender, kind, this.own[kind]);
    }
    await this.heed(peer);
  }
}

/** The mids of the lines that an offer has both ways (RFC 8866, section 6.7). */
export function sharedLines(sdp: string): ReadonlySet<string> {
  const lines = sdp.split(/\r?\n(?=m=)/u).slice(1);
  return new Set(
    lines
      .filter((line) => /^a=sendrecv\s*$/mu.test(line))
      .flatMap((line) => /^a=mid:(\S+)\s*$/mu.exec(line)?.[1] ?? []),
  );
}

/** The way that a connection may take, in the platform's words. */
export function route(relays: Relays): Required<Pick<RTCConfiguration, 'iceServers' | 'iceTransportPolicy'>> {
  return {
    iceServers: relays.iceServers.map((server) => ({ ...server, urls: [...server.urls] })),
    iceTransportPolicy: relays.relayOnly ? 'relay' : 'all',
  };
}
