import type { HealthSummary, Latecomers, Place, PlanMode, Role } from './shapes';

export type EmptyArgs = Readonly<Record<never, never>>;

/** Answers to the standard questionnaires, 0 to 3 each; a questionnaire that is not filled in is absent. */
export interface FormAnswers {
  readonly phq9?: readonly number[];
  readonly gad7?: readonly number[];
}

export interface CheckInAnswers {
  readonly consent: boolean;
  readonly location: string;
  readonly callback: string;
  readonly contact: string;
  readonly forms?: FormAnswers;
}

export interface PlannedRoom {
  readonly name: string;
  readonly task?: string;
  readonly seats?: readonly string[];
  readonly limit?: number;
}

export interface BreakoutsWanted {
  readonly mode: PlanMode;
  readonly rooms?: readonly PlannedRoom[];
  readonly roomCount?: number;
  readonly seconds?: number;
  readonly latecomers?: Latecomers;
  readonly keepApart?: readonly (readonly string[])[];
  readonly pairWith?: readonly (readonly string[])[];
}

interface Of<N extends string, A> {
  readonly name: N;
  readonly args: Readonly<A>;
}

type Bare =
  | 'knock'
  | 'admitAll'
  | 'start'
  | 'muteAll'
  | 'declineLess'
  | 'requestShare'
  | 'startShare'
  | 'stopShare'
  | 'openBreakouts'
  | 'askForHelp'
  | 'returnFromHallway';
type OfSeat = 'mute' | 'stopCamera' | 'denyShare' | 'revokeShare';
type OfSeats = 'admit' | 'hallway';
type Switch = 'stepAway' | 'raiseHand' | 'lock';
type Words = 'broadcast' | 'note';

/** What a seat may ask for. The engine decides; a name or argument that is not here is not sent. */
export type Command =
  | Of<Bare, EmptyArgs>
  /** `forget`: the engine signs this device out, and the link opens the seat for the next one. */
  | Of<'leave', { forget: true }>
  | Of<OfSeat, { seat: string }>
  | Of<OfSeats, { seats: readonly string[] }>
  | Of<Switch, { on: boolean }>
  | Of<Words, { text: string }>
  | Of<'checkIn', CheckInAnswers>
  | Of<'deny', { seats: readonly string[]; reason?: string }>
  | Of<'hold', { seats: readonly string[]; on: boolean; identity?: boolean }>
  | Of<'messageWaiting', { text: string; seats?: readonly string[] }>
  | Of<'sendToWaiting', { seat: string; reason?: string }>
  | Of<'remove', { seat: string; reason?: string; ban?: boolean }>
  | Of<'endDevice', { seat: string; device: number }>
  | Of<'extend', { minutes: number }>
  | Of<'end', { reason?: string }>
  | Of<'changeRole', { seat: string; role: Role }>
  | Of<'askForLess', { seat: string; on: boolean }>
  | Of<'allow' | 'disallow', { seat: string; what: 'microphone' | 'camera' | 'chat' }>
  | Of<'grantShare', { seat: string; seconds?: number; takeOver?: boolean }>
  | Of<'planBreakouts', BreakoutsWanted>
  | Of<'extendBreakouts', { seconds: number }>
  | Of<'closeBreakouts', { countdownSeconds?: number }>
  | Of<'assign', { seat: string; to: Place }>
  | Of<'goTo', { place: Place }>
  | Of<'answerHelp', { breakout: string }>
  | Of<'chat', { to: string; text: string }>
  | Of<'openPoll', { question: string; options: readonly string[]; anonymous: boolean }>
  | Of<'vote', { choice: number }>
  | Of<'closePoll', { share: boolean }>
  | Of<'raiseAlert', { note?: string }>
  | Of<'acknowledgeAlert', { alert: string }>
  | Of<'reportHealth', { summary: HealthSummary }>;
