import type { HealthSummary, MediaFrame, Relays } from '../protocol/frames';
import { unreachable } from '../unreachable';
import { JitsiMeetSession } from './jitsimeet';
import { inThisPage } from './jitsimeet-page';
import { Peers } from './peers';
import type {
  FiguresBySeat,
  MediaListener,
  MediaSession,
  OwnTracks,
  Passage,
  RemoteTracks,
  Sealer,
  ToldBySeat,
} from './session';

/** The kinds of bridges a client can be sent to, told apart by the frames that they speak in. */
type Kind = 'peers' | 'jitsi-meet';

/** The media of one seat, whichever bridge carries them: the first frame of another kind changes over. */
export class AnyBridge implements MediaSession {
  private current: { readonly kind: Kind; readonly session: MediaSession } | undefined;
  private own: OwnTracks = {};
  private cameras = true;

  constructor(
    private readonly relays: () => Relays,
    private readonly listener: MediaListener,
    private readonly make: (kind: Kind) => MediaSession = (kind) => this.made(kind),
    private readonly sealer: () => Sealer = () => 'plain',
  ) {}

  async receive(frame: MediaFrame): Promise<void> {
    switch (frame.name) {
      case 'offer':
        return this.ofKind('peers').receive(frame);
      case 'room':
        // A deployment's library sends by ways of its own: in an encrypted session nothing is given to it.
        if (this.sealer() !== 'plain') return undefined;
        return this.ofKind('jitsi-meet').receive(frame);
      case 'closed':
      case 'sent':
      case 'demand':
        return this.current?.session.receive(frame);
      default:
        return unreachable(frame);
    }
  }

  async setOwn(own: OwnTracks): Promise<void> {
    this.own = own;
    await this.current?.session.setOwn(own);
  }

  remote(): RemoteTracks {
    return this.current?.session.remote() ?? {};
  }

  told(): ToldBySeat {
    return this.current?.session.told() ?? {};
  }

  wantCameras(wanted: boolean): void {
    this.cameras = wanted;
    this.current?.session.wantCameras(wanted);
  }

  async figures(): Promise<FiguresBySeat> {
    return (await this.current?.session.figures()) ?? {};
  }

  passage(): Passage {
    return this.current?.session.passage() ?? 'open';
  }

  async health(): Promise<HealthSummary | undefined> {
    return this.current?.session.health();
  }

  close(): void {
    this.current?.session.close();
  }

  private ofKind(kind: Kind): MediaSession {
    if (this.current?.kind === kind) return this.current.session;
    this.current?.session.close();
    const session = this.make(kind);
    this.current = { kind, session };
    session.wantCameras(this.cameras);
    // Nothing is joined yet: it is only remembered.
    void session.setOwn(this.own);
    return session;
  }

  private made(kind: Kind): MediaSession {
    switch (kind) {
      case 'peers':
        return new Peers(this.relays, this.listener, this.sealer);
      case 'jitsi-meet':
        return new JitsiMeetSession(inThisPage(), this.listener);
      default:
        return unreachable(kind);
    }
  }
}
