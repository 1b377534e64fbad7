import {
  isInside,
  isStaff,
  type Bye,
  type EventFrame,
  type Seat,
  type SignalFrame,
  type Welcome,
} from '../protocol/frames';
import { unreachable } from '../unreachable';
import { applyEvent, applySignal, sentenceOfEvent, sentenceOfSignal } from './features';
import { answered, pollAfter, withoutResult } from './features/poll';
import { afterWelcome as positionAfter, isNews } from './resume';
import { withoutStaffMatters } from './seating';
import { sentenceFor } from './sentences';
import { noticesMax, withRoomNames, type Notice, type RaisedAlert, type SessionState } from './state';
import type { Sentence } from './tones';

/** What may change the state. `at` is the client's own clock in milliseconds; nothing in here reads a clock. */
export type Input =
  | {
      readonly kind: 'welcome';
      readonly welcome: Welcome;
      readonly at: number;
      readonly microphoneOn: boolean;
    }
  | { readonly kind: 'event'; readonly frame: EventFrame; readonly at: number }
  | { readonly kind: 'signal'; readonly frame: SignalFrame; readonly at: number }
  | { readonly kind: 'bye'; readonly bye: Bye }
  | { readonly kind: 'left' }
  | { readonly kind: 'notice'; readonly notice: Sentence; readonly at: number }
  | { readonly kind: 'share-asked'; readonly asked: boolean }
  | { readonly kind: 'stepped-away'; readonly away: boolean }
  | { readonly kind: 'voted' }
  | { readonly kind: 'result-read' }
  | { readonly kind: 'messages-read' };

/** The state after one input. Pure: the same inputs give the same state. */
export function reduce(state: SessionState | undefined, input: Input): SessionState | undefined {
  if (input.kind === 'welcome') return afterWelcome(state, input);
  if (state === undefined) return undefined;
  switch (input.kind) {
    case 'event':
      return afterEvent(state, input.frame, input.at);
    case 'signal':
      return afterSignal(state, input.frame, input.at);
    case 'bye':
      return {
        ...state,
        ending: {
          code: input.bye.reason ?? input.bye.code,
          ...(input.bye.detail === undefined ? {} : { detail: input.bye.detail }),
        },
      };
    case 'left':
      return { ...state, ending: { code: 'left' } };
    case 'notice':
      return saying(state, input.notice, input.at);
    case 'share-asked':
      return { ...state, shareRequested: input.asked };
    case 'stepped-away':
      return { ...state, steppedAway: input.away };
    case 'voted':
      return answered(state);
    case 'result-read':
      return withoutResult(state);
    case 'messages-read':
      return { ...state, unreadMessages: 0 };
    default:
      return unreachable(input);
  }
}

/**
 * A welcome replaces session, seats, queue and oneself. What it does not speak of (an open breakout round, asked
 * shares, alerts, messages) is carried over, because a welcome also comes in the middle of a session, after a move.
 */
function afterWelcome(
  before: SessionState | undefined,
  { welcome, at, microphoneOn }: Extract<Input, { kind: 'welcome' }>,
): SessionState {
  const { extras } = welcome;
  const same = known(before, welcome);
  const you = withAside(welcome.you, same);
  const seats = Object.fromEntries(welcome.seats.map((seat) => [seat.id, seat]));
  if (isInside(you.place) || isStaff(you.role)) seats[you.id] = { ...seats[you.id], ...you };
  const moved = same !== undefined && same.you.place !== you.place;
  const next: SessionState = {
    seq: positionAfter(same?.seq, welcome),
    you,
    session: { ...welcome.session, ...crisisOf(same, welcome) },
    seats,
    ...(extras.consents === undefined ? {} : { consents: extras.consents }),
    ...(welcome.queue === undefined ? {} : { queue: welcome.queue }),
    reactions: {},
    // The engine tells them anew after each welcome.
    claims: [],
    weakLines: welcome.seats.filter((seat) => seat.health?.line === 'weak').map((seat) => seat.id),
    lostSince: keepKnown(same?.lostSince ?? {}, seats, (seat) => !seat.connected),
    waitingSince: waiting(same?.waitingSince ?? {}, seats, welcome.serverTime),
    presenters: presentersAfter(same, welcome, moved),
    shareRequests: extras.shareRequests ?? same?.shareRequests ?? [],
    steppedAway: isInside(you.place) ? false : (you.steppedAway ?? same?.steppedAway ?? false),
    breakouts: breakoutsAfter(same, welcome),
    roomNames: withRoomNames(same?.roomNames ?? {}, extras.breakouts?.rooms ?? []),
    help: helpAfter(same, welcome),
    alerts: alertsAfter(same, welcome),
    ...pollAfter(same, extras.poll),
    ...(extras.e2ee === undefined ? {} : { e2ee: extras.e2ee }),
    ...(same === undefined ? nothingKnown : carriedOver(same)),
  };
  const told = withRecent(next, welcome.recent ?? [], same === undefined);
  if (same === undefined) return told;
  const moveSaid = sentenceFor.move(same, told, microphoneOn);
  // Of a resumed welcome what was missed follows, and says it.
  const lessSaid = welcome.resumed ? undefined : sentenceFor.less(same, told);
  return saying(saying(told, moveSaid, at), lessSaid, at);
}

/** What no welcome speaks of. */
type Carried = Pick<
  SessionState,
  | 'shareRequested'
  | 'safety'
  | 'devices'
  | 'claimsKnown'
  | 'notes'
  | 'pollResult'
  | 'messages'
  | 'unreadMessages'
  | 'announcement'
  | 'attendance'
  | 'clockSteps'
  | 'notices'
>;

const nothingKnown: Carried = {
  shareRequested: false,
  safety: {},
  devices: {},
  claimsKnown: 0,
  notes: [],
  messages: [],
  unreadMessages: 0,
  attendance: [],
  clockSteps: [],
  notices: [],
};

function carriedOver(same: SessionState): Carried {
  const {
    shareRequested,
    safety,
    devices,
    claimsKnown,
    notes,
    messages,
    unreadMessages,
    attendance,
    clockSteps,
  } = same;
  const { pollResult, announcement, notices } = same;
  return {
    ...{
      shareRequested,
      safety,
      devices,
      claimsKnown,
      notes,
      messages,
      unreadMessages,
      attendance,
      clockSteps,
      notices,
    },
    ...(pollResult === undefined ? {} : { pollResult }),
    ...(announcement === undefined ? {} : { announcement }),
  };
}

/** Messages and notes from before, each once. To a page that knew nothing they are no news. */
function withRecent(state: SessionState, recent: readonly EventFrame[], anew: boolean): SessionState {
  const known = new Set([...state.messages, ...state.notes].map(({ id }) => id));
  const after = recent.filter(({ seq }) => !known.has(seq)).reduce(applyEvent, state);
  if (after === state) return state;
  const inOrder = (one: { readonly id: number }, other: { readonly id: number }): number => one.id - other.id;
  return {
    ...after,
    messages: [...after.messages].sort(inOrder),
    notes: [...after.notes].sort(inOrder),
    unreadMessages: anew ? 0 : after.unreadMessages,
  };
}

/** What is carried over: nothing of another session, and of staff's matters nothing for who is staff no more. */
function known(before: SessionState | undefined, { session, you }: Welcome): SessionState | undefined {
  if (before?.session.id !== session.id) return undefined;
  return isStaff(before.you.role) && !isStaff(you.role) ? withoutStaffMatters(before) : before;
}

/** A participant's welcome does not say from where the team took one aside; one's own move did. */
function withAside(you: Seat, same: SessionState | undefined): Seat {
  const aside = same?.you.place === you.place ? (you.aside ?? same.you.aside) : you.aside;
  return aside === undefined ? you : { ...you, aside };
}

function crisisOf(same: SessionState | undefined, welcome: Welcome): Pick<SessionState['session'], 'crisis'> {
  const crisis = welcome.session.crisis ?? same?.session.crisis;
  return crisis === undefined ? {} : { crisis };
}

function presentersAfter(
  same: SessionState | undefined,
  welcome: Welcome,
  moved: boolean,
): SessionState['presenters'] {
  const told = welcome.extras.presenters;
  if (told !== undefined) return Object.fromEntries(told.map(({ place, seat }) => [place, seat]));
  if (same === undefined || (moved && !isStaff(welcome.you.role))) return {};
  return same.presenters;
}

function breakoutsAfter(same: SessionState | undefined, welcome: Welcome): SessionState['breakouts'] {
  const { breakouts, plan } = welcome.extras;
  if (breakouts !== undefined) return { kind: 'open', ...breakouts, closing: breakouts.closing ?? false };
  if (plan !== undefined) return { kind: 'planned', plan };
  if (isInside(welcome.you.place)) return { kind: 'none' };
  return same?.breakouts ?? { kind: 'none' };
}

function helpAfter(same: SessionState | undefined, welcome: Welcome): SessionState['help'] {
  const told = welcome.extras.helps;
  return told === undefined ? (same?.help ?? []) : told.map((call) => ({ ...call, at: welcome.serverTime }));
}

function alertsAfter(same: SessionState | undefined, welcome: Welcome): readonly RaisedAlert[] {
  const told = welcome.extras.alerts;
  return told === undefined
    ? (same?.alerts ?? [])
    : told.map((alert) => ({ ...alert, at: alert.raisedAt ?? welcome.serverTime }));
}

function keepKnown(
  times: Readonly<Record<string, string>>,
  seats: Readonly<Record<string, Seat>>,
  holds: (seat: Seat) => boolean,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(times).filter(([id]) => {
      const seat = seats[id];
      return seat !== undefined && holds(seat);
    }),
  );
}

function waiting(
  times: Readonly<Record<string, string>>,
  seats: Readonly<Record<string, Seat>>,
  now: string,
): Record<string, string> {
  const here = Object.values(seats).filter((seat) => seat.place === 'waiting');
  return Object.fromEntries(here.map((seat) => [seat.id, seat.queue?.since ?? times[seat.id] ?? now]));
}

function afterEvent(state: SessionState, frame: EventFrame, at: number): SessionState {
  if (!isNews(state.seq, frame.seq)) return state;
  const evolved = { ...applyEvent(state, frame), seq: frame.seq };
  return saying(evolved, sentenceOfEvent(state, evolved, frame.event), at);
}

function afterSignal(state: SessionState, { signal }: SignalFrame, at: number): SessionState {
  const signalled = applySignal(state, signal, at);
  return saying(signalled, sentenceOfSignal(state, signalled, signal), at);
}

function saying(state: SessionState, sentence: Sentence | undefined, at: number): SessionState {
  if (sentence === undefined) return state;
  const last = state.notices[state.notices.length - 1];
  const next: Notice = { ...sentence, id: (last?.id ?? 0) + 1, at };
  return { ...state, notices: [...state.notices, next].slice(-noticesMax) };
}
