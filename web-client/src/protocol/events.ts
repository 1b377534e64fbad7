import type {
  AcceptedConsent,
  Alert,
  BreakoutPlan,
  CheckIn,
  Grants,
  OpenBreakouts,
  Place,
  PollQuestion,
  Role,
  Safety,
  Seat,
  Session,
  StayWord,
} from './shapes';

/** The events of a session, by feature and name, with what each says as the client understands it. */

/** An event whose name says all. */
export type NoData = Readonly<Record<never, never>>;

interface OfSeat {
  readonly seat: string;
}
interface Switched extends OfSeat {
  readonly on: boolean;
}

export interface DoorEvents {
  'seat-added': { readonly who: Seat };
  'seat-moved': OfSeat & { readonly from?: Place; readonly to?: Place; readonly who?: Seat };
  'seat-denied': OfSeat & { readonly reason?: string };
  'seat-held': Switched & { readonly heldFor: readonly string[] };
  'stepped-away': Switched;
  'check-in-completed': OfSeat & {
    readonly checkIn?: CheckIn;
    /** What one accepted oneself; for staff it stands in `checkIn`. */
    readonly consents?: readonly AcceptedConsent[];
    /** An answer may hold a seat; for staff and oneself. Why, for staff only. */
    readonly held?: boolean;
    readonly heldFor?: readonly string[];
  };
  'consent-withdrawn': OfSeat & { readonly consent: string };
  'session-locked': { readonly on: boolean };
}

export interface HouseEvents {
  'session-changed': { readonly session: Session };
  'session-cancelled': NoData;
  'session-opened': NoData;
  'session-started': NoData;
  'session-extended': {
    readonly minutes?: number;
    readonly endsAt: string;
    readonly hardEndsAt?: string;
  };
  'session-ended': { readonly reason?: string };
  'role-changed': OfSeat & { readonly role: Role };
  'grants-changed': OfSeat & { readonly grants: Grants };
  /** `by`, for staff only: the seat itself where the person declined. */
  'less-asked': Switched & { readonly by?: string };
  /** `safety`, for staff only: where somebody is whose line is lost while an alert is open. */
  'seat-connection': OfSeat & { readonly connected: boolean; readonly safety?: Safety };
}

export interface ScreenEvents {
  'share-requested': OfSeat;
  'share-denied': OfSeat;
  'share-granted': OfSeat & { readonly until: string; readonly place?: Place };
  'share-started': OfSeat & { readonly place?: Place };
  'share-ended': OfSeat & {
    readonly place?: Place;
    readonly reason?: string;
    readonly leaseEnded: boolean;
  };
}

export interface BreakoutEvents {
  'breakouts-planned': { readonly plan: BreakoutPlan };
  'breakouts-opened': { readonly breakouts: OpenBreakouts };
  'breakouts-extended': { readonly closesAt: string };
  'breakouts-closing': { readonly closesAt: string };
  'breakouts-closed': NoData;
  'help-asked': { readonly breakout: string; readonly seat?: string };
  'help-answered': { readonly breakout: string };
}

export interface HallwayEvents {
  'hallway-opened': { readonly hallway: string; readonly seats: readonly string[] };
  'hallway-closed': { readonly hallway: string; readonly seats: readonly string[] };
}

export interface PollEvents {
  'poll-opened': PollQuestion;
  'poll-voted': {
    readonly poll: string;
    readonly voted?: number;
    readonly seat?: string;
    readonly choice?: number;
  };
  'poll-closed': { readonly poll: string; readonly results?: readonly number[]; readonly shared: boolean };
}

export interface TalkEvents {
  message: {
    readonly from?: string;
    readonly to?: string;
    readonly place?: Place;
    readonly text: string;
  };
  note: { readonly from?: string; readonly text: string };
  announcement: { readonly text: string };
  'hand-changed': Switched & { readonly order?: number };
}

export interface SafetyEvents {
  'alert-raised': { readonly alert: Alert };
  'alert-acknowledged': { readonly alert: string };
}

/** Public keys, in a session that is encrypted from page to page. */
export interface KeyEvents {
  'device-set': OfSeat & { readonly key: string };
  'device-vouched': OfSeat & {
    readonly key: string;
    readonly by: string;
    readonly byKey: string;
    readonly sig: string;
  };
  'stays-posted': OfSeat & { readonly stay?: StayWord };
}

export interface SessionEvents
  extends
    DoorEvents,
    HouseEvents,
    ScreenEvents,
    BreakoutEvents,
    HallwayEvents,
    PollEvents,
    TalkEvents,
    SafetyEvents,
    KeyEvents {}

export type EventName = keyof SessionEvents;

export type EventOf<N extends EventName> = { readonly name: N } & SessionEvents[N];

/** Of a newer server: an event's number still counts, the meaning is skipped. */
export interface Unknown {
  readonly name: 'unknown';
  readonly wireName: string;
}

export type SessionEvent = { [N in EventName]: EventOf<N> }[EventName] | Unknown;
