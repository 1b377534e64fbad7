import type { Seat } from '../protocol/frames';
import type { SessionState } from './state';

/** Changes of the seats that a client knows. */

export function placeOf(state: SessionState, seat: string): string {
  return state.seats[seat]?.place ?? state.you.place;
}

export function changeSeat(state: SessionState, id: string, change: Partial<Seat>): SessionState {
  const known = state.seats[id];
  const seats = known === undefined ? state.seats : { ...state.seats, [id]: { ...known, ...change } };
  return id === state.you.id ? { ...state, seats, you: { ...state.you, ...change } } : { ...state, seats };
}

/** Changes a seat both as one of all and as oneself. */
export function changeWhole(state: SessionState, id: string, change: (seat: Seat) => Seat): SessionState {
  const known = state.seats[id];
  const seats = known === undefined ? state.seats : { ...state.seats, [id]: change(known) };
  return id === state.you.id ? { ...state, seats, you: change(state.you) } : { ...state, seats };
}

export function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const { [key]: gone, ...rest } = value;
  return rest;
}

export function withoutSeat(state: SessionState, id: string): SessionState {
  return { ...state, seats: without(state.seats, id) };
}

/** What whoever is staff no more still knows. */
export function withoutStaffMatters(state: SessionState): SessionState {
  const here = Object.entries(state.seats).filter(([, seat]) => seat.place === state.you.place);
  return {
    ...state,
    seats: Object.fromEntries(here.map(([id, seat]) => [id, publicly(seat)])),
    shareRequests: [],
    help: [],
    alerts: [],
    safety: {},
    devices: {},
    claims: [],
    notes: [],
    attendance: [],
    clockSteps: [],
  };
}

function publicly(seat: Seat): Seat {
  const { name, ref, checkIn, queue, aside, health, lessAsked, ...shown } = seat;
  return shown;
}
