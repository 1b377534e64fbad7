import type { CommandArgs } from './args';
import type { Unknown } from './events';
import type { Claim, ClockStep, HealthSummary, LedgerEntry, Place, Queue, SeatDevices } from './shapes';

/** What the engine says beside the numbered events, by feature and name: figures that the next one replaces. */

export interface DoorSignals {
  queue: { readonly queue: Queue };
  devices: { readonly seats: readonly SeatDevices[] };
  claims: { readonly claims: readonly Claim[] };
}

export interface HouseSignals {
  timer: { readonly endsAt: string; readonly hardEndsAt?: string; readonly secondsLeft: number };
  idle: { readonly secondsLeft: number };
  speaking: { readonly seat?: string };
  health: { readonly seat: string; readonly health: HealthSummary };
  media: { readonly available: boolean };
  landing: { readonly seat: string; readonly place: Place; readonly landed: boolean };
  attendance: { readonly seats: readonly LedgerEntry[]; readonly clockSteps: readonly ClockStep[] };
}

/** How somebody reacts to what happens in their place. */
export type Reaction = CommandArgs['react']['kind'];

export interface TalkSignals {
  reaction: { readonly seat: string; readonly kind: Reaction };
}

export interface Signals extends DoorSignals, HouseSignals, TalkSignals {}

export type SignalName = keyof Signals;

export type SignalOf<N extends SignalName> = { readonly name: N } & Signals[N];

export type Signal = { [N in SignalName]: SignalOf<N> }[SignalName] | Unknown;
