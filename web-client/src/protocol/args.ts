import type { HealthSummary, Place } from './shapes';

/** The arguments of each command, as the engine declares them. Made by the engine's CommandTypesTest, which compares it. */
export interface CommandArgs {
  readonly checkIn: {
    readonly forms?: {
      readonly phq9?: readonly number[];
      readonly gad7?: readonly number[];
    };
    readonly consent: boolean;
    readonly location: string;
    readonly callback: string;
    readonly contact: string;
    readonly consents?: readonly {
      readonly consent: string;
      readonly version: number;
      readonly language?: string;
    }[];
  };
  readonly withdrawConsent: {
    readonly consent: string;
  };
  readonly knock: Readonly<Record<never, never>>;
  readonly stepAway: {
    readonly on: boolean;
  };
  readonly leave: {
    readonly forget?: boolean;
  };
  readonly admit: {
    readonly seats: readonly string[];
  };
  readonly admitAll: Readonly<Record<never, never>>;
  readonly deny: {
    readonly seats: readonly string[];
    readonly reason?: string;
  };
  readonly sendToWaiting: {
    readonly seat: string;
    readonly reason?: string;
  };
  readonly remove: {
    readonly seat: string;
    readonly reason?: string;
    readonly ban?: boolean;
  };
  readonly endDevice: {
    readonly seat: string;
    readonly device: number;
  };
  readonly lock: {
    readonly on: boolean;
  };
  readonly hold: {
    readonly seats: readonly string[];
    readonly on: boolean;
    readonly identity?: boolean;
  };
  readonly answerClaim: {
    readonly claim: number;
    readonly allow: boolean;
  };
  readonly start: Readonly<Record<never, never>>;
  readonly extend: {
    readonly minutes: number;
  };
  readonly end: {
    readonly reason?: string;
  };
  readonly changeRole: {
    readonly seat: string;
    readonly role: 'facilitator' | 'cofacilitator' | 'patient' | 'family' | 'interpreter' | 'observer';
  };
  readonly mute: {
    readonly seat: string;
  };
  readonly muteAll: Readonly<Record<never, never>>;
  readonly stopCamera: {
    readonly seat: string;
  };
  readonly askForLess: {
    readonly seat: string;
    readonly on: boolean;
  };
  readonly declineLess: Readonly<Record<never, never>>;
  readonly allow: {
    readonly seat: string;
    readonly what: 'microphone' | 'camera' | 'chat';
  };
  readonly disallow: {
    readonly seat: string;
    readonly what: 'microphone' | 'camera' | 'chat';
  };
  readonly reportHealth: {
    readonly summary: HealthSummary;
  };
  readonly requestShare: Readonly<Record<never, never>>;
  readonly grantShare: {
    readonly seat: string;
    readonly seconds?: number;
    readonly takeOver?: boolean;
  };
  readonly denyShare: {
    readonly seat: string;
  };
  readonly revokeShare: {
    readonly seat: string;
  };
  readonly startShare: Readonly<Record<never, never>>;
  readonly stopShare: Readonly<Record<never, never>>;
  readonly planBreakouts: {
    readonly rooms?: readonly {
      readonly name: string;
      readonly task?: string;
      readonly seats?: readonly string[];
      readonly limit?: number;
    }[];
    readonly roomCount?: number;
    readonly mode: 'manual' | 'random' | 'self-select' | 'pods';
    readonly seconds?: number;
    readonly latecomers?: 'stay' | 'planned' | 'fewest';
    readonly keepApart?: readonly (readonly string[])[];
    readonly pairWith?: readonly (readonly string[])[];
  };
  readonly openBreakouts: Readonly<Record<never, never>>;
  readonly extendBreakouts: {
    readonly seconds: number;
  };
  readonly closeBreakouts: {
    readonly countdownSeconds?: number;
  };
  readonly assign: {
    readonly seat: string;
    readonly to: Place;
  };
  readonly goTo: {
    readonly place: Place;
  };
  readonly askForHelp: Readonly<Record<never, never>>;
  readonly answerHelp: {
    readonly breakout: string;
  };
  readonly hallway: {
    readonly seats: readonly string[];
  };
  readonly returnFromHallway: Readonly<Record<never, never>>;
  readonly openPoll: {
    readonly question: string;
    readonly options: readonly string[];
    readonly anonymous: boolean;
  };
  readonly vote: {
    readonly choice: number;
  };
  readonly closePoll: {
    readonly share: boolean;
  };
  readonly raiseHand: {
    readonly on: boolean;
  };
  readonly react: {
    readonly kind: 'heart' | 'thumbs-up' | 'clap' | 'thanks';
  };
  readonly broadcast: {
    readonly text: string;
  };
  readonly chat: {
    readonly to: string;
    readonly text: string;
  };
  readonly note: {
    readonly text: string;
  };
  readonly messageWaiting: {
    readonly seats?: readonly string[];
    readonly text: string;
  };
  readonly raiseAlert: {
    readonly note?: string;
  };
  readonly acknowledgeAlert: {
    readonly alert: string;
  };
}
