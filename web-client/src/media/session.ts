import type { MediaFrame, SourceKind } from '../protocol/frames';

export type OwnTracks = Readonly<Partial<Record<SourceKind, MediaStreamTrack>>>;
export type SeatTracks = Readonly<Partial<Record<SourceKind, MediaStreamTrack>>>;
/** Which tracks of which seat can be shown now. */
export type RemoteTracks = Readonly<Record<string, SeatTracks>>;

/** A source and its receiver in the connection that is current. */
export interface Reception {
  readonly seat: string;
  readonly kind: SourceKind;
  readonly receiver: RTCRtpReceiver;
}

/** The media of one seat in its place. Which bridge carries them is nobody's business but its own. */
export interface MediaSession {
  receive(frame: MediaFrame): Promise<void>;
  /** Replaces what we send. A kind that is absent is not sent at all, not even as silence. */
  setOwn(own: OwnTracks): Promise<void>;
  remote(): RemoteTracks;
  receptions(): readonly Reception[];
  connection(): RTCPeerConnection | undefined;
  close(): void;
}
