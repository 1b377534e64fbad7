import {
  isInside,
  isStaff,
  type DoorEvents,
  type DoorSignals,
  type Grants,
  type Seat,
} from '../../protocol/frames';
import { flag, list, object, optional, optionalText, text, texts, type Fields } from '../../protocol/read';
import {
  readAccepted,
  readCheckIn,
  readClaim,
  readQueue,
  readSeat,
  readSeatDevices,
} from '../../protocol/seats';
import { consentName, withdrawn } from '../consents';
import { changeSeat, changeWhole, without, withoutSeat } from '../seating';
import { isolated, seatName, type SessionState } from '../state';
import { attention, calm, type Sentence } from '../tones';
import type { EventRows, Numbered, SignalRows } from './feature';
import { epochAt } from './keys';

/** Who comes in, and how: seats, check-in, the waiting room, moves, the lock, and devices. */

export const events: EventRows<DoorEvents> = {
  'seat-added': {
    read: (data) => ({ who: readSeat(data['who'], 'who') }),
    evolve: (state, { who }) => ({ ...state, seats: { ...state.seats, [who.id]: who } }),
  },
  'seat-moved': {
    read: (data) => ({
      seat: text(data, 'seat'),
      ...optionalText(data, 'from'),
      ...optionalText(data, 'to'),
      ...optional(data, 'who', () => readWho(data)),
    }),
    evolve: moved,
  },
  'seat-denied': {
    read: (data) => ({ seat: text(data, 'seat'), ...optionalText(data, 'reason') }),
    evolve: (state, { seat, reason }) =>
      seat === state.you.id && reason !== undefined
        ? { ...state, deniedBecause: reason }
        : withoutSeat(state, seat),
  },
  'seat-held': {
    read: (data) => ({
      seat: text(data, 'seat'),
      on: flag(data, 'on'),
      heldFor: texts(data, 'heldFor'),
    }),
    evolve: (state, { seat, on, heldFor }) => changeSeat(state, seat, { held: on, heldFor }),
  },
  'stepped-away': {
    read: (data) => ({ seat: text(data, 'seat'), on: flag(data, 'on') }),
    evolve: (state, { seat, on }) => ({
      ...changeSeat(state, seat, { steppedAway: on }),
      steppedAway: seat === state.you.id ? on : state.steppedAway,
    }),
  },
  'check-in-completed': {
    read: (data) => ({
      seat: text(data, 'seat'),
      ...optional(data, 'checkIn', () => readCheckIn(data['checkIn'])),
      ...optional(data, 'consents', () => readAccepted(data)),
      ...optional(data, 'held', () => flag(data, 'held')),
      ...optional(data, 'heldFor', () => texts(data, 'heldFor')),
    }),
    evolve: (state, { seat, checkIn, consents, held, heldFor }, { at }) =>
      changeSeat(state, seat, {
        checkIn: checkIn ?? { completedAt: at, ...(consents === undefined ? {} : { consents }) },
        ...(held === undefined ? {} : { held, heldFor: heldFor ?? [] }),
      }),
  },
  'consent-withdrawn': {
    read: (data) => ({ seat: text(data, 'seat'), consent: text(data, 'consent') }),
    evolve: (state, { seat, consent }, { at }) =>
      changeWhole(state, seat, (known) => ({
        ...known,
        held: true,
        heldFor: [...new Set([...(known.heldFor ?? []), 'consent'])],
        checkIn: withdrawn(known.checkIn ?? {}, consent, at),
      })),
    say: (before, _after, { seat, consent }) => {
      const name = isolated(consentName(before, consent));
      if (seat === before.you.id)
        return calm('Your team knows that you no longer agree. Someone will talk with you.');
      return attention(`${isolated(seatName(before, seat))} no longer agrees: ${name}.`);
    },
  },
  'session-locked': {
    read: (data) => ({ on: flag(data, 'on') }),
    evolve: (state, { on }) => ({ ...state, session: { ...state.session, locked: on } }),
  },
};

export const signals: SignalRows<DoorSignals> = {
  queue: {
    read: (data) => ({ queue: readQueue(data) }),
    evolve: (state, { queue }) => ({ ...state, queue }),
  },
  devices: {
    read: (data) => ({ seats: list(data, 'seats', readSeatDevices) }),
    evolve: (state, { seats }) => {
      const told = seats.map(({ seat, devices }) => [seat, devices] as const);
      return { ...state, devices: { ...state.devices, ...Object.fromEntries(told) } };
    },
  },
  claims: {
    read: (data) => ({ claims: list(data, 'claims', readClaim) }),
    evolve: (state, { claims }) => ({
      ...state,
      claims,
      claimsKnown: Math.max(state.claimsKnown, ...claims.map(({ claim }) => claim)),
    }),
    say: saidOfClaims,
  },
};

/** Of those that ask for one's own place no device is named: it may be oneself, on another one. */
function saidOfClaims(before: SessionState, after: SessionState): Sentence | undefined {
  const fresh = after.claims.filter(({ claim }) => claim > before.claimsKnown);
  const other = fresh.find(({ seat }) => seat !== after.you.id);
  if (other !== undefined && isStaff(after.you.role))
    return attention(
      `Another device asks to take over the seat of ${isolated(seatName(after, other.seat))}.`,
    );
  return fresh.length === 0
    ? undefined
    : calm(
        'Another device asks for your place with your link. Your team looks at it, and you can simply go on.',
      );
}

/** `who` is the seat as the place may see it, or only the name that the place shows. */
function readWho(data: Fields): Seat {
  const who = data['who'];
  const place = optionalText(data, 'to').to ?? 'main';
  const fields = typeof who === 'string' ? { displayName: who } : object(who, 'who');
  return readSeat({ place, ...fields }, 'who', text(data, 'seat'));
}

type Moved = DoorEvents['seat-moved'];

const quiet: Grants = { microphone: true, camera: true, chat: true };

/** Staff see every move; a place sees who enters and who leaves; oneself follows one's own seat. */
function moved(state: SessionState, event: Moved, entry: Numbered): SessionState {
  if (event.seat === state.you.id) return ownMoved(state, event);
  const left = event.from ?? state.seats[event.seat]?.place;
  const here = left === state.you.place || event.to === state.you.place;
  const after = otherMoved(state, event, entry);
  return here ? epochAt(after, entry.seq) : after;
}

function otherMoved(state: SessionState, event: Moved, { at }: Numbered): SessionState {
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

function movedTo(to: string, { seat, who }: Moved, known: Seat | undefined): Seat {
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
    stay: _stay,
    ...kept
  }: Partial<Seat> & typeof before = before;
  return { ...kept, ...who, place: to };
}

function ownMoved(state: SessionState, event: Moved): SessionState {
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
