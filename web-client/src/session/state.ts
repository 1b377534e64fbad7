import {
  isStaff,
  type Alert,
  type AskedConsent,
  type BreakoutPlan,
  type BreakoutRoom,
  type Bye,
  type ByeCode,
  type Claim,
  type ClockStep,
  type LedgerEntry,
  type OpenBreakouts,
  type Place,
  type PollQuestion,
  type Queue,
  type Reaction,
  type RoomKeys,
  type Safety,
  type Seat,
  type SeatDevice,
  type Session,
} from '../protocol/frames';

/** One sentence for the person, said once. `urgent` is announced assertively. */
export interface Notice {
  readonly id: number;
  readonly at: number;
  readonly tone: 'calm' | 'move' | 'attention' | 'alarm';
  readonly urgent: boolean;
  readonly text: string;
  /** Said to a screen reader only: the screen shows the same by itself, and for longer. */
  readonly spoken?: true;
}

/** A reaction, and when it came, in milliseconds of this device's clock. */
export interface SeenReaction {
  readonly kind: Reaction;
  readonly at: number;
}

export interface Message {
  readonly id: number;
  readonly at: string;
  /** Absent for what waiting people get: it reads "Your team". */
  readonly from?: string;
  readonly to?: string;
  readonly text: string;
}

export interface HelpCall {
  readonly breakout: string;
  readonly seat?: string;
  readonly at: string;
}

export interface RaisedAlert extends Alert {
  readonly at: string;
}

/** What staff write for each other; no other seat's connection carries it. */
export interface Note {
  readonly id: number;
  readonly at: string;
  readonly from?: string;
  readonly text: string;
}

export interface Poll extends PollQuestion {
  readonly answered: boolean;
  readonly voted: number;
  /** Who chose what, for staff, where the poll is not anonymous. */
  readonly votes: Readonly<Record<string, number>>;
}

/** The last poll that is closed; others than staff get one only where it was shared. */
export interface PollResult extends PollQuestion {
  readonly results: readonly number[];
  readonly shared: boolean;
}

export type Breakouts =
  | { readonly kind: 'none' }
  | { readonly kind: 'planned'; readonly plan: BreakoutPlan }
  | ({ readonly kind: 'open'; readonly closing: boolean } & OpenBreakouts);

/** Everything that one seat knows of its session. Made of frames only; a view adds nothing to it. */
export interface SessionState {
  readonly seq: number;
  readonly you: Seat;
  readonly session: Session;
  readonly seats: Readonly<Record<string, Seat>>;
  /** Where one came from, between one's own move and the welcome that tells who is in the new place. */
  readonly movedFrom?: Place;
  /** What the program asks its people to accept; absent where the built-in sentence is all. */
  readonly consents?: readonly AskedConsent[];
  readonly queue?: Queue;
  readonly speaking?: string;
  /** The last reaction of each seat in this place; the screen shows it for a while. */
  readonly reactions: Readonly<Record<string, SeenReaction>>;
  /** When a reaction was last said to a screen reader, in milliseconds of this device's clock. */
  readonly reactionSaidAt?: number;
  readonly weakLines: readonly string[];
  /** When each seat that lost its line lost it, for staff and for the same place. */
  readonly lostSince: Readonly<Record<string, string>>;
  /** Since when a seat waits, as far as this client saw it. */
  readonly waitingSince: Readonly<Record<string, string>>;
  /** Who presents in a place; `null` where we know that nobody does. */
  readonly presenters: Readonly<Record<Place, string | null>>;
  readonly shareRequests: readonly string[];
  readonly shareRequested: boolean;
  /** Away for a moment while the place in the queue is kept. */
  readonly steppedAway: boolean;
  readonly breakouts: Breakouts;
  /** Names of rooms that were open at any time, so that past minutes keep their words. */
  readonly roomNames: Readonly<Record<Place, string>>;
  readonly help: readonly HelpCall[];
  readonly alerts: readonly RaisedAlert[];
  /** Where somebody is whose line was lost while an alert was open, by seat; for staff. */
  readonly safety: Readonly<Record<string, Safety>>;
  /** Which devices came to each seat by a link that still opens it; for staff. */
  readonly devices: Readonly<Record<string, readonly SeatDevice[]>>;
  /** The devices that ask for seats: all of them for staff, else those that ask for one's own. */
  readonly claims: readonly Claim[];
  /** The highest number of a claim that one was told of, so that each is said once. */
  readonly claimsKnown: number;
  readonly notes: readonly Note[];
  readonly poll?: Poll;
  readonly pollResult?: PollResult;
  readonly messages: readonly Message[];
  readonly unreadMessages: number;
  readonly announcement?: { readonly text: string; readonly at: string };
  readonly attendance: readonly LedgerEntry[];
  readonly clockSteps: readonly ClockStep[];
  readonly notices: readonly Notice[];
  /** Why one is not let in, in the team's own words. */
  readonly deniedBecause?: string;
  /** What is known of keys, inside a session that is encrypted from page to page. */
  readonly e2ee?: RoomKeys;
  readonly ending?: {
    readonly code: ByeCode | 'left' | NonNullable<Bye['reason']>;
    readonly detail?: string;
  };
}

/** How many old messages and notices are kept: a session of hours must not grow a tab without end. */
export const messagesMax = 500;
export const noticesMax = 20;
export const notesMax = 500;

/** True where one left by oneself, and is told nothing more. */
export function hasLeft(state: SessionState | undefined): boolean {
  return state?.ending?.code === 'left';
}

/** True where nobody's camera is used, one's own neither. */
export function isAudioOnly({ session, you }: Pick<SessionState, 'session' | 'you'>): boolean {
  return (session.policy.video ?? you.video) === 'off';
}

/** A name that stays apart from the sentence around it, whatever its direction: U+2068 and U+2069. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

export function seatName(state: SessionState, seat: string): string {
  if (seat === state.you.id) return 'You';
  const known = state.seats[seat];
  return known === undefined ? 'Someone' : nameOf(known);
}

export function nameOf(seat: Seat): string {
  return seat.displayName || seat.name || 'Someone';
}

export function fullNameOf(seat: Seat): string {
  return seat.name ?? nameOf(seat);
}

/** Everybody who sits in `place`, oneself included, in a stable order: staff first, oneself last. */
export function seatsIn(state: SessionState, place: Place): Seat[] {
  return Object.values(state.seats)
    .filter((seat) => seat.place === place)
    .sort((one, other) => rank(state, one) - rank(state, other) || compare(one, other));
}

function rank(state: SessionState, seat: Seat): number {
  if (seat.id === state.you.id) return 2;
  return seat.role === 'facilitator' || seat.role === 'cofacilitator' ? 0 : 1;
}

function compare(one: Seat, other: Seat): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

export function hands(state: SessionState, place: Place): Seat[] {
  return seatsIn(state, place)
    .filter((seat) => seat.hand !== undefined)
    .sort((one, other) => (one.hand?.order ?? 0) - (other.hand?.order ?? 0));
}

export function waitingSeats(state: SessionState): Seat[] {
  return seatsIn(state, 'waiting').sort(
    (one, other) => (one.queue?.position ?? 999) - (other.queue?.position ?? 999) || compare(one, other),
  );
}

export function roomOf(state: SessionState, place: Place): BreakoutRoom | undefined {
  return state.breakouts.kind === 'open'
    ? state.breakouts.rooms.find((room) => room.place === place)
    : undefined;
}

/** True where this person may choose a room: people choose for themselves, and one is with the group. */
export function canChoose({ breakouts, you }: SessionState): boolean {
  return (
    breakouts.kind === 'open' &&
    breakouts.mode === 'self-select' &&
    !breakouts.closing &&
    !isStaff(you.role) &&
    (you.place === 'main' || you.place.startsWith('breakout:'))
  );
}

/** Where somebody is to be found, if they must be found: what the engine said of the lost line, else the check-in. */
export function safetyOf(state: SessionState, seat: string): Safety | undefined {
  const said = [
    state.safety[seat],
    state.alerts.find((alert) => alert.seat === seat),
    state.seats[seat]?.checkIn,
  ];
  return said.find((safety) => safety?.location !== undefined || safety?.callback !== undefined);
}

/** The letter of a room: the last word of its name if that is one letter, else its first letter. */
export function letterOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const last = words[words.length - 1] ?? '';
  const letter = [...last].length === 1 ? last : ([...name.trim()][0] ?? '?');
  return letter.toLocaleUpperCase();
}

export function placeName(state: SessionState, place: Place): string {
  if (place === 'main') return 'Main room';
  if (place === 'waiting') return 'Waiting room';
  if (place === 'away') return 'Not here';
  if (place.startsWith('hallway:')) return 'Hallway';
  return state.roomNames[place] ?? 'Small group';
}

export function withRoomNames(
  known: Readonly<Record<Place, string>>,
  rooms: readonly BreakoutRoom[],
): Readonly<Record<Place, string>> {
  return { ...known, ...Object.fromEntries(rooms.map((room) => [room.place, room.name])) };
}
