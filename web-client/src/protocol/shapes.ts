/**
 * The shapes that frames of `anteroom.v1` carry, as the client understands them.
 *
 * Nothing here decides anything. Absent is `undefined`, never null. Ids stay plain strings: they are opaque to
 * the client and are only ever compared and sent back.
 */

export const roles = [
  'facilitator',
  'cofacilitator',
  'patient',
  'family',
  'interpreter',
  'observer',
] as const;
export type Role = (typeof roles)[number];
export type Place = string;
export type SourceKind = 'microphone' | 'camera' | 'screen';
export type SessionStage = 'scheduled' | 'open' | 'live' | 'ended' | 'sealed' | 'cancelled';
export type CheckInRequirement = 'none' | 'optional' | 'required';
export type PlanMode = 'manual' | 'random' | 'self-select' | 'pods';
export type Latecomers = 'stay' | 'planned' | 'fewest';

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

export interface Score {
  readonly total: number;
  readonly band: string;
}

/** What somebody accepted at check-in, and when they took it back. */
export interface AcceptedConsent {
  readonly consent: string;
  readonly version: number;
  readonly language: string;
  readonly acceptedAt: string;
  readonly withdrawnAt?: string;
}

/** What the program asks its people to accept; its words by language are for whoever is asked. */
export interface AskedConsent {
  readonly consent: string;
  readonly version: number;
  readonly name: string;
  readonly texts?: Readonly<Record<string, string>>;
}

export interface CheckIn {
  readonly completedAt?: string;
  readonly location?: string;
  readonly callback?: string;
  readonly contact?: string;
  readonly consents?: readonly AcceptedConsent[];
  readonly scores?: { readonly phq9?: Score & { readonly item9?: number }; readonly gad7?: Score };
}

/** How media get to the bridge. */
export type LinePath = 'udp' | 'tcp' | 'tls' | 'relay';

/** What is known of a line: figures and words, no names, no addresses. What nobody measured is left out. */
export interface HealthSummary {
  readonly line: 'good' | 'weak';
  readonly rttMs?: number;
  /** Percent lost on the way to the bridge, and from it. */
  readonly lossUp?: number;
  readonly lossDown?: number;
  /** What the line carries to the client, as the bridge estimates it. */
  readonly estimateKbps?: number;
  readonly audio?: { readonly concealedPercent?: number };
  readonly video?: { readonly height?: number; readonly fps?: number; readonly frozenPercent?: number };
  readonly path?: LinePath;
  /** This browser takes and sends no picture, for want of the codec. */
  readonly pictures?: false;
}

export interface Seat {
  readonly id: string;
  readonly role: Role;
  readonly place: Place;
  readonly displayName: string;
  /** The full name, for staff only. */
  readonly name?: string;
  /** The program's own id of the person, for staff only; the rules of a session speak of it. */
  readonly ref?: string;
  readonly connected: boolean;
  readonly hand?: Hand;
  readonly grants: Grants;
  readonly lease?: { readonly until: string };
  readonly queue?: { readonly position: number; readonly since?: string };
  /** Staff let this person in themselves, after a talk; for staff and oneself. */
  readonly held: boolean;
  /** Why, for staff only: `form`, `staff`, `identity`, `consent`, and what a newer engine knows. */
  readonly heldFor?: readonly string[];
  readonly steppedAway?: boolean;
  /** Staff asked this person to leave out the others' pictures; for staff and oneself. */
  readonly lessAsked?: boolean;
  readonly checkIn?: CheckIn;
  readonly checkInRequired?: CheckInRequirement;
  /** The session's, for whoever is not inside and sees no policy. */
  readonly video?: Video;
  /** Where somebody in a hallway goes back to. */
  readonly aside?: { readonly from: Place };
  /** On the way: moved, and not yet seen to have arrived. */
  readonly landing?: boolean;
  readonly health?: HealthSummary;
  readonly device?: DeviceWord;
  readonly stay?: StayWord;
}

/** The public key of a seat's device, and the word of staff for it: `sig` is by `byKey`, the device of `vouchedBy` then. */
export interface DeviceWord {
  readonly key: string;
  readonly vouchedBy?: string;
  readonly byKey?: string;
  readonly sig?: string;
}

/** The key that others wrap theirs for while a seat stays in one place. */
export interface StayWord {
  readonly id: string;
  readonly hpke: string;
  readonly sig: string;
}

/** What a welcome inside says of keys beside the seats; the first of staff is the lead. */
export interface RoomKeys {
  readonly program: string;
  readonly epoch: number;
  readonly staff: readonly { readonly seat: string; readonly device: DeviceWord }[];
}

/** Whether cameras are used; `off` is an audio session. */
export type Video = 'auto' | 'off';

export interface Policy {
  readonly checkIn?: CheckInRequirement;
  readonly share?: 'staff' | 'request' | 'anyone';
  readonly chat?: 'everyone' | 'staff' | 'off';
  readonly privateChat?: boolean;
  /** Whether those in a place may react. */
  readonly reactions?: boolean;
  readonly video?: Video;
  readonly overrunMinutes?: number;
  /** After how many minutes without a sign of a person a device is signed out; 0 is never. */
  readonly idleMinutes?: { readonly staff: number; readonly patients: number };
}

/** Whom the program keeps apart or together, and the groups that it remembers; `refs` name people. */
export interface SessionRules {
  readonly pods: readonly { readonly name: string; readonly refs: readonly string[] }[];
  readonly keepApart: readonly (readonly string[])[];
  readonly pairWith: readonly (readonly string[])[];
}

export interface Session {
  readonly id: string;
  readonly title: string;
  readonly kind?: string;
  readonly state?: SessionStage;
  readonly startsAt: string;
  readonly endsAt: string;
  /** When the session ends by itself, whoever is still in it. */
  readonly hardEndsAt?: string;
  readonly startedAt?: string;
  readonly durationMinutes?: number;
  readonly capacity?: number;
  readonly locked: boolean;
  readonly policy: Policy;
  readonly breakouts?: SessionRules;
  readonly crisis?: Crisis;
  /** Media are encrypted from page to page. */
  readonly e2ee?: 'required';
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
  /** The most people that the room takes, where people choose for themselves. */
  readonly limit?: number;
  /** Places left, where the engine says so. */
  readonly free?: number;
}

export interface BreakoutPlan {
  readonly mode: string;
  readonly seconds?: number;
  readonly latecomers?: Latecomers;
  readonly rooms: readonly BreakoutRoom[];
}

export interface OpenBreakouts {
  readonly rooms: readonly BreakoutRoom[];
  readonly mode?: string;
  readonly closesAt?: string;
  readonly closing?: boolean;
}

export interface Interval {
  readonly place: Place;
  readonly from: string;
  readonly to?: string;
}

/** The engine's clock was set; what it was set by is no part of anybody's minutes. */
export interface ClockStep {
  readonly at: string;
  readonly millis: number;
}

export interface LedgerEntry {
  readonly seat: string;
  readonly presentSeconds: number;
  readonly creditedMinutes: number;
  readonly lateSeconds: number;
  readonly leftEarlySeconds: number;
  readonly intervals: readonly Interval[];
}

export const deviceKinds = ['phone', 'tablet', 'computer'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** A device that came by a link of a seat which still opens it, by its number in the seat; for staff only. */
export interface SeatDevice {
  readonly device: number;
  /** Absent where its browser does not say. */
  readonly kind?: DeviceKind;
  readonly firstUsedAt: string;
  readonly connected: boolean;
  readonly lastSeenAt?: string;
  /** It holds no pass any more, and nobody used its link since. */
  readonly signedOut?: true;
}

export interface SeatDevices {
  readonly seat: string;
  readonly devices: readonly SeatDevice[];
}

/** A device that asks for a seat by a link which another device uses. Who has the seat is not told its kind and time. */
export interface Claim {
  readonly claim: number;
  readonly seat: string;
  readonly kind?: DeviceKind;
  readonly askedAt?: string;
}

export interface Safety {
  readonly location?: string;
  readonly callback?: string;
  readonly contact?: string;
}

export interface Alert extends Safety {
  readonly alert: string;
  readonly kind: string;
  readonly seat: string;
  readonly note?: string;
  readonly raisedAt?: string;
}

export interface PollQuestion {
  readonly poll: string;
  readonly question: string;
  readonly options: readonly string[];
  readonly anonymous: boolean;
}

export interface OpenPoll extends PollQuestion {
  readonly answered: boolean;
  /** How many answered, for staff. */
  readonly voted?: number;
}

/** What the client may carry over a fresh `welcome`: each part is absent where the server says nothing of it. */
export interface WelcomeExtras {
  readonly consents?: readonly AskedConsent[];
  readonly breakouts?: OpenBreakouts;
  readonly plan?: BreakoutPlan;
  readonly shareRequests?: readonly string[];
  readonly presenters?: readonly { readonly place: Place; readonly seat: string }[];
  readonly alerts?: readonly Alert[];
  readonly helps?: readonly { readonly breakout: string; readonly seat: string }[];
  readonly poll?: OpenPoll;
  readonly e2ee?: RoomKeys;
}

export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** What a new media connection may use to find its way; the latest welcome's counts. */
export interface Relays {
  readonly iceServers: readonly IceServer[];
  /** True where media may go by a TURN server alone. */
  readonly relayOnly: boolean;
}

export function isStaff(role: Role): boolean {
  return role === 'facilitator' || role === 'cofacilitator';
}

/** True where media flow: the main room, a breakout, a hallway. */
export function isInside(place: Place): boolean {
  return place === 'main' || place.startsWith('breakout:') || place.startsWith('hallway:');
}
