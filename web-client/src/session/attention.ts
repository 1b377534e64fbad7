import { isInside, isStaff } from '../protocol/frames';
import { needs, type Need } from './notifications';
import { waitingSeats, type SessionState } from './state';
import type { Later } from './later';

/** How the page calls whoever looks elsewhere. */
export interface Caller {
  /** A soft sound; `alert` sounds other than the rest. */
  readonly sound: (kind: 'call' | 'alert') => void;
  /** How many calls wait, for title and icon; `alert` where one of them is a silent alert. */
  readonly show: (count: number, alert: boolean) => void;
  /** A notification of the most urgent of what waits, where they are on; `again` comes up anew. */
  readonly notify: (need: Need, again: boolean) => void;
  readonly closeNotification: () => void;
  readonly hidden: () => boolean;
  readonly later: Later;
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
  /** What the notification says that was shown last. */
  private notified: Need | undefined;
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
    this.notify(fresh.length > 0);
    this.repeat();
  }

  /** The page is looked at again: it shows what waits by itself. */
  back(): void {
    this.notified = undefined;
    this.caller.closeNotification();
  }

  /** Says the most urgent thing, so that no knock takes an alert's place; anew for what is new, and to whoever looks away. */
  private notify(again: boolean): void {
    const need = needs.find((kind) => this.calls.some((call) => needOf(call) === kind));
    if (need === undefined) {
      this.back();
    } else if (this.caller.hidden() && (again || (this.notified !== undefined && this.notified !== need))) {
      this.notified = need;
      this.caller.notify(need, again);
    }
  }

  private repeat(): void {
    this.cancel?.();
    this.cancel = undefined;
    if (!this.calls.some(isAlert)) return;
    this.cancel = this.caller.later(() => {
      if (this.caller.hidden()) {
        this.caller.sound('alert');
        this.notify(true);
      }
      this.repeat();
    }, againMs);
  }
}

function isAlert(call: string): boolean {
  return needOf(call) === 'alert';
}

function needOf(call: string): Need | undefined {
  return needs.find((kind) => call.startsWith(`${kind} `));
}
