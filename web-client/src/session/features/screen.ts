import { isStaff, type ScreenEvents } from '../../protocol/frames';
import { flag, optionalText, text, type Fields } from '../../protocol/read';
import { changeSeat, changeWhole, placeOf, without } from '../seating';
import { isolated, seatName, type SessionState } from '../state';
import { attention, calm, type Sentence } from '../tones';
import type { EventRows } from './feature';

/** Shared screens: asked for, granted by a lease, and one at a time in a place. */

export const events: EventRows<ScreenEvents> = {
  'share-requested': {
    read: readSeatOf,
    evolve: requested,
    say: (before, _after, { seat }) =>
      isStaff(before.you.role) && seat !== before.you.id
        ? calm(`${isolated(seatName(before, seat))} would like to share a screen.`)
        : undefined,
  },
  'share-denied': {
    read: readSeatOf,
    evolve: (state, { seat }) => withoutRequest(state, seat),
    say: ({ you }, _after, { seat }) =>
      seat === you.id
        ? attention(`Your team asks you to hold your screen for now. You can ask again later.`)
        : undefined,
  },
  'share-granted': {
    read: (data) => ({ ...readSeatOf(data), until: text(data, 'until'), ...optionalText(data, 'place') }),
    evolve: (state, { seat, until }) => changeSeat(withoutRequest(state, seat), seat, { lease: { until } }),
  },
  'share-started': {
    read: (data) => ({ ...readSeatOf(data), ...optionalText(data, 'place') }),
    evolve: (state, { seat, place }) => present(state, place ?? placeOf(state, seat), seat),
    say: (before, _after, { seat }) =>
      seat === before.you.id ? undefined : calm(`${isolated(seatName(before, seat))} is sharing a screen.`),
  },
  'share-ended': {
    read: (data) => ({
      ...readSeatOf(data),
      ...optionalText(data, 'place'),
      ...optionalText(data, 'reason'),
      leaseEnded: flag(data, 'leaseEnded', true),
    }),
    evolve: ended,
    say: ({ you }, _after, { seat, reason }) => (seat === you.id ? ownShareEnded(reason) : undefined),
  },
};

function readSeatOf(data: Fields): { readonly seat: string } {
  return { seat: text(data, 'seat') };
}

function requested(state: SessionState, { seat }: ScreenEvents['share-requested']): SessionState {
  return {
    ...state,
    shareRequests: [...state.shareRequests.filter((other) => other !== seat), seat],
    shareRequested: state.shareRequested || seat === state.you.id,
  };
}

function withoutRequest(state: SessionState, id: string): SessionState {
  return {
    ...state,
    shareRequests: state.shareRequests.filter((seat) => seat !== id),
    shareRequested: id === state.you.id ? false : state.shareRequested,
  };
}

function present(state: SessionState, place: string, seat: string | null): SessionState {
  return { ...state, presenters: { ...state.presenters, [place]: seat } };
}

function ended(state: SessionState, { seat, place, leaseEnded }: ScreenEvents['share-ended']): SessionState {
  const where = place ?? placeOf(state, seat);
  const runs = state.presenters[where];
  // The end of somebody else's share does not end the one that runs.
  const another = runs !== undefined && runs !== null && runs !== seat;
  const after = another ? state : present(state, where, null);
  return leaseEnded ? changeWhole(after, seat, (holder) => without(holder, 'lease')) : after;
}

function ownShareEnded(reason: string | undefined): Sentence {
  switch (reason) {
    case 'revoked':
      return attention('Your team took the screen back. Nobody sees your screen any more.');
    case 'expired':
      return attention('The time for sharing is over. Nobody sees your screen any more.');
    default:
      return calm('You stopped sharing. Nobody sees your screen any more.');
  }
}
