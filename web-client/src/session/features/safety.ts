import { isStaff, type SafetyEvents } from '../../protocol/frames';
import { text } from '../../protocol/read';
import { readAlert } from '../../protocol/seats';
import { isolated, seatName } from '../state';
import { alarm } from '../tones';
import type { EventRows } from './feature';

/** Alerts, and who answers them. */

export const events: EventRows<SafetyEvents> = {
  'alert-raised': {
    read: (data) => ({ alert: readAlert(data) }),
    evolve: (state, { alert }, { at }) => ({ ...state, alerts: [...state.alerts, { ...alert, at }] }),
    say: (before, _after, { alert }) =>
      isStaff(before.you.role)
        ? alarm(`${isolated(seatName(before, alert.seat))} asked for support.`)
        : undefined,
  },
  'alert-acknowledged': {
    read: (data) => ({ alert: text(data, 'alert') }),
    evolve: (state, { alert }) => ({
      ...state,
      alerts: state.alerts.filter((raised) => raised.alert !== alert),
    }),
  },
};
