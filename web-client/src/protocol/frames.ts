/**
 * The words of the wire, subprotocol `anteroom.v1`, as the client understands them.
 *
 * Nothing here decides anything. Absent is `undefined`, never null. Ids stay plain strings: they are opaque to
 * the client and are only ever compared and sent back.
 */

export type Role = 'facilitator' | 'cofacilitator' | 'patient' | 'family' | 'interpreter' | 'observer';
export type Place = string;
export type SourceKind = 'microphone' | 'camera' | 'screen';
export type SessionStage = 'scheduled' | 'open' | 'live' | 'ended' | 'sealed' | 'cancelled';
export type CheckInRequirement = 'none' | 'optional' | 'required';
export type RejectCode =
  'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'capacity' | 'rate-limited' | 'unavailable';
export type ByeCode = 'ended' | 'removed' | 'denied' | 'replaced' | 'expired' | 'draining' | 'protocol';

export interface Crisis {
  readonly call: string;
  readonly text: string;
}

export interface Grants {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly chat: boolean;
}

export interface Hand {
  readonly order: number;
  readonly raisedAt?: string;
}

export interface CheckIn {
  readonly completedAt?: string;
  readonly location?: string;
  readonly callback?: string;
  readonly contact?: string;
  readonly phq9Item9?: number;
}

export interface Seat {
  readonly id: string;
  readonly role: Role;
  readonly place: Place;
  readonly displayName: string;
  /** The full name, for staff only. */
  readonly name?: string;
  readonly connected: boolean;
  readonly hand?: Hand;
  readonly grants: Grants;
  readonly lease?: { readonly until: string };
  readonly queue?: { readonly position: number };
  readonly held: boolean;
  readonly checkIn?: CheckIn;
  readonly checkInRequired?: CheckInRequirement;
}

export interface Policy {
  readonly checkIn?: CheckInRequirement;
  readonly share?: 'staff' | 'request' | 'anyone';
  readonly chat?: 'everyone' | 'staff' | 'off';
  readonly privateChat?: boolean;
}

export interface Session {
  readonly id: string;
  readonly title: string;
  readonly kind?: string;
  readonly state?: SessionStage;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly startedAt?: string;
  readonly durationMinutes?: number;
  readonly capacity?: number;
  readonly locked: boolean;
  readonly policy: Policy;
  readonly crisis?: Crisis;
}

export interface Queue {
  readonly position: number;
  readonly estimatedWaitSeconds?: number;
}

export interface BreakoutRoom {
  readonly id: string;
  readonly place: Place;
  readonly name: string;
  readonly task?: string;
  readonly seats: readonly string[];
}

export interface BreakoutPlan {
  readonly mode: string;
  readonly seconds?: number;
  readonly rooms: readonly BreakoutRoom[];
}

export interface OpenBreakouts {
  readonly rooms: readonly BreakoutRoom[];
  readonly closesAt?: string;
  readonly closing?: boolean;
}

export interface Interval {
  readonly place: Place;
  readonly from: string;
  readonly to?: string;
}

export interface LedgerEntry {
  readonly seat: string;
  readonly presentSeconds: number;
  readonly creditedMinutes: number;
  readonly lateSeconds: number;
  readonly leftEarlySeconds: number;
  readonly intervals: readonly Interval[];
}

export interface Alert {
  readonly alert: string;
  readonly kind: string;
  readonly seat: string;
  readonly note?: string;
  readonly location?: string;
  readonly callback?: string;
  readonly contact?: string;
}

/** What the client may carry over a fresh `welcome`: each part is absent where the server says nothing of it. */
export interface WelcomeExtras {
  readonly breakouts?: OpenBreakouts;
  readonly plan?: BreakoutPlan;
  readonly shareRequests?: readonly string[];
  readonly presenters?: readonly { readonly place: Place; readonly seat: string }[];
  readonly alerts?: readonly Alert[];
  readonly helps?: readonly { readonly breakout: string; readonly seat: string }[];
}

export interface Welcome {
  readonly type: 'welcome';
  readonly seat: string;
  readonly seq: number;
  readonly you: Seat;
  readonly session: Session;
  readonly seats: readonly Seat[];
  readonly iceServers: readonly IceServer[];
  readonly queue?: Queue;
  readonly serverTime: string;
  readonly resumed: boolean;
  readonly extras: WelcomeExtras;
}

export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
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
  | { readonly name: 'seat-connection'; readonly seat: string; readonly connected: boolean }
  | { readonly name: 'hand-changed'; readonly seat: string; readonly on: boolean; readonly order?: number }
  | { readonly name: 'grants-changed'; readonly seat: string; readonly grants: Grants }
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
  | { readonly name: 'hallway-closed'; readonly hallway: string }
  | {
      readonly name: 'message';
      readonly from?: string;
      readonly to?: string;
      readonly place?: Place;
      readonly text: string;
    }
  | { readonly name: 'check-in-completed'; readonly seat: string; readonly checkIn?: CheckIn }
  | { readonly name: 'alert-raised'; readonly alert: Alert }
  | { readonly name: 'alert-acknowledged'; readonly alert: string }
  | { readonly name: 'session-opened' }
  | { readonly name: 'session-started' }
  | { readonly name: 'session-locked'; readonly on: boolean }
  | { readonly name: 'session-extended'; readonly minutes?: number; readonly endsAt: string }
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
  | { readonly name: 'health'; readonly seat: string; readonly weak: boolean }
  | { readonly name: 'attendance'; readonly seats: readonly LedgerEntry[] }
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
  readonly sources: Readonly<Record<string, { readonly seat: string; readonly kind: SourceKind }>>;
}

export type MediaFrame =
  OfferFrame | { readonly type: 'media'; readonly name: 'closed'; readonly connection: string };

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
export type Bye = { readonly type: 'bye'; readonly code: ByeCode; readonly detail?: string };

export type ServerFrame = Welcome | EventFrame | SignalFrame | MediaFrame | Ack | Reject | Bye;

export interface CheckInAnswers {
  readonly consent: boolean;
  readonly location: string;
  readonly callback: string;
  readonly contact: string;
}

export interface PlannedRoom {
  readonly name: string;
  readonly task?: string;
  readonly seats?: readonly string[];
}

export type Command =
  | { readonly name: 'checkIn'; readonly args: CheckInAnswers }
  | {
      readonly name: 'knock' | 'leave' | 'admitAll' | 'start' | 'requestShare' | 'startShare' | 'stopShare';
      readonly args: EmptyArgs;
    }
  | { readonly name: 'openBreakouts' | 'askForHelp' | 'returnFromHallway'; readonly args: EmptyArgs }
  | { readonly name: 'stepAway' | 'raiseHand' | 'lock'; readonly args: { readonly on: boolean } }
  | { readonly name: 'admit'; readonly args: { readonly seats: readonly string[] } }
  | { readonly name: 'deny'; readonly args: { readonly seats: readonly string[] } }
  | {
      readonly name: 'sendToWaiting' | 'remove' | 'mute' | 'stopCamera' | 'denyShare' | 'revokeShare';
      readonly args: { readonly seat: string };
    }
  | {
      readonly name: 'allow';
      readonly args: { readonly seat: string; readonly what: 'microphone' | 'camera' };
    }
  | { readonly name: 'grantShare'; readonly args: { readonly seat: string; readonly seconds: number } }
  | {
      readonly name: 'messageWaiting';
      readonly args: { readonly text: string; readonly seats?: readonly string[] };
    }
  | { readonly name: 'end'; readonly args: EmptyArgs }
  | {
      readonly name: 'planBreakouts';
      readonly args: {
        readonly mode: 'manual' | 'random';
        readonly rooms?: readonly PlannedRoom[];
        readonly roomCount?: number;
        readonly seconds?: number;
      };
    }
  | { readonly name: 'extendBreakouts'; readonly args: { readonly seconds: number } }
  | { readonly name: 'closeBreakouts'; readonly args: { readonly countdownSeconds?: number } }
  | { readonly name: 'assign'; readonly args: { readonly seat: string; readonly to: Place } }
  | { readonly name: 'goTo'; readonly args: { readonly place: Place } }
  | { readonly name: 'broadcast'; readonly args: { readonly text: string } }
  | { readonly name: 'answerHelp'; readonly args: { readonly breakout: string } }
  | { readonly name: 'hallway'; readonly args: { readonly seats: readonly string[] } }
  | { readonly name: 'chat'; readonly args: { readonly to: string; readonly text: string } }
  | { readonly name: 'raiseAlert'; readonly args: { readonly note?: string } }
  | { readonly name: 'acknowledgeAlert'; readonly args: { readonly alert: string } }
  | { readonly name: 'reportHealth'; readonly args: { readonly summary: HealthSummary } };

export type EmptyArgs = Readonly<Record<never, never>>;

/** What one client knows of its own line; no names, no addresses. */
export interface HealthSummary {
  readonly line: 'good' | 'weak';
  readonly roundTripMs: number;
  readonly lossPercent: number;
}

export type ClientFrame =
  | { readonly type: 'hello'; readonly token: string; readonly resume?: { readonly seq: number } }
  | ({ readonly type: 'command'; readonly id: string } & Command)
  | {
      readonly type: 'media';
      readonly name: 'answer';
      readonly connection: string;
      readonly generation: number;
      readonly sdp: string;
    };

export function isStaff(role: Role): boolean {
  return role === 'facilitator' || role === 'cofacilitator';
}

/** True where media flow: the main room, a breakout, a hallway. */
export function isInside(place: Place): boolean {
  return place === 'main' || place.startsWith('breakout:') || place.startsWith('hallway:');
}
