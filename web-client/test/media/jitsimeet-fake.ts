/**
 * A deployment for tests, written by hand after lib-jitsi-meet's source: it keeps the library's own rules (how
 * pictures are named, what it refuses) and throws where something is used that the library does not have.
 */
import type { Allocation } from '../../src/media/allocation';
import type {
  ChatRoom,
  ConferenceEvents,
  ConferenceOptions,
  ConnectionOptions,
  Heard,
  InitOptions,
  JitsiConference,
  JitsiConnection,
  JitsiMeetLibrary,
  JitsiParticipant,
  LocalTrack,
  ModeratedType,
} from '../../src/media/jitsimeet-library';
import {
  Emitter,
  FakeLocalTrack,
  strict,
  type FakeOccupant,
  type FakeRemoteTrack,
} from './jitsimeet-fake-tracks';

export const conferenceEvents: ConferenceEvents = {
  CONFERENCE_JOINED: 'conference.joined',
  CONFERENCE_FAILED: 'conference.failed',
  KICKED: 'conference.kicked',
  SUSPEND_DETECTED: 'conference.suspendDetected',
  _MEDIA_SESSION_STARTED: 'conference.media_session.started',
  CONNECTION_ESTABLISHED: 'conference.connectionEstablished',
  CONNECTION_INTERRUPTED: 'conference.connectionInterrupted',
  CONNECTION_RESTORED: 'conference.connectionRestored',
  USER_JOINED: 'conference.userJoined',
  USER_LEFT: 'conference.userLeft',
  TRACK_ADDED: 'conference.trackAdded',
  TRACK_REMOVED: 'conference.trackRemoved',
  TRACK_MUTE_CHANGED: 'conference.trackMuteChanged',
  TRACK_UNMUTE_REJECTED: 'conference.trackUnmuteRejected',
  DOMINANT_SPEAKER_CHANGED: 'conference.dominantSpeaker',
  AV_MODERATION_APPROVED: 'conference.av_moderation.approved',
  AV_MODERATION_REJECTED: 'conference.av_moderation.rejected',
};
const established = 'connection.connectionEstablished';
const connectionFailed = 'connection.connectionFailed';

export class FakeConference implements JitsiConference {
  readonly events = new Emitter();
  readonly occupants = new Map<string, FakeOccupant>();
  readonly sent: FakeLocalTrack[] = [];
  /** What the presence says of each source: whether it is muted. */
  readonly presence = new Map<string, boolean>();
  readonly asked: Allocation[] = [];
  /** What was asked of the focus by the conference's own occupant. */
  readonly unmuted: ModeratedType[] = [];
  joined = false;
  left = false;
  peer: { readonly peerconnection: RTCPeerConnection } | null = null;

  constructor(
    readonly name: string,
    readonly options: ConferenceOptions,
  ) {
    if (name !== name.toLowerCase() || name === '') throw new Error('Invalid conference name');
  }

  get room(): ChatRoom | null {
    if (this.left) return null;
    return strict<ChatRoom>({
      myroomjid: 'room@conference/me000000',
      muteParticipant: (jid, mute, mediaType) => {
        if (jid !== 'room@conference/me000000' || mute) throw new Error('Nobody mutes others from here');
        this.unmuted.push(mediaType);
      },
    });
  }

  on(event: string, heard: Heard): void {
    if (!Object.values(conferenceEvents).includes(event)) throw new Error(`There is no event ${event}`);
    this.events.on(event, heard);
  }

  join(): void {
    this.joined = true;
  }

  async leave(): Promise<void> {
    this.left = true;
  }

  myUserId(): string {
    return 'me000000';
  }

  getParticipants(): readonly JitsiParticipant[] {
    return [...this.occupants.values()].map(strict);
  }

  async addTrack(track: LocalTrack): Promise<void> {
    const added = this.taken(track);
    const same = this.sent.filter(({ info }) => info.mediaType === added.info.mediaType);
    if (
      same.some(({ info }) => added.info.mediaType === 'audio' || info.videoType === added.info.videoType)
    ) {
      throw new Error(`Cannot add second ${added.info.mediaType} track to the conference`);
    }
    this.put(added, `${this.myUserId()}-${added.info.mediaType === 'audio' ? 'a' : 'v'}${same.length}`);
  }

  async removeTrack(track: LocalTrack): Promise<void> {
    const gone = this.taken(track);
    if (!gone.isMuted()) this.say(gone, true);
    this.sent.splice(this.sent.indexOf(gone), 1);
    gone.conference = undefined;
  }

  async replaceTrack(old: LocalTrack, next: LocalTrack): Promise<void> {
    const [gone, added] = [this.taken(old), this.taken(next)];
    if (gone.info.videoType !== added.info.videoType) throw new Error('Replacing a track of another type');
    const name = gone.name ?? '';
    this.sent.splice(this.sent.indexOf(gone), 1);
    gone.conference = undefined;
    this.put(added, name);
  }

  setReceiverConstraints(allocation: Allocation): void {
    this.asked.push(allocation);
  }

  getActivePeerConnection(): { readonly peerconnection: RTCPeerConnection } | null {
    return this.peer;
  }

  /** A track was muted, by its owner or from outside. */
  hush(track: FakeLocalTrack): void {
    this.say(track, true);
    this.events.emit(conferenceEvents.TRACK_MUTE_CHANGED, track);
  }

  private say(track: FakeLocalTrack, muted: boolean): void {
    if (track.name !== null) this.presence.set(track.name, muted);
  }

  /** What is not muted in the presence, as a moderator reads it. */
  shown(): string[] {
    return [...this.presence].filter(([, muted]) => !muted).map(([name]) => name);
  }

  enters(occupant: FakeOccupant): void {
    this.occupants.set(occupant.id, occupant);
    this.events.emit(conferenceEvents.USER_JOINED, occupant.id, strict(occupant));
  }

  leaves(occupant: FakeOccupant): void {
    this.occupants.delete(occupant.id);
    this.events.emit(conferenceEvents.USER_LEFT, occupant.id, strict(occupant));
  }

  sends(occupant: FakeOccupant, track: FakeRemoteTrack): void {
    occupant.tracks.push(track);
    this.events.emit(conferenceEvents.TRACK_ADDED, strict(track));
  }

  private taken(track: LocalTrack): FakeLocalTrack {
    if (this.left) throw new TypeError("Cannot read properties of null (reading 'myroomjid')");
    const local = track as FakeLocalTrack;
    if (local.disposed) throw new Error('track.track_is_disposed');
    return local;
  }

  private put(track: FakeLocalTrack, name: string): void {
    if (this.sent.some((other) => other.name === name)) throw new Error(`Two sources are named ${name}`);
    track.name = name;
    track.conference = this;
    this.sent.push(track);
    this.say(track, track.isMuted());
  }
}

export class FakeConnection implements JitsiConnection {
  readonly events = new Emitter();
  conference: FakeConference | undefined;
  asked = false;
  ended = false;

  constructor(
    readonly appId: null,
    readonly token: string,
    readonly options: ConnectionOptions,
  ) {
    // Options that are wrapped are not read, and the library would go on with none.
    if (options.hosts.domain === '' || options.serviceUrl === '') throw new Error('No deployment');
  }

  addEventListener(event: string, heard: Heard): void {
    if (![established, connectionFailed].includes(event)) throw new Error(`There is no event ${event}`);
    this.events.on(event, heard);
  }

  connect(): void {
    this.asked = true;
  }

  async disconnect(): Promise<void> {
    this.ended = true;
  }

  initJitsiConference(room: string, options: ConferenceOptions): JitsiConference {
    if (this.conference !== undefined)
      throw new Error('A conference with the same name has already been created!');
    this.conference = new FakeConference(room, options);
    return strict(this.conference);
  }

  /** The connection stands, and the room is entered. */
  opens(): FakeConference {
    this.events.emit(established, 'me000000');
    const { conference } = this;
    if (conference?.joined !== true) throw new Error('Nobody joined');
    conference.events.emit(conferenceEvents.CONFERENCE_JOINED);
    return conference;
  }

  fails(): void {
    this.events.emit(connectionFailed, 'connection.passwordRequired');
  }
}

export class FakeDeployment {
  readonly connections: FakeConnection[] = [];
  readonly tracks: FakeLocalTrack[] = [];
  readonly inits: InitOptions[] = [];
  level = '';

  readonly library: JitsiMeetLibrary;

  constructor() {
    const { connections, tracks, inits } = this;
    class Opened extends FakeConnection {
      constructor(appId: null, token: string, options: ConnectionOptions) {
        super(appId, token, options);
        connections.push(this);
        return strict<Opened>(this);
      }
    }
    this.library = strict<JitsiMeetLibrary>({
      logLevels: { ERROR: 'error' },
      events: {
        conference: strict(conferenceEvents),
        connection: strict({ CONNECTION_ESTABLISHED: established, CONNECTION_FAILED: connectionFailed }),
        track: strict({ TRACK_VIDEOTYPE_CHANGED: 'track.videoTypeChanged' }),
      },
      errors: {
        conference: strict({
          FOCUS_DISCONNECTED: 'conference.focusDisconnected',
          VIDEOBRIDGE_NOT_AVAILABLE: 'conference.videobridgeNotAvailable',
        }),
      },
      JitsiConnection: Opened,
      setLogLevel: (level) => void (this.level = level),
      init: (options) => void inits.push(options),
      createLocalTracksFromMediaStreams: (infos) =>
        infos.map((info) => {
          const track = strict(new FakeLocalTrack(info));
          tracks.push(track);
          return track;
        }),
    });
  }

  get last(): FakeConnection {
    const connection = this.connections.at(-1);
    if (connection === undefined) throw new Error('Nobody connected');
    return connection;
  }
}
