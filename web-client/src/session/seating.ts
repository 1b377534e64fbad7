import { isInside, isStaff, type Grants, type Seat, type SessionEvent } from '../protocol/frames';
import type { SessionState } from './state';

type Of<N extends SessionEvent['name']> = Extract<SessionEvent, { name: N }>;

/** What an event does to the seats that a client knows. */

export function placeOf(state: SessionState, seat: string): string {
  return state.seats[seat]?.place ?? state.you.place;
}

export function changeSeat(state: SessionState, id: string, change: Partial<Seat>): SessionState {
  const known = state.seats[id];
  const seats = known === undefined ? state.seats : { ...state.seats, [id]: { ...known, ...change } };
  return id === state.you.id ? { ...state, seats, you: { ...state.you, ...change } } : { ...state, seats };
}

export function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const { [key]: gone, ...rest } = value;
  return rest;
}

export function endLease(state: SessionState, id: string): SessionState {
  return changeWhole(state, id, (seat) => without(seat, 'lease'));
}

export function withoutSeat(state: SessionState, id: string): SessionState {
  return { ...state, seats: without(state.seats, id) };
}

export function withoutRequest(state: SessionState, id: string): SessionState {
  return {
    ...state,
    shareRequests: state.shareRequests.filter((seat) => seat !== id),
    shareRequested: id === state.you.id ? false : state.shareRequested,
  };
}

export function present(
  state: SessionState,
  place: string,
  seat: string | null,
  ended?: string,
): SessionState {
  // The end of somebody else's share does not end the one that runs.
  const runs = state.presenters[place];
  if (ended !== undefined && runs !== undefined && runs !== null && runs !== ended) return state;
  return { ...state, presenters: { ...state.presenters, [place]: seat } };
}

export function afterConnection(
  state: SessionState,
  { seat, connected, safety }: Of<'seat-connection'>,
  at: string,
): SessionState {
  const changed = changeSeat(state, seat, { connected });
  if (connected) {
    const { lostSince, safety: known } = state;
    return { ...changed, lostSince: without(lostSince, seat), safety: without(known, seat) };
  }
  return {
    ...changed,
    lostSince: { ...state.lostSince, [seat]: at },
    ...(safety === undefined ? {} : { safety: { ...state.safety, [seat]: safety } }),
  };
}

/** A role decides what one may know: whoever stops being staff forgets at once what only staff see. */
export function afterRole(state: SessionState, { seat, role }: Of<'role-changed'>): SessionState {
  const changed = changeSeat(state, seat, { role });
  return seat === state.you.id && isStaff(state.you.role) && !isStaff(role)
    ? withoutStaffMatters(changed)
    : changed;
}

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
    notes: [],
    attendance: [],
    clockSteps: [],
  };
}

function publicly(seat: Seat): Seat {
  const { name, ref, checkIn, queue, aside, health, lessAsked, ...shown } = seat;
  return shown;
}

/** Who is taken aside keeps the place to go back to; who comes back forgets it with the move. */
export function afterHallwayOpened(state: SessionState, { seats }: Of<'hallway-opened'>): SessionState {
  return seats.reduce((known, id) => changeSeat(known, id, { aside: { from: placeOf(known, id) } }), state);
}

export function landing(state: SessionState, id: string, landed: boolean): SessionState {
  if (!landed) return changeSeat(state, id, { landing: true });
  return changeWhole(state, id, (seat) => without(seat, 'landing'));
}

/** Changes a seat both as one of all and as oneself. */
function changeWhole(state: SessionState, id: string, change: (seat: Seat) => Seat): SessionState {
  const known = state.seats[id];
  const seats = known === undefined ? state.seats : { ...state.seats, [id]: change(known) };
  return id === state.you.id ? { ...state, seats, you: change(state.you) } : { ...state, seats };
}

export function afterHand(
  state: SessionState,
  id: string,
  on: boolean,
  order: number | undefined,
  at: string,
): SessionState {
  const highest = Math.max(0, ...Object.values(state.seats).map((seat) => seat.hand?.order ?? 0));
  if (on) return changeSeat(state, id, { hand: { order: order ?? highest + 1, raisedAt: at } });
  return changeWhole(state, id, (seat) => without(seat, 'hand'));
}

const quiet: Grants = { microphone: true, camera: true, chat: true };

/** Staff see every move; a place sees who enters and who leaves; oneself follows one's own seat. */
export function afterMove(state: SessionState, event: Of<'seat-moved'>, at: string): SessionState {
  if (event.seat === state.you.id) return afterOwnMove(state, event);
  const known = state.seats[event.seat];
  if (!isStaff(state.you.role) && event.to !== state.you.place) return withoutSeat(state, event.seat);
  const to = event.to ?? 'away';
  const waitingSince =
    to === 'waiting' ? { ...state.waitingSince, [event.seat]: at } : without(state.waitingSince, event.seat);
  return leaveBehind(
    { ...state, waitingSince, seats: { ...state.seats, [event.seat]: movedTo(to, event, known) } },
    event.seat,
    to,
  );
}

function movedTo(to: string, { seat, who }: Of<'seat-moved'>, known: Seat | undefined): Seat {
  const stranger = {
    id: seat,
    role: 'patient',
    displayName: '',
    grants: quiet,
    held: false,
    connected: true,
  } as const;
  const before = known === undefined ? stranger : to.startsWith('hallway:') ? known : without(known, 'aside');
  const {
    landing: _before,
    lessAsked: _asked,
    heldFor: _held,
    ...kept
  }: Partial<Seat> & typeof before = before;
  return { ...kept, ...who, place: to };
}

function afterOwnMove(state: SessionState, event: Of<'seat-moved'>): SessionState {
  const place = event.to ?? state.you.place;
  const aside = place.startsWith('hallway:') ? { aside: { from: state.you.place } } : {};
  const you = { ...without(without(state.you, 'aside'), 'landing'), ...aside, place };
  const movedFrom = state.movedFrom ?? state.you.place;
  if (isStaff(you.role)) {
    const { aside: _before, ...known } = state.seats[you.id] ?? you;
    return { ...state, you, movedFrom, seats: { ...state.seats, [you.id]: { ...known, ...aside, place } } };
  }
  // Until the fresh welcome comes we know nobody in the new place, and may not show the old one.
  const own = isInside(place) ? { [you.id]: you } : {};
  return { ...without(state, 'speaking'), you, movedFrom, seats: own };
}

/** A hand, a request and a presentation do not follow a seat out of the rooms. */
function leaveBehind(state: SessionState, seat: string, to: string): SessionState {
  if (isInside(to)) return state;
  const known = state.seats[seat];
  const lowered = known === undefined ? state.seats : { ...state.seats, [seat]: without(known, 'hand') };
  return { ...state, seats: lowered, shareRequests: state.shareRequests.filter((other) => other !== seat) };
}
