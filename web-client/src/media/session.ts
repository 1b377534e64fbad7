import type { Encryption } from './e2ee/encryption';
import type { ClientFrame, HealthSummary, MediaFrame, SourceKind, Why } from '../protocol/frames';

export type MediaWord = Extract<ClientFrame, { type: 'media' }>;

export type OwnTracks = Readonly<Partial<Record<SourceKind, MediaStreamTrack>>>;
export type SeatTracks = Readonly<Partial<Record<SourceKind, MediaStreamTrack>>>;
/** Which tracks of which seat can be shown now. */
export type RemoteTracks = Readonly<Record<string, SeatTracks>>;

export interface SourceFigures {
  readonly framesDecoded: number;
  readonly totalAudioEnergy: number;
  readonly bytesReceived: number;
  /** Of the last picture, in pixels. */
  readonly frameHeight: number;
  /** How long pictures stood still, in seconds. */
  readonly totalFreezesDuration: number;
  /** Samples that were made up, of those that were played. */
  readonly concealedSamples: number;
  /** Samples of silence among those. */
  readonly silentConcealedSamples: number;
  readonly totalSamplesReceived: number;
}

export type FiguresBySeat = Record<string, Partial<Record<SourceKind, SourceFigures>>>;

/**
 * What the bridge says of a source that it could send us. `paused` without a reason is a microphone that is open, while
 * others are louder.
 */
export interface Told {
  readonly paused: boolean;
  readonly why?: Why;
}

/** By seat and kind; nothing of a source of which the bridge does not tell. */
export type ToldBySeat = Readonly<Record<string, Readonly<Partial<Record<SourceKind, Told>>>>>;

/** Who speaks, where the bridge tells it to this client and not to the engine. */
export type Speaker =
  { readonly kind: 'nobody' } | { readonly kind: 'you' } | { readonly kind: 'seat'; readonly seat: string };

/**
 * How the way to the bridge is, as far as the person has to know: open; slow; barred, where this device or its network
 * keeps it shut; misled, where the engine names an address that may not be trusted.
 */
export type Passage = 'open' | 'slow' | 'barred' | 'misled';

/** What a session tells whoever holds it. */
export interface MediaListener {
  /** A word for the engine. */
  readonly tell: (frame: MediaWord) => void;
  /** What can be shown is another now. */
  readonly changed: () => void;
  /** Only a new line to the engine can mend it. */
  readonly failed: () => void;
  readonly speaking: (speaker: Speaker) => void;
  /** The way to the bridge is another now; what can be read of it has changed already. */
  readonly passage: (passage: Passage) => void;
}

/**
 * What media have to pass through: nothing in a plain session; a worker in an encrypted one; and where that does not work,
 * `broken`, there are no media at all.
 */
export type Sealer =
  Pick<Encryption, 'leadSender' | 'leadReceiver' | 'isLed' | 'isProven' | 'proof'> | 'plain' | 'broken';

/** The media of one seat in its place. Which bridge carries them is nobody's business but its own. */
export interface MediaSession {
  receive(frame: MediaFrame): Promise<void>;
  /** Replaces what we send. A kind that is absent is not sent at all, not even as silence. */
  setOwn(own: OwnTracks): Promise<void>;
  remote(): RemoteTracks;
  /** What the bridge says that it sends us of the others. */
  told(): ToldBySeat;
  /** Whether the others' cameras are wanted at all. Screens are. */
  wantCameras(wanted: boolean): void;
  /** Figures of each remote source by seat; ids and numbers only. */
  figures(): Promise<FiguresBySeat>;
  passage(): Passage;
  /** How the line to the bridge is; undefined where none is connected. */
  health(): Promise<HealthSummary | undefined>;
  close(): void;
}
