import type { EventFrame, SessionEvent } from '../protocol/frames';
import { unreachable } from '../unreachable';
import { afterVote, closePoll, openPoll } from './polling';
import {
  afterConnection,
  afterHallwayOpened,
  afterHand,
  afterMove,
  afterRole,
  changeSeat,
  endLease,
  placeOf,
  present,
  withoutRequest,
  withoutSeat,
} from './seating';
import { messagesMax, notesMax, withRoomNames, type SessionState } from './state';

type Of<N extends SessionEvent['name']> = Extract<SessionEvent, { name: N }>;

/** The state after one event of the session. One case an event, so that a new one fails to compile here. */
export function applyEvent(state: SessionState, { event, at, seq }: EventFrame): SessionState {
  switch (event.name) {
    case 'seat-moved':
      return afterMove(state, event, at);
    case 'seat-denied':
      return event.seat === state.you.id && event.reason !== undefined
        ? { ...state, deniedBecause: event.reason }
        : withoutSeat(state, event.seat);
    case 'seat-added':
      return { ...state, seats: { ...state.seats, [event.who.id]: event.who } };
    case 'seat-held':
      return changeSeat(state, event.seat, { held: event.on, heldFor: event.heldFor });
    case 'stepped-away':
      return {
        ...changeSeat(state, event.seat, { steppedAway: event.on }),
        steppedAway: event.seat === state.you.id ? event.on : state.steppedAway,
      };
    case 'seat-connection':
      return afterConnection(state, event, at);
    case 'hand-changed':
      return afterHand(state, event.seat, event.on, event.order, at);
    case 'grants-changed':
      return changeSeat(state, event.seat, { grants: event.grants });
    case 'less-asked':
      return changeSeat(state, event.seat, { lessAsked: event.on });
    case 'role-changed':
      return afterRole(state, event);
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
      return changeSeat(state, event.seat, {
        checkIn: event.checkIn ?? { completedAt: at },
        ...(event.held === undefined ? {} : { held: event.held, heldFor: event.heldFor ?? [] }),
      });
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
    case 'session-cancelled':
      return { ...state, session: { ...state.session, state: 'cancelled' } };
    case 'session-opened':
      return { ...state, session: { ...state.session, state: 'open' } };
    case 'session-started':
      return { ...state, session: { ...state.session, state: 'live', startedAt: at } };
    case 'session-locked':
      return { ...state, session: { ...state.session, locked: event.on } };
    case 'session-extended':
      return extended(state, event);
    case 'session-ended':
      return { ...state, session: { ...state.session, state: 'ended' } };
    case 'session-changed':
      return { ...state, session: { ...state.session, ...event.session } };
    case 'hallway-opened':
      return afterHallwayOpened(state, event);
    case 'poll-opened':
      return openPoll(state, event);
    case 'poll-voted':
      return afterVote(state, event);
    case 'poll-closed':
      return closePoll(state, event);
    case 'note':
      return afterNote(state, event, at, seq);
    case 'hallway-closed':
    case 'unknown':
      return state;
    default:
      return unreachable(event);
  }
}

function untilBreakoutsClose(state: SessionState, closesAt: string, closing: boolean): SessionState {
  if (state.breakouts.kind !== 'open') return state;
  return { ...state, breakouts: { ...state.breakouts, closesAt, closing } };
}

/** A longer session keeps its distance to the hard end, unless the event says where that is now. */
function extended(state: SessionState, event: Of<'session-extended'>): SessionState {
  const { endsAt, hardEndsAt } = state.session;
  const distance = hardEndsAt === undefined ? undefined : Date.parse(hardEndsAt) - Date.parse(endsAt);
  const hard =
    event.hardEndsAt ??
    (distance === undefined ? undefined : new Date(Date.parse(event.endsAt) + distance).toISOString());
  return {
    ...state,
    session: { ...state.session, endsAt: event.endsAt, ...(hard === undefined ? {} : { hardEndsAt: hard }) },
  };
}

function afterNote(state: SessionState, event: Of<'note'>, at: string, seq: number): SessionState {
  const note = { id: seq, at, text: event.text, ...(event.from === undefined ? {} : { from: event.from }) };
  return { ...state, notes: [...state.notes, note].slice(-notesMax) };
}

function afterMessage(state: SessionState, event: Of<'message'>, at: string, seq: number): SessionState {
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
