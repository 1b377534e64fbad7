import {
  isInside,
  isStaff,
  type EventFrame,
  type Grants,
  type Seat,
  type SessionEvent,
} from '../protocol/frames';
import { unreachable } from '../unreachable';
import { messagesMax, withRoomNames, type SessionState } from './state';

type Moved = Extract<SessionEvent, { name: 'seat-moved' }>;

/** The state after one event of the session. One case an event, so that a new one fails to compile here. */
export function applyEvent(state: SessionState, { event, at, seq }: EventFrame): SessionState {
  switch (event.name) {
    case 'seat-moved':
      return afterMove(state, event, at);
    case 'seat-denied':
      return withoutSeat(state, event.seat);
    case 'seat-connection':
      return afterConnection(state, event.seat, event.connected, at);
    case 'hand-changed':
      return afterHand(state, event.seat, event.on, event.order, at);
    case 'grants-changed':
      return changeSeat(state, event.seat, { grants: event.grants });
    case 'role-changed':
      return changeSeat(state, event.seat, { role: event.role });
    case 'share-requested':
      return {
        ...state,
        shareRequests: [...state.shareRequests.filter((seat) => seat !== event.seat), event.seat],
        shareRequested: state.shareRequested || event.seat === state.you.id,
      };
    case 'share-denied':
      return withoutRequest(state, event.seat);
    case 'share-granted':
      return changeSeat(withoutRequest(state, event.seat), event.seat, { lease: { until: event.until } });
    case 'share-started':
      return present(state, event.place ?? placeOf(state, event.seat), event.seat);
    case 'share-ended': {
      const ended = present(state, event.place ?? placeOf(state, event.seat), null, event.seat);
      return event.leaseEnded ? endLease(ended, event.seat) : ended;
    }
    case 'check-in-completed':
      return changeSeat(state, event.seat, { checkIn: event.checkIn ?? { completedAt: at } });
    case 'breakouts-planned':
      return state.breakouts.kind === 'open'
        ? state
        : { ...state, breakouts: { kind: 'planned', plan: event.plan } };
    case 'breakouts-opened':
      return {
        ...state,
        breakouts: { kind: 'open', closing: false, ...event.breakouts },
        roomNames: withRoomNames(state.roomNames, event.breakouts.rooms),
      };
    case 'breakouts-extended':
      return untilBreakoutsClose(state, event.closesAt, false);
    case 'breakouts-closing':
      return untilBreakoutsClose(state, event.closesAt, true);
    case 'breakouts-closed':
      return { ...state, breakouts: { kind: 'none' }, help: [] };
    case 'announcement':
      return { ...state, announcement: { text: event.text, at } };
    case 'help-asked':
      return {
        ...state,
        help: [
          ...state.help.filter((call) => call.breakout !== event.breakout),
          { breakout: event.breakout, at, ...(event.seat === undefined ? {} : { seat: event.seat }) },
        ],
      };
    case 'help-answered':
      return { ...state, help: state.help.filter((call) => call.breakout !== event.breakout) };
    case 'message':
      return afterMessage(state, event, at, seq);
    case 'alert-raised':
      return { ...state, alerts: [...state.alerts, { ...event.alert, at }] };
    case 'alert-acknowledged':
      return { ...state, alerts: state.alerts.filter((alert) => alert.alert !== event.alert) };
    case 'session-opened':
      return { ...state, session: { ...state.session, state: 'open' } };
    case 'session-started':
      return { ...state, session: { ...state.session, state: 'live', startedAt: at } };
    case 'session-locked':
      return { ...state, session: { ...state.session, locked: event.on } };
    case 'session-extended':
      return { ...state, session: { ...state.session, endsAt: event.endsAt } };
    case 'session-ended':
      return { ...state, session: { ...state.session, state: 'ended' } };
    case 'hallway-opened':
    case 'hallway-closed':
    case 'unknown':
      return state;
    default:
      return unreachable(event);
  }
}

function placeOf(state: SessionState, seat: string): string {
  return state.seats[seat]?.place ?? state.you.place;
}

function changeSeat(state: SessionState, id: string, change: Partial<Seat>): SessionState {
  const known = state.seats[id];
  const seats = known === undefined ? state.seats : { ...state.seats, [id]: { ...known, ...change } };
  return id === state.you.id ? { ...state, seats, you: { ...state.you, ...change } } : { ...state, seats };
}

function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const { [key]: gone, ...rest } = value;
  return rest;
}

function endLease(state: SessionState, id: string): SessionState {
  const known = state.seats[id];
  const seats = known === undefined ? state.seats : { ...state.seats, [id]: without(known, 'lease') };
  return id === state.you.id ? { ...state, seats, you: without(state.you, 'lease') } : { ...state, seats };
}

function withoutSeat(state: SessionState, id: string): SessionState {
  return { ...state, seats: without(state.seats, id) };
}

function withoutRequest(state: SessionState, id: string): SessionState {
  return {
    ...state,
    shareRequests: state.shareRequests.filter((seat) => seat !== id),
    shareRequested: id === state.you.id ? false : state.shareRequested,
  };
}

function present(state: SessionState, place: string, seat: string | null, ended?: string): SessionState {
  // The end of somebody else's share does not end the one that runs.
  const runs = state.presenters[place];
  if (ended !== undefined && runs !== undefined && runs !== null && runs !== ended) return state;
  return { ...state, presenters: { ...state.presenters, [place]: seat } };
}

function afterConnection(state: SessionState, seat: string, connected: boolean, at: string): SessionState {
  const changed = changeSeat(state, seat, { connected });
  return {
    ...changed,
    lostSince: connected ? without(state.lostSince, seat) : { ...state.lostSince, [seat]: at },
  };
}

function afterHand(
  state: SessionState,
  id: string,
  on: boolean,
  order: number | undefined,
  at: string,
): SessionState {
  const highest = Math.max(0, ...Object.values(state.seats).map((seat) => seat.hand?.order ?? 0));
  if (on) return changeSeat(state, id, { hand: { order: order ?? highest + 1, raisedAt: at } });
  const known = state.seats[id];
  const seats = known === undefined ? state.seats : { ...state.seats, [id]: without(known, 'hand') };
  return id === state.you.id ? { ...state, seats, you: without(state.you, 'hand') } : { ...state, seats };
}

function untilBreakoutsClose(state: SessionState, closesAt: string, closing: boolean): SessionState {
  if (state.breakouts.kind !== 'open') return state;
  return { ...state, breakouts: { ...state.breakouts, closesAt, closing } };
}

const quiet: Grants = { microphone: true, camera: true, chat: true };

/** Staff see every move; a place sees who enters and who leaves; oneself follows one's own seat. */
function afterMove(state: SessionState, event: Moved, at: string): SessionState {
  if (event.seat === state.you.id) return afterOwnMove(state, event);
  const known = state.seats[event.seat];
  const staff = isStaff(state.you.role);
  if (!staff && event.to !== state.you.place) return withoutSeat(state, event.seat);
  const seat: Seat | undefined = event.who ?? known;
  const to = event.to ?? 'away';
  const moved: Seat = {
    ...(seat ?? {
      id: event.seat,
      role: 'patient',
      displayName: '',
      grants: quiet,
      held: false,
      connected: true,
    }),
    ...(known === undefined ? {} : known),
    ...(event.who === undefined ? {} : event.who),
    place: to,
  };
  const waitingSince =
    to === 'waiting' ? { ...state.waitingSince, [event.seat]: at } : without(state.waitingSince, event.seat);
  return leaveBehind(
    { ...state, waitingSince, seats: { ...state.seats, [event.seat]: moved } },
    event.seat,
    to,
  );
}

function afterOwnMove(state: SessionState, event: Moved): SessionState {
  const place = event.to ?? state.you.place;
  const you = { ...state.you, place };
  if (isStaff(you.role)) {
    const known = state.seats[you.id] ?? you;
    return { ...state, you, seats: { ...state.seats, [you.id]: { ...known, place } } };
  }
  // Until the fresh welcome comes we know nobody in the new place, and may not show the old one.
  const own = isInside(place) ? { [you.id]: you } : {};
  return { ...without(state, 'speaking'), you, seats: own };
}

/** A hand, a request and a presentation do not follow a seat out of the rooms. */
function leaveBehind(state: SessionState, seat: string, to: string): SessionState {
  if (isInside(to)) return state;
  const known = state.seats[seat];
  const lowered = known === undefined ? state.seats : { ...state.seats, [seat]: without(known, 'hand') };
  return { ...state, seats: lowered, shareRequests: state.shareRequests.filter((other) => other !== seat) };
}

function afterMessage(
  state: SessionState,
  event: Extract<SessionEvent, { name: 'message' }>,
  at: string,
  seq: number,
): SessionState {
  const message = {
    id: seq,
    at,
    text: event.text,
    ...(event.from === undefined ? {} : { from: event.from }),
    ...(event.to === undefined ? {} : { to: event.to }),
  };
  const own = event.from === state.you.id;
  return {
    ...state,
    messages: [...state.messages, message].slice(-messagesMax),
    unreadMessages: own ? state.unreadMessages : state.unreadMessages + 1,
  };
}
