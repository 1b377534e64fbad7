import { isInside, isStaff, type HouseEvents, type HouseSignals, type Role } from '../../protocol/frames';
import { readClockStep, readLedgerEntry } from '../../protocol/attendance';
import {
  flag,
  list,
  number,
  object,
  optional,
  optionalNumber,
  optionalText,
  text,
  type Fields,
} from '../../protocol/read';
import { readSession } from '../../protocol/rooms';
import { readGrants, readHealth, readRole, readSafety } from '../../protocol/seats';
import { changeSeat, changeWhole, without, withoutStaffMatters } from '../seating';
import { roleNames, withLess } from '../sentences';
import { isAudioOnly, isolated, nameOf, seatName, type SessionState } from '../state';
import { roughly } from '../time';
import { alarm, attention, calm, spoken, type Sentence } from '../tones';
import { unchanged, type EventRows, type Numbered, type SignalRows } from './feature';

/** The session itself, what each may do in it, and how everybody's line is. */

export const events: EventRows<HouseEvents> = {
  'session-changed': {
    read: (data) => ({ session: readSession(data['session']) }),
    evolve: (state, { session }) => inSession(state, session),
  },
  'session-cancelled': { read: () => ({}), evolve: (state) => inSession(state, { state: 'cancelled' }) },
  'session-opened': { read: () => ({}), evolve: (state) => inSession(state, { state: 'open' }) },
  'session-started': {
    read: () => ({}),
    evolve: (state, _event, { at }) => inSession(state, { state: 'live', startedAt: at }),
  },
  'session-extended': {
    read: (data) => ({
      ...optionalNumber(data, 'minutes'),
      endsAt: text(data, 'endsAt'),
      ...optionalText(data, 'hardEndsAt'),
    }),
    evolve: extended,
    say: (_before, _after, { minutes }) =>
      calm(
        minutes === undefined
          ? 'The session was made longer.'
          : `The session was made ${roughly(minutes * 60)} longer.`,
      ),
  },
  'session-ended': {
    read: (data) => optionalText(data, 'reason'),
    evolve: (state) => inSession(state, { state: 'ended' }),
  },
  'role-changed': {
    read: (data) => ({ seat: text(data, 'seat'), role: readRole(data) }),
    evolve: withRole,
    say: ({ you }, _after, { seat, role }) =>
      seat === you.id ? attention(`Your part has changed: you are ${article(role)} now.`) : undefined,
  },
  'grants-changed': {
    read: (data) => ({ seat: text(data, 'seat'), grants: readGrants(data['grants']) }),
    evolve: (state, { seat, grants }) => changeSeat(state, seat, { grants }),
    say: (before, after, { seat }) => (seat === before.you.id ? grantsChanged(before, after) : undefined),
  },
  'less-asked': {
    read: (data) => ({
      seat: text(data, 'seat'),
      on: flag(data, 'on'),
      ...optionalText(data, 'by'),
    }),
    evolve: (state, { seat, on }) => changeSeat(state, seat, { lessAsked: on }),
    say: (before, _after, event) => lessAsked(before, event),
  },
  'seat-connection': {
    read: (data) => ({
      seat: text(data, 'seat'),
      connected: flag(data, 'connected'),
      ...optional(data, 'safety', () => readSafety(object(data['safety'], 'safety'))),
    }),
    evolve: withConnection,
    say: (before, _after, event) => connectionChanged(before, event),
  },
};

export const signals: SignalRows<HouseSignals> = {
  timer: {
    read: (data) => ({ ...readEnds(data), secondsLeft: number(data, 'secondsLeft') }),
    evolve: (state, { endsAt, hardEndsAt }) =>
      inSession(state, { endsAt, ...(hardEndsAt === undefined ? {} : { hardEndsAt }) }),
    say: (_before, after, { secondsLeft }) => timeLeft(after, secondsLeft),
  },
  // What is asked of the person stands beside the session.
  idle: { read: (data) => ({ secondsLeft: number(data, 'secondsLeft') }), evolve: unchanged },
  speaking: {
    read: (data) => optionalText(data, 'seat'),
    evolve: (state, { seat }) => {
      const quiet = without(state, 'speaking');
      return seat === undefined ? quiet : { ...quiet, speaking: seat };
    },
  },
  health: {
    read: (data) => ({ seat: text(data, 'seat'), health: readHealth(data) }),
    evolve: (state, { seat, health }) => {
      const others = state.weakLines.filter((other) => other !== seat);
      const weakLines = health.line === 'weak' ? [...others, seat] : others;
      return changeSeat({ ...state, weakLines }, seat, { health });
    },
  },
  media: {
    read: (data) => ({ available: flag(data, 'available') }),
    evolve: unchanged,
    say: (_before, _after, { available }) => (available ? mediaBack : mediaGone),
  },
  landing: {
    read: (data) => ({
      seat: text(data, 'seat'),
      place: text(data, 'place'),
      landed: flag(data, 'landed'),
    }),
    evolve: (state, { seat, landed }) =>
      landed
        ? changeWhole(state, seat, (known) => without(known, 'landing'))
        : changeSeat(state, seat, { landing: true }),
  },
  attendance: {
    read: (data) => ({
      seats: list(data, 'seats', readLedgerEntry),
      clockSteps: list(data, 'clockSteps', readClockStep),
    }),
    evolve: (state, { seats, clockSteps }) => ({ ...state, attendance: seats, clockSteps }),
  },
};

const mediaBack = calm('Sound and picture are back.');
const mediaGone = attention(
  'Sound and picture are not available just now. You are still in the session, and they come back by themselves.',
);

function readEnds(data: Fields): { readonly endsAt: string; readonly hardEndsAt?: string } {
  return { endsAt: text(data, 'endsAt'), ...optionalText(data, 'hardEndsAt') };
}

function inSession(state: SessionState, change: Partial<SessionState['session']>): SessionState {
  return { ...state, session: { ...state.session, ...change } };
}

/** A longer session keeps its distance to the hard end, unless the event says where that is now. */
function extended(state: SessionState, event: HouseEvents['session-extended']): SessionState {
  const { endsAt, hardEndsAt } = state.session;
  const distance = hardEndsAt === undefined ? undefined : Date.parse(hardEndsAt) - Date.parse(endsAt);
  const hard =
    event.hardEndsAt ??
    (distance === undefined ? undefined : new Date(Date.parse(event.endsAt) + distance).toISOString());
  return inSession(state, { endsAt: event.endsAt, ...(hard === undefined ? {} : { hardEndsAt: hard }) });
}

/** What is said of the session's planned end, and of what happens after it. */
function timeLeft({ session }: SessionState, left: number): Sentence | undefined {
  if (left >= 300) return spoken(calm('Five minutes are left in this session.'));
  if (left >= 60) return spoken(calm('One minute is left in this session.'));
  if (left > 0) return undefined;
  const grace =
    session.hardEndsAt === undefined ? 0 : Date.parse(session.hardEndsAt) - Date.parse(session.endsAt);
  return spoken(
    calm(
      grace <= 0
        ? 'This is the planned end.'
        : `This is the planned end. You can finish in calm: the session closes by itself in ${roughly(grace / 1000)}.`,
    ),
  );
}

/** A role decides what one may know: whoever stops being staff forgets at once what only staff see. */
function withRole(state: SessionState, { seat, role }: HouseEvents['role-changed']): SessionState {
  const changed = changeSeat(state, seat, { role });
  return seat === state.you.id && isStaff(state.you.role) && !isStaff(role)
    ? withoutStaffMatters(changed)
    : changed;
}

function article(role: Role): string {
  if (role === 'family') return 'here as family';
  return `${/^[aeiou]/u.test(roleNames[role]) ? 'an' : 'a'} ${roleNames[role]}`;
}

function grantsChanged(before: SessionState, after: SessionState): Sentence | undefined {
  const [was, is] = [before.you.grants, after.you.grants];
  const cameras = !isAudioOnly(after);
  if (was.microphone && !is.microphone) {
    return attention('Your team turned your microphone off. Raise your hand when you want to speak.');
  }
  if (!was.microphone && is.microphone) return calm('You can turn your microphone on again.');
  if (was.camera && !is.camera && cameras)
    return attention('Your team turned your camera off. You are just as welcome.');
  if (was.chat && !is.chat) return attention('Your team turned chat off for you.');
  if (!was.chat && is.chat) return calm('You can write in the chat again.');
  if (!was.camera && is.camera && cameras) return calm('You can turn your camera on again.');
  return undefined;
}

function lessAsked(state: SessionState, { seat, on, by }: HouseEvents['less-asked']): Sentence | undefined {
  if (seat === state.you.id) return on ? spoken(withLess) : calm("You can see the others' pictures again.");
  return !on && by === seat
    ? calm(`${isolated(seatName(state, seat))} takes the pictures again.`)
    : undefined;
}

function withConnection(
  state: SessionState,
  { seat, connected, safety }: HouseEvents['seat-connection'],
  { at }: Numbered,
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

function connectionChanged(
  state: SessionState,
  { seat, connected, safety }: HouseEvents['seat-connection'],
): Sentence | undefined {
  if (safety !== undefined && !connected) {
    const person = isolated(seatName(state, seat));
    return alarm(`${person} lost the line with an open alert. See under Needs you where to call.`);
  }
  const known = state.seats[seat];
  if (seat === state.you.id || known === undefined || !isInside(known.place)) return undefined;
  const name = isolated(nameOf(known));
  if (connected) return calm(`${name} is back.`);
  return known.role === 'facilitator'
    ? calm(`${name} lost the line for a moment. The group stays together.`)
    : calm(`${name} lost the line. The seat is kept.`);
}
