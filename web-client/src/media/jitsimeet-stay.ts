import type { HealthSummary, RoomFrame, SourceKind } from '../protocol/frames';
import { allocation, screensAlone, type Wish } from './allocation';
import { approvalsIn, kindApproved } from './jitsimeet-approvals';
import type {
  JitsiConference,
  JitsiConnection,
  JitsiMeetLibrary,
  JitsiParticipant,
  RemoteTrack,
} from './jitsimeet-library';
import { conferenceOptions, connectionOptions } from './jitsimeet-options';
import { OwnSources } from './jitsimeet-own';
import type { FiguresBySeat, OwnTracks, RemoteTracks, Speaker } from './session';
import { shownHeight } from './shown';
import { healthOf } from './line-figures';
import { figuresOf } from './stats';

/** What the engine said last: who is who in the room. */
export type Word = Pick<RoomFrame, 'people'>;

export interface StayListener {
  readonly inside: () => void;
  /** Media flow, or do not for now while the library mends it. */
  readonly flows: (flowing: boolean) => void;
  readonly changed: () => void;
  readonly speaking: (speaker: Speaker) => void;
  /** It is over for good, and was not left. */
  readonly broken: () => void;
}

interface Seated {
  readonly seat: string;
  readonly kind: SourceKind;
  readonly track: RemoteTrack;
}

const wishEveryMs = 500;
/** Whoever is not inside by then is outside. */
const insideWithinMs = 20_000;

/** One stay in one room: an XMPP connection of its own, the conference, and what is sent and shown there. */
export class Stay {
  private readonly connection: JitsiConnection;
  private conference: JitsiConference | undefined;
  private own: OwnSources | undefined;
  private wanted: OwnTracks;
  private over = false;
  private wished = '';
  private cameras = true;
  private wishing: ReturnType<typeof setInterval> | undefined;
  private readonly patience = setTimeout(() => this.breakOff(), insideWithinMs);

  constructor(
    private readonly library: JitsiMeetLibrary,
    frame: RoomFrame,
    wanted: OwnTracks,
    private readonly word: () => Word,
    private readonly listener: StayListener,
  ) {
    this.wanted = wanted;
    const { room, token } = frame;
    this.connection = new library.JitsiConnection(null, token, connectionOptions(frame));
    const { CONNECTION_ESTABLISHED, CONNECTION_FAILED } = library.events.connection;
    this.connection.addEventListener(CONNECTION_ESTABLISHED, () => this.enter(room));
    this.connection.addEventListener(CONNECTION_FAILED, () => this.breakOff());
    this.connection.connect();
  }

  async send(wanted: OwnTracks): Promise<void> {
    this.wanted = wanted;
    await this.own?.set(wanted);
  }

  remote(): RemoteTracks {
    const seats: Record<string, Partial<Record<SourceKind, MediaStreamTrack>>> = {};
    for (const { seat, kind, track } of this.seated()) (seats[seat] ??= {})[kind] ??= track.getTrack();
    return seats;
  }

  figures(): Promise<FiguresBySeat> {
    const receivers = this.peer()?.getReceivers() ?? [];
    return figuresOf(
      this.seated().flatMap(({ seat, kind, track }) => {
        const receiver = receivers.find((each) => each.track === track.getTrack());
        return receiver === undefined ? [] : [{ seat, kind, receiver }];
      }),
    );
  }

  async health(): Promise<HealthSummary | undefined> {
    const peer = this.peer();
    return peer?.connectionState === 'connected' ? healthOf(peer) : undefined;
  }

  /** Leaves the room and ends its connection; what is sent ends at once. */
  leave(): void {
    if (this.over) return;
    this.end();
    const leaving = this.conference?.leave() ?? Promise.resolve();
    // A room that cannot be left in good order is left by the end of its connection.
    void leaving
      .catch(() => undefined)
      .then(() => this.disconnect())
      .then(() => this.own?.dispose());
  }

  /** As {@link leave}, for a page that goes away: there is no time to wait for an answer. */
  leaveAtOnce(): void {
    this.leave();
    this.disconnect();
  }

  private enter(room: string): void {
    // The library says so again after each resumption.
    if (this.over || this.conference !== undefined) return;
    try {
      const conference = this.connection.initJitsiConference(room, conferenceOptions());
      this.conference = conference;
      const approvals = approvalsIn(this.library, conference, () => this.own?.kinds() ?? []);
      this.own = new OwnSources(this.library, conference, () => approvals.look());
      this.listen(conference, this.own);
      void this.own.set(this.wanted);
      conference.join();
    } catch {
      this.breakOff();
    }
  }

  private listen(conference: JitsiConference, own: OwnSources): void {
    const { events, errors } = this.library;
    const named = events.conference;
    conference.on(named.CONFERENCE_JOINED, () => this.arrive());
    conference.on(named.KICKED, () => this.breakOff());
    conference.on(named.SUSPEND_DETECTED, () => this.breakOff());
    conference.on(named.CONFERENCE_FAILED, (why) => {
      // The library waits for these by itself.
      const passing = [errors.conference.FOCUS_DISCONNECTED, errors.conference.VIDEOBRIDGE_NOT_AVAILABLE];
      if (passing.some((each) => each === why)) this.flows(false);
      else this.breakOff();
    });
    conference.on(named.CONNECTION_INTERRUPTED, () => this.flows(false));
    conference.on(named.CONNECTION_ESTABLISHED, () => this.flows(true));
    conference.on(named.CONNECTION_RESTORED, () => this.flows(true));
    this.listenToPeople(conference, own);
  }

  private listenToPeople(conference: JitsiConference, own: OwnSources): void {
    const named = this.library.events.conference;
    conference.on(named.USER_JOINED, () => this.change());
    conference.on(named.USER_LEFT, () => this.change());
    conference.on(named.TRACK_ADDED, (track) => this.added(track as RemoteTrack));
    conference.on(named.TRACK_REMOVED, () => this.change());
    conference.on(named.TRACK_MUTE_CHANGED, (track) => {
      own.muted(track);
      this.change();
    });
    conference.on(named.AV_MODERATION_APPROVED, (what) => own.approved(kindApproved(what)));
    conference.on(named.TRACK_UNMUTE_REJECTED, (track) => own.refused(track));
    conference.on(named.DOMINANT_SPEAKER_CHANGED, (who, _before, silent) =>
      this.listener.speaking(silent === true ? { kind: 'nobody' } : this.speaker(who)),
    );
  }

  private flows(flowing: boolean): void {
    if (!this.over) this.listener.flows(flowing);
  }

  private arrive(): void {
    if (this.over) return;
    clearTimeout(this.patience);
    this.wishing ??= setInterval(() => this.wish(), wishEveryMs);
    this.listener.inside();
  }

  private added(track: RemoteTrack): void {
    if (track.isLocal()) return;
    track.addEventListener(this.library.events.track.TRACK_VIDEOTYPE_CHANGED, () => this.change());
    this.change();
  }

  private change(): void {
    if (this.over) return;
    this.listener.changed();
    this.wish();
  }

  private speaker(endpoint: unknown): Speaker {
    if (typeof endpoint !== 'string') return { kind: 'nobody' };
    if (endpoint === this.conference?.myUserId()) return { kind: 'you' };
    const seat = [...this.bySeat()].find(([, occupant]) => occupant.getId() === endpoint)?.[0];
    return seat === undefined ? { kind: 'nobody' } : { kind: 'seat', seat };
  }

  /** Of several occupants of one identity the last is the person: an earlier one may be what a lost line left behind. */
  private bySeat(): Map<string, JitsiParticipant> {
    const { people } = this.word();
    return new Map(
      (this.over ? [] : (this.conference?.getParticipants() ?? [])).flatMap((occupant) => {
        const identity = identityOf(occupant);
        const seat =
          identity === undefined || !Object.hasOwn(people, identity) ? undefined : people[identity];
        return seat === undefined ? [] : [[seat, occupant] as const];
      }),
    );
  }

  private seated(): Seated[] {
    return [...this.bySeat()].flatMap(([seat, occupant]) =>
      occupant
        .getTracks()
        .filter((track) => !track.isMuted())
        .map((track) => ({ seat, kind: kindOf(track), track })),
    );
  }

  wantCameras(wanted: boolean): void {
    this.cameras = wanted;
  }

  /** What is not wished for is not sent: least of all the pictures of whom we do not know. */
  private wish(): void {
    const wishes = this.seated().flatMap(({ kind, track }): Wish[] => {
      const label = track.getSourceName();
      if (kind === 'microphone' || label === undefined) return [];
      return [{ label, height: shownHeight(track.getTrack()) ?? 0, screen: kind === 'screen' }];
    });
    const wanted = this.cameras ? allocation(wishes, 0) : screensAlone(wishes);
    const words = JSON.stringify(wanted);
    if (words === this.wished) return;
    this.wished = words;
    this.conference?.setReceiverConstraints(wanted);
  }

  private peer(): RTCPeerConnection | undefined {
    return this.over ? undefined : this.conference?.getActivePeerConnection()?.peerconnection;
  }

  private breakOff(): void {
    if (this.over) return;
    this.leave();
    this.listener.broken();
  }

  private end(): void {
    this.over = true;
    clearTimeout(this.patience);
    clearInterval(this.wishing);
    this.own?.close();
  }

  private disconnect(): void {
    void Promise.resolve(this.connection.disconnect()).catch(() => undefined);
  }
}

/** The token's user id, as the deployment itself writes it beside the occupant. */
function identityOf(occupant: JitsiParticipant): string | undefined {
  const identity = occupant.getIdentity() as { readonly user?: { readonly id?: unknown } } | null | undefined;
  const id = identity?.user?.id;
  return typeof id === 'string' ? id : undefined;
}

function kindOf(track: RemoteTrack): SourceKind {
  if (track.getType() === 'audio') return 'microphone';
  return track.getVideoType()?.startsWith('desktop') === true ? 'screen' : 'camera';
}
