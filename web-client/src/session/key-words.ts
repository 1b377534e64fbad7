import type { Bytes } from '../media/e2ee/bytes';
import type { DeviceKey } from '../media/e2ee/schedule';
import type { KeyWord } from '../protocol/frames';
import type { Lead } from './key-members';
import type { Later } from './later';

/** What the key agreement of a seat has to do with, and what it says. */

/** What the key agreement does to media. */
export interface Sealing {
  send(kid: number, secret: Bytes): void;
  silence(): void;
  take(seat: string, kid: number, secret: Bytes): void;
  expire(seat: string, kid: number): void;
  expireAll(seat: string): void;
  forget(): void;
}

/** What somebody has to be told, because the engine, or somebody between, does not do what it has to. */
export type Alarm =
  /** The lead has another device, and nobody of the team vouches for it. */
  | { readonly kind: 'lead-changed'; readonly seat: string }
  /** The engine shows others another device for this seat than this one. */
  | { readonly kind: 'not-us' }
  /** A sender sees others in this place than we do. */
  | { readonly kind: 'roster'; readonly seat: string }
  /** A key came that its sender did not sign, or did not wrap for us. */
  | { readonly kind: 'forged'; readonly seat: string }
  /** A key came of somebody whom nobody vouches for. */
  | { readonly kind: 'stranger'; readonly seat: string }
  /** An epoch that was over came again. */
  | { readonly kind: 'back' };

/** How encryption stands, for the page to say. */
export interface KeyStanding {
  /** `waiting`: no device of the team has vouched for this one yet; `broken`: this page cannot encrypt any more. */
  readonly kind: 'waiting' | 'sealed' | 'doubtful' | 'broken';
  readonly lead?: Lead;
  /** Seats here that get no key: without a device, or with one that nobody vouches for. */
  readonly without: readonly string[];
}

export interface KeySurroundings {
  readonly device: (seat: string) => Promise<DeviceKey>;
  readonly tell: (word: KeyWord) => void;
  readonly sealing: Sealing;
  readonly alarm: (alarm: Alarm) => void;
  readonly news: (seat: string) => void;
  readonly stands: (standing: KeyStanding) => void;
  readonly later: Later;
}

/** A new key is used when everybody has it, or after so long. */
export const switchWithinMs = 500;
export const graceMs = 5000;
export const askAgainMs = 1000;
/** How soon one key is wrapped again for the same seat; less than anybody waits who asks each second. */
export const answerAgainMs = 500;
/** A view that differs so often in one epoch is no matter of moments. */
export const differsMax = 3;
/** Of how many senders a differing view is counted. */
export const differingMax = 256;
