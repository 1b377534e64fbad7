import type { Allocation } from './allocation';

/**
 * The part of lib-jitsi-meet that we use, in our own words for its shapes. The library itself belongs to the
 * deployment and comes from there; nothing of it is in this client.
 */
export interface JitsiMeetLibrary {
  readonly logLevels: { readonly ERROR: string };
  readonly events: {
    readonly conference: ConferenceEvents;
    readonly connection: ConnectionEvents;
    readonly track: { readonly TRACK_VIDEOTYPE_CHANGED: string };
  };
  readonly errors: {
    readonly conference: { readonly FOCUS_DISCONNECTED: string; readonly VIDEOBRIDGE_NOT_AVAILABLE: string };
  };
  readonly JitsiConnection: new (appId: null, token: string, options: ConnectionOptions) => JitsiConnection;
  setLogLevel(level: string): void;
  init(options: InitOptions): void;
  createLocalTracksFromMediaStreams(tracks: readonly LocalTrackInfo[]): LocalTrack[];
}

export interface ConnectionEvents {
  readonly CONNECTION_ESTABLISHED: string;
  readonly CONNECTION_FAILED: string;
}

export interface ConferenceEvents {
  readonly CONFERENCE_JOINED: string;
  readonly CONFERENCE_FAILED: string;
  readonly KICKED: string;
  readonly SUSPEND_DETECTED: string;
  readonly CONNECTION_ESTABLISHED: string;
  readonly CONNECTION_INTERRUPTED: string;
  readonly CONNECTION_RESTORED: string;
  readonly USER_JOINED: string;
  readonly USER_LEFT: string;
  readonly TRACK_ADDED: string;
  readonly TRACK_REMOVED: string;
  readonly TRACK_MUTE_CHANGED: string;
  readonly TRACK_UNMUTE_REJECTED: string;
  readonly DOMINANT_SPEAKER_CHANGED: string;
  readonly AV_MODERATION_APPROVED: string;
  readonly AV_MODERATION_REJECTED: string;
  readonly _MEDIA_SESSION_STARTED: string;
}

export interface InitOptions {
  readonly disableAudioLevels: boolean;
  readonly disableThirdPartyRequests: boolean;
  readonly enableAnalyticsLogging: boolean;
  readonly externalStorage: Storage;
}

export interface ConnectionOptions {
  readonly hosts: { readonly domain: string; readonly muc: string };
  readonly serviceUrl: string;
  readonly websocketKeepAlive: number;
  readonly enableWebsocketResume: boolean;
  readonly p2p: { readonly stunServers: readonly never[] };
  readonly analytics: { readonly rtcstatsEnabled: boolean };
}

export interface ConferenceOptions {
  readonly p2p: { readonly enabled: boolean };
  readonly statisticsId: string;
  readonly disableLocalStatsBroadcast: boolean;
  readonly e2ee: { readonly disabled: boolean };
  readonly e2eping: { readonly enabled: boolean };
  readonly analytics: { readonly rtcstatsEnabled: boolean };
}

/** What listens to the library's events; each event has arguments of its own, and none of them is believed unread. */
export type Heard = (...details: unknown[]) => void;

export interface JitsiConnection {
  addEventListener(event: string, heard: Heard): void;
  connect(): void;
  disconnect(): boolean | Promise<void>;
  initJitsiConference(room: string, options: ConferenceOptions): JitsiConference;
}

export interface JitsiConference {
  /** Null after it was left. */
  readonly room: ChatRoom | null;
  on(event: string, heard: Heard): void;
  join(): void;
  leave(): Promise<void>;
  myUserId(): string | null;
  getParticipants(): readonly JitsiParticipant[];
  addTrack(track: LocalTrack): Promise<void>;
  removeTrack(track: LocalTrack): Promise<void>;
  replaceTrack(old: LocalTrack, next: LocalTrack): Promise<void>;
  setReceiverConstraints(allocation: Allocation): void;
  getActivePeerConnection(): { readonly peerconnection: RTCPeerConnection } | null;
}

export interface ChatRoom {
  readonly myroomjid: string;
  muteParticipant(jid: string, mute: boolean, mediaType: ModeratedType): void;
}

/** The kinds of media in the words of a deployment's moderation. */
export type ModeratedType = 'audio' | 'video' | 'desktop';

export interface JitsiParticipant {
  getId(): string;
  getIdentity(): unknown;
  getTracks(): readonly RemoteTrack[];
}

export interface RemoteTrack {
  isLocal(): boolean;
  isMuted(): boolean;
  getType(): string;
  getVideoType(): string | undefined;
  getSourceName(): string | undefined;
  getTrack(): MediaStreamTrack;
  addEventListener(event: string, heard: Heard): void;
}

export interface LocalTrack {
  isMuted(): boolean;
  mute(): Promise<void>;
  getSourceName(): string | null;
  dispose(): Promise<void>;
}

export interface LocalTrackInfo {
  readonly stream: MediaStream;
  readonly mediaType: 'audio' | 'video';
  readonly sourceType?: string;
  readonly videoType?: 'camera' | 'desktop';
  /** The library asks for these where a camera's own constraints are plain numbers. */
  readonly constraints?: { readonly width: IdealNumber; readonly height: IdealNumber };
}

interface IdealNumber {
  readonly ideal: number;
}
