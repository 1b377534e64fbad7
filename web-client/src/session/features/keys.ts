import type { KeyEvents } from '../../protocol/frames';
import { optional, text } from '../../protocol/read';
import { readStay } from '../../protocol/seats';
import { changeSeat } from '../seating';
import type { SessionState } from '../state';
import type { EventRows } from './feature';

/** Public keys: whose device has which, who vouches for it, which one a stay takes. */

export const events: EventRows<KeyEvents> = {
  'device-set': {
    read: (data) => ({ seat: text(data, 'seat'), key: text(data, 'key') }),
    evolve: (state, { seat, key }, { seq }) => membersChanged(withDevice(state, seat, key), seat, seq),
  },
  'device-vouched': {
    read: (data) => ({
      seat: text(data, 'seat'),
      key: text(data, 'key'),
      by: text(data, 'by'),
      byKey: text(data, 'byKey'),
      sig: text(data, 'sig'),
    }),
    evolve: (state, { seat, key, by, byKey, sig }, { seq }) => {
      const device = { key, vouchedBy: by, byKey, sig };
      return membersChanged(ofStaff(changeSeat(state, seat, { device }), seat, device), seat, seq);
    },
  },
  'stays-posted': {
    read: (data) => ({
      seat: text(data, 'seat'),
      ...optional(data, 'stay', () => readStay(data['stay'])),
    }),
    evolve: (state, { seat, stay }, { seq }) =>
      stay === undefined ? state : membersChanged(changeSeat(state, seat, { stay }), seat, seq),
  },
};

/** The state with another epoch of one's own place, where what happened to this seat happened there. */
export function membersChanged(state: SessionState, seat: string, seq: number): SessionState {
  const here = seat === state.you.id || state.seats[seat]?.place === state.you.place;
  return here ? epochAt(state, seq) : state;
}

export function epochAt(state: SessionState, seq: number): SessionState {
  const { e2ee } = state;
  return e2ee === undefined ? state : { ...state, e2ee: { ...e2ee, epoch: Math.max(e2ee.epoch, seq) } };
}

/** The same key again keeps the word of staff for it; the stays begin anew in any case. */
function withDevice(state: SessionState, seat: string, key: string): SessionState {
  const before = seat === state.you.id ? state.you.device : knownDevice(state, seat);
  const device = before?.key === key ? before : { key };
  const { stay: _mine, ...you } = state.you;
  const { stay: _theirs, ...other } = state.seats[seat] ?? state.you;
  const seats =
    state.seats[seat] === undefined ? state.seats : { ...state.seats, [seat]: { ...other, device } };
  const changed = { ...state, seats, you: seat === state.you.id ? { ...you, device } : state.you };
  return ofStaff(changed, seat, device);
}

function knownDevice(state: SessionState, seat: string): { readonly key: string } | undefined {
  return state.seats[seat]?.device ?? state.e2ee?.staff.find((one) => one.seat === seat)?.device;
}

type Staff = NonNullable<SessionState['e2ee']>['staff'];

/** Whoever's device is told from another place is staff; so is whoever is known to be. */
function ofStaff(state: SessionState, seat: string, device: Staff[number]['device']): SessionState {
  const { e2ee } = state;
  if (e2ee === undefined) return state;
  const role = seat === state.you.id ? state.you.role : state.seats[seat]?.role;
  if (role !== undefined && role !== 'facilitator' && role !== 'cofacilitator') return state;
  const known = e2ee.staff.some((one) => one.seat === seat);
  const staff = known
    ? e2ee.staff.map((one) => (one.seat === seat ? { seat, device } : one))
    : [...e2ee.staff, { seat, device }];
  return { ...state, e2ee: { ...e2ee, staff } };
}
