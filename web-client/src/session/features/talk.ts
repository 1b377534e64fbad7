import type { TalkEvents, TalkSignals } from '../../protocol/frames';
import { flag, oneOf, optionalNumber, optionalText, text } from '../../protocol/read';
import { changeSeat, changeWhole, without } from '../seating';
import { isolated, messagesMax, notesMax, seatName, type SessionState } from '../state';
import { reactionKinds, reactionWords, withReaction } from '../reactions';
import { attention, calm, spoken, type Sentence } from '../tones';
import type { EventRows, Numbered, SignalRows } from './feature';

/** Chat, notes of the team, announcements, hands, and reactions. */

export const events: EventRows<TalkEvents> = {
  message: {
    read: (data) => ({
      ...optionalText(data, 'from'),
      ...optionalText(data, 'to'),
      ...optionalText(data, 'place'),
      text: text(data, 'text'),
    }),
    evolve: withMessage,
    say: (before, _after, { from }) => newMessage(before, from),
  },
  note: {
    read: (data) => ({ ...optionalText(data, 'from'), text: text(data, 'text') }),
    evolve: withNote,
  },
  announcement: {
    read: (data) => ({ text: text(data, 'text') }),
    evolve: (state, { text: words }, { at }) => ({ ...state, announcement: { text: words, at } }),
    say: (_before, _after, { text: words }) => attention(`From your team: ${words}`),
  },
  'hand-changed': {
    read: (data) => ({
      seat: text(data, 'seat'),
      on: flag(data, 'on'),
      ...optionalNumber(data, 'order'),
    }),
    evolve: withHand,
  },
};

export const signals: SignalRows<TalkSignals> = {
  reaction: {
    read: (data) => ({ seat: text(data, 'seat'), kind: oneOf(data, 'kind', reactionKinds) }),
    evolve: (state, { seat, kind }, at) => withReaction(state, seat, { kind, at }),
    say: (before, after, { seat, kind }) =>
      before.reactionSaidAt === after.reactionSaidAt
        ? undefined
        : spoken(calm(`${isolated(seatName(after, seat))}: ${reactionWords[kind].toLowerCase()}.`)),
  },
};

function withMessage(
  state: SessionState,
  { from, to, text: words }: TalkEvents['message'],
  { seq, at }: Numbered,
): SessionState {
  const message = {
    id: seq,
    at,
    text: words,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const own = from === state.you.id;
  return {
    ...state,
    messages: [...state.messages, message].slice(-messagesMax),
    unreadMessages: own ? state.unreadMessages : state.unreadMessages + 1,
  };
}

function newMessage(state: SessionState, from: string | undefined): Sentence | undefined {
  if (from === state.you.id) return undefined;
  if (from === undefined) return calm('Your team wrote to you.');
  return calm(`${isolated(seatName(state, from))} wrote a message.`);
}

function withNote(
  state: SessionState,
  { from, text: words }: TalkEvents['note'],
  { seq, at }: Numbered,
): SessionState {
  const note = { id: seq, at, text: words, ...(from === undefined ? {} : { from }) };
  return { ...state, notes: [...state.notes, note].slice(-notesMax) };
}

function withHand(
  state: SessionState,
  { seat: id, on, order }: TalkEvents['hand-changed'],
  { at }: Numbered,
): SessionState {
  if (!on) return changeWhole(state, id, (seat) => without(seat, 'hand'));
  const highest = Math.max(0, ...Object.values(state.seats).map((seat) => seat.hand?.order ?? 0));
  return changeSeat(state, id, { hand: { order: order ?? highest + 1, raisedAt: at } });
}
