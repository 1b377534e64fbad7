/** The frames of the wire, subprotocol `anteroom.v1`, as the client understands them. Nothing here decides. */

import type { Command } from './commands';
import type { SessionEvent } from './events';
import type { Queue, Relays, Seat, Session, SourceKind, StayWord, WelcomeExtras } from './shapes';
import type { Signal } from './signals';

export * from './commands';
export * from './events';
export * from './shapes';
export * from './signals';

export type RejectCode =
  'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'capacity' | 'rate-limited' | 'unavailable';
export type ByeCode =
  'ended' | 'removed' | 'denied' | 'replaced' | 'revoked' | 'expired' | 'draining' | 'protocol';

export interface Welcome {
  readonly type: 'welcome';
  readonly seat: string;
  readonly seq: number;
  readonly you: Seat;
  readonly session: Session;
  readonly seats: readonly Seat[];
  readonly relays: Relays;
  readonly queue?: Queue;
  readonly serverTime: string;
  readonly resumed: boolean;
  readonly extras: WelcomeExtras;
  /** Messages and notes from before, in order, for a page that was loaded again. */
  readonly recent?: readonly EventFrame[];
}

export interface EventFrame {
  readonly type: 'event';
  readonly seq: number;
  readonly at: string;
  readonly event: SessionEvent;
}

export interface SignalFrame {
  readonly type: 'signal';
  readonly signal: Signal;
}

export interface OfferFrame {
  readonly type: 'media';
  readonly name: 'offer';
  readonly connection: string;
  readonly generation: number;
  readonly sdp: string;
  readonly own: Readonly<Partial<Record<SourceKind, string>>>;
  readonly sources: Readonly<Record<string, RemoteSource>>;
  /** What is sent in several sizes at once; its streams are told by `layers`. */
  readonly layered: readonly SourceKind[];
}

export interface RemoteSource {
  readonly seat: string;
  readonly kind: SourceKind;
}

/** One of the sizes in which a source is sent. */
export interface Layer {
  readonly stream: number;
  readonly repair?: number;
}

/** A Jitsi Meet deployment that carries the media of a place. */
export interface Deployment {
  /** Where its client library is loaded from. */
  readonly script: string;
  /** Where its XMPP is spoken over a WebSocket. */
  readonly service: string;
  readonly domain: string;
  readonly muc: string;
}

/** An invitation to a room of a deployment. The same connection with another room: the place moved. */
export interface RoomFrame {
  readonly type: 'media';
  readonly name: 'room';
  readonly connection: string;
  readonly generation: number;
  readonly deployment: Deployment;
  readonly room: string;
  readonly token: string;
  /** What this seat may send now. */
  readonly send: readonly SourceKind[];
  /** The seat of each identity; whoever is not in it is not shown. */
  readonly people: Readonly<Record<string, string>>;
}

export interface ClosedFrame {
  readonly type: 'media';
  readonly name: 'closed';
  readonly connection: string;
}

/** What keeps a picture smaller than it was wished for. */
export type Why = 'line' | 'wish' | 'sender' | 'rights';

/** What is sent to us of one picture. */
export interface SentPicture {
  readonly height: number;
  readonly paused: boolean;
  readonly why?: Why;
}

/** What is sent to us of the others' pictures, by mid. */
export interface SentFrame {
  readonly type: 'media';
  readonly name: 'sent';
  readonly connection: string;
  readonly sources: Readonly<Record<string, SentPicture>>;
  /** Absent where the bridge does not say. */
  readonly estimateKbps?: number;
}

/** How many layers the others want of our own pictures, the smallest first. */
export interface DemandFrame {
  readonly type: 'media';
  readonly name: 'demand';
  readonly connection: string;
  readonly layers: Readonly<Partial<Record<SourceKind, number>>>;
}

/** A key, wrapped for one seat. */
export interface WrappedWord {
  readonly seat: string;
  readonly enc: string;
  readonly ct: string;
}

/** A sender's key of a place and epoch, wrapped for others. */
export interface WrappedKeys {
  readonly place: string;
  readonly epoch: number;
  readonly kid: number;
  readonly roster: string;
  readonly to: readonly WrappedWord[];
  readonly sig: string;
}

/** What other pages say of the keys of media. */
export type KeyFrame =
  | ({ readonly type: 'e2ee'; readonly name: 'keys'; readonly from: string } & WrappedKeys)
  | { readonly type: 'e2ee'; readonly name: 'have'; readonly from: string; readonly kid: number }
  | { readonly type: 'e2ee'; readonly name: 'need'; readonly from: string; readonly epoch: number };

/** What this page says of keys. */
export type KeyWord =
  | { readonly type: 'e2ee'; readonly name: 'device'; readonly key: string; readonly proof: string }
  | { readonly type: 'e2ee'; readonly name: 'stays'; readonly keys: readonly StayWord[] }
  | {
      readonly type: 'e2ee';
      readonly name: 'vouch';
      readonly seat: string;
      readonly key: string;
      readonly sig: string;
    }
  | ({ readonly type: 'e2ee'; readonly name: 'keys' } & WrappedKeys)
  | { readonly type: 'e2ee'; readonly name: 'have'; readonly kid: number }
  | { readonly type: 'e2ee'; readonly name: 'need'; readonly epoch: number; readonly seat: string };

export type MediaFrame = OfferFrame | RoomFrame | ClosedFrame | SentFrame | DemandFrame;

export type Ack = {
  readonly type: 'ack';
  readonly id: string;
  readonly seq?: number;
  /** Seats that `admitAll` left where they are. */
  readonly held: readonly string[];
};
export type Reject = {
  readonly type: 'reject';
  readonly id: string;
  readonly code: RejectCode;
  readonly detail: string;
};
export type Bye = {
  readonly type: 'bye';
  readonly code: ByeCode;
  /** What tells it from others of its code: this device was signed out, or staff let another one have its seat. */
  readonly reason?: 'signed-out' | 'taken-over';
  readonly detail?: string;
};

/** Either side may ask for a mark of life, and is answered. */
export type Ping = { readonly type: 'ping' };
export type Pong = { readonly type: 'pong' };

/** The token for the next hello of this device. */
export interface TokenFrame {
  readonly type: 'token';
  readonly token: string;
  readonly expiresAt: string;
}

/** How it stands with a device that asks for a seat which another one has. */
export type ClaimFrame =
  | { readonly type: 'claim'; readonly state: 'waiting' }
  | { readonly type: 'claim'; readonly state: 'allowed'; readonly token: string };

export type ServerFrame =
  | ClaimFrame
  | Welcome
  | EventFrame
  | SignalFrame
  | MediaFrame
  | KeyFrame
  | Ack
  | Reject
  | TokenFrame
  | Bye
  | Ping
  | Pong;

export type ClientFrame =
  | KeyWord
  | Ping
  | Pong
  /** A sign of a person at this page. */
  | { readonly type: 'here' }
  | { readonly type: 'hello'; readonly token: string; readonly resume?: { readonly seq: number } }
  | ({ readonly type: 'command'; readonly id: string } & Command)
  | {
      readonly type: 'media';
      readonly name: 'answer';
      readonly connection: string;
      readonly generation: number;
      readonly sdp: string;
    }
  | {
      readonly type: 'media';
      readonly name: 'layers';
      readonly connection: string;
      readonly layers: Readonly<Partial<Record<SourceKind, readonly Layer[]>>>;
    }
  /** What this page shows of the others, and how large, in pixels of the device. */
  | {
      readonly type: 'media';
      readonly name: 'wish';
      readonly stage: readonly string[];
      readonly tiles: readonly { readonly seat: string; readonly height: number }[];
      readonly screen: number;
      readonly video: boolean;
    }
  /** The way into the place is broken for good: the engine is asked to make a new one. */
  | { readonly type: 'media'; readonly name: 'again'; readonly connection: string };
