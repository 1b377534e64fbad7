import { isInside, isStaff } from '../protocol/frames';
import { waitingSeats, type SessionState } from './state';

/** How the page calls whoever looks elsewhere. */
export interface Caller {
  /** A soft sound; `alert` sounds other than the rest. */
  readonly sound: (kind: 'call' | 'alert') => void;
  /** How many calls wait, for title and icon; `alert` where one of them is a silent alert. */
  readonly show: (count: number, alert: boolean) => void;
  readonly hidden: () => boolean;
  readonly later: (action: () => void, ms: number) => () => void;
}

/** An alert that nobody acknowledged sounds again after this while the page is not looked at. */
export const againMs = 15_000;

/** What waits for staff, by names that stay the same: knocks, calls for help, alerts. */
export function callsOf(state: SessionState | undefined): readonly string[] {
  if (state === undefined || state.ending !== undefined) return [];
  if (!isStaff(state.you.role) || !isInside(state.you.place)) return [];
  return [
    ...state.alerts.map(({ alert }) => `alert ${alert}`),
    ...state.help.map(({ breakout, at }) => `help ${breakout} ${at}`),
    ...waitingSeats(state).map(({ id }) => `knock ${id}`),
  ];
}

/** Calls staff who look at another tab: a knock, a call for help and an alert sound once, and are counted until answered. */
export class Attention {
  private calls: readonly string[] = [];
  private cancel: (() => void) | undefined;

  constructor(private readonly caller: Caller) {}

  follow(state: SessionState | undefined): void {
    const calls = callsOf(state);
    const fresh = calls.filter((call) => !this.calls.includes(call));
    const changed = fresh.length > 0 || calls.length !== this.calls.length;
    this.calls = calls;
    if (!changed) return;
    this.caller.show(calls.length, calls.some(isAlert));
    if (fresh.some(isAlert)) this.caller.sound('alert');
    else if (fresh.length > 0) this.caller.sound('call');
    this.repeat();
  }

  private repeat(): void {
    this.cancel?.();
    this.cancel = undefined;
    if (!this.calls.some(isAlert)) return;
    this.cancel = this.caller.later(() => {
      if (this.caller.hidden()) this.caller.sound('alert');
      this.repeat();
    }, againMs);
  }
}

function isAlert(call: string): boolean {
  return call.startsWith('alert ');
}
