/** The frames of the wire, subprotocol `anteroom.v1`, as the client understands them. Nothing here decides. */

import type { Command } from './commands';
import type {
  Alert,
  BreakoutPlan,
  CheckIn,
  ClockStep,
  Grants,
  HealthSummary,
  LedgerEntry,
  OpenBreakouts,
  Place,
  PollQuestion,
  Queue,
  Relays,
  Role,
  Safety,
  Seat,
  SeatDevices,
  Session,
  SourceKind,
  WelcomeExtras,
} from './shapes';

export * from './commands';
export * from './shapes';

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

export type SessionEvent =
  | {
      readonly name: 'seat-moved';
      readonly seat: string;
      readonly from?: Place;
      readonly to?: Place;
      readonly who?: Seat;
    }
  | { readonly name: 'seat-denied'; readonly seat: string; readonly reason?: string }
  | { readonly name: 'seat-added'; readonly who: Seat }
  | {
      readonly name: 'seat-held';
      readonly seat: string;
      readonly on: boolean;
      readonly heldFor: readonly string[];
    }
  | { readonly name: 'stepped-away'; readonly seat: string; readonly on: boolean }
  | {
      readonly name: 'seat-connection';
      readonly seat: string;
      readonly connected: boolean;
      /** Where somebody is whose line is lost while an alert is open; for staff only. */
      readonly safety?: Safety;
    }
  | { readonly name: 'hand-changed'; readonly seat: string; readonly on: boolean; readonly order?: number }
  | { readonly name: 'grants-changed'; readonly seat: string; readonly grants: Grants }
  | {
      readonly name: 'less-asked';
      readonly seat: string;
      readonly on: boolean;
      /** For staff only: the seat itself where the person declined. */
      readonly by?: string;
    }
  | { readonly name: 'role-changed'; readonly seat: string; readonly role: Role }
  | { readonly name: 'share-requested'; readonly seat: string }
  | { readonly name: 'share-denied'; readonly seat: string }
  | { readonly name: 'share-granted'; readonly seat: string; readonly until: string; readonly place?: Place }
  | { readonly name: 'share-started'; readonly seat: string; readonly place?: Place }
  | {
      readonly name: 'share-ended';
      readonly seat: string;
      readonly place?: Place;
      readonly reason?: string;
      readonly leaseEnded: boolean;
    }
  | { readonly name: 'breakouts-planned'; readonly plan: BreakoutPlan }
  | { readonly name: 'breakouts-opened'; readonly breakouts: OpenBreakouts }
  | { readonly name: 'breakouts-extended'; readonly closesAt: string }
  | { readonly name: 'breakouts-closing'; readonly closesAt: string }
  | { readonly name: 'breakouts-closed' }
  | { readonly name: 'announcement'; readonly text: string }
  | { readonly name: 'help-asked'; readonly breakout: string; readonly seat?: string }
  | { readonly name: 'help-answered'; readonly breakout: string }
  | { readonly name: 'hallway-opened'; readonly hallway: string; readonly seats: readonly string[] }
  | { readonly name: 'hallway-closed'; readonly hallway: string; readonly seats: readonly string[] }
  | {
      readonly name: 'message';
      readonly from?: string;
      readonly to?: string;
      readonly place?: Place;
      readonly text: string;
    }
  | ({ readonly name: 'poll-opened' } & PollQuestion)
  | {
      readonly name: 'poll-voted';
      readonly poll: string;
      readonly voted?: number;
      readonly seat?: string;
      readonly choice?: number;
    }
  | {
      readonly name: 'poll-closed';
      readonly poll: string;
      readonly results?: readonly number[];
      readonly shared: boolean;
    }
  | { readonly name: 'note'; readonly from?: string; readonly text: string }
  | {
      readonly name: 'check-in-completed';
      readonly seat: string;
      readonly checkIn?: CheckIn;
      /** An answer may hold a seat; for staff and oneself. Why, for staff only. */
      readonly held?: boolean;
      readonly heldFor?: readonly string[];
    }
  | { readonly name: 'alert-raised'; readonly alert: Alert }
  | { readonly name: 'alert-acknowledged'; readonly alert: string }
  | { readonly name: 'session-changed'; readonly session: Session }
  | { readonly name: 'session-cancelled' }
  | { readonly name: 'session-opened' }
  | { readonly name: 'session-started' }
  | { readonly name: 'session-locked'; readonly on: boolean }
  | {
      readonly name: 'session-extended';
      readonly minutes?: number;
      readonly endsAt: string;
      readonly hardEndsAt?: string;
    }
  | { readonly name: 'session-ended'; readonly reason?: string }
  /** An event of a newer server: its number still counts, its meaning is skipped. */
  | { readonly name: 'unknown'; readonly wireName: string };

export interface EventFrame {
  readonly type: 'event';
  readonly seq: number;
  readonly at: string;
  readonly event: SessionEvent;
}

export type Signal =
  | { readonly name: 'queue'; readonly queue: Queue }
  | { readonly name: 'speaking'; readonly seat?: string }
  | { readonly name: 'health'; readonly seat: string; readonly health: HealthSummary }
  | {
      readonly name: 'timer';
      readonly endsAt: string;
      readonly hardEndsAt?: string;
      readonly secondsLeft: number;
    }
  | { readonly name: 'idle'; readonly secondsLeft: number }
  | { readonly name: 'landing'; readonly seat: string; readonly place: Place; readonly landed: boolean }
  | { readonly name: 'media'; readonly available: boolean }
  | { readonly name: 'devices'; readonly seats: readonly SeatDevices[] }
  | {
      readonly name: 'attendance';
      readonly seats: readonly LedgerEntry[];
      readonly clockSteps: readonly ClockStep[];
    }
  | { readonly name: 'unknown'; readonly wireName: string };

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
  /** What tells it from others of its code: this device was signed out, and its token is of no use any more. */
  readonly reason?: 'signed-out';
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

export type ServerFrame =
  Welcome | EventFrame | SignalFrame | MediaFrame | Ack | Reject | TokenFrame | Bye | Ping | Pong;

export type ClientFrame =
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
