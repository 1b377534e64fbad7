import { isInside, isStaff, type BreakoutEvents } from '../../protocol/frames';
import { optionalText, text, type Fields } from '../../protocol/read';
import { readOpenBreakouts, readPlan } from '../../protocol/rooms';
import { canChoose, isolated, placeName, withRoomNames, type SessionState } from '../state';
import { calm, attention, move, spoken, type Sentence } from '../tones';
import type { EventRows, Numbered } from './feature';

/** Small groups: planned, open for a while, and calling for help. */

export const events: EventRows<BreakoutEvents> = {
  'breakouts-planned': {
    read: (data) => ({ plan: readPlan(data['plan']) }),
    evolve: (state, { plan }) =>
      state.breakouts.kind === 'open' ? state : { ...state, breakouts: { kind: 'planned', plan } },
  },
  'breakouts-opened': {
    read: (data) => ({ breakouts: readOpenBreakouts(data) }),
    evolve: (state, { breakouts }) => ({
      ...state,
      breakouts: { kind: 'open', closing: false, ...breakouts },
      roomNames: withRoomNames(state.roomNames, breakouts.rooms),
    }),
    say: (_before, after) =>
      canChoose(after) ? spoken(move('Small groups are open. You can choose a room.')) : undefined,
  },
  'breakouts-extended': {
    read: readCloses,
    evolve: (state, { closesAt }) => until(state, closesAt, false),
    say: ({ you }) =>
      you.place.startsWith('breakout:') ? calm('There is more time in this room.') : undefined,
  },
  'breakouts-closing': {
    read: readCloses,
    evolve: (state, { closesAt }) => until(state, closesAt, true),
    say: ({ you }) =>
      isInside(you.place) && you.place !== 'main'
        ? move('Everyone goes back to the main room soon. You do not need to do anything.')
        : undefined,
  },
  'breakouts-closed': {
    read: () => ({}),
    evolve: (state) => ({ ...state, breakouts: { kind: 'none' }, help: [] }),
  },
  'help-asked': {
    read: (data) => ({ breakout: text(data, 'breakout'), ...optionalText(data, 'seat') }),
    evolve: helpAsked,
    say: (before, _after, { breakout }) => helpSaid(before, breakout),
  },
  'help-answered': {
    read: (data) => ({ breakout: text(data, 'breakout') }),
    evolve: (state, { breakout }) => ({ ...state, help: otherCalls(state, breakout) }),
  },
};

export function breakoutPlace(breakout: string): string {
  return breakout.startsWith('breakout:') ? breakout : `breakout:${breakout}`;
}

function readCloses(data: Fields): BreakoutEvents['breakouts-closing'] {
  return { closesAt: text(data, 'closesAt') };
}

function until(state: SessionState, closesAt: string, closing: boolean): SessionState {
  if (state.breakouts.kind !== 'open') return state;
  return { ...state, breakouts: { ...state.breakouts, closesAt, closing } };
}

function helpAsked(
  state: SessionState,
  { breakout, seat }: BreakoutEvents['help-asked'],
  { at }: Numbered,
): SessionState {
  const call = { breakout, at, ...(seat === undefined ? {} : { seat }) };
  return { ...state, help: [...otherCalls(state, breakout), call] };
}

function otherCalls(state: SessionState, breakout: string): SessionState['help'] {
  return state.help.filter((call) => call.breakout !== breakout);
}

function helpSaid(before: SessionState, breakout: string): Sentence {
  if (!isStaff(before.you.role)) return calm('Your team knows and will be with you soon.');
  return {
    ...attention(`${isolated(placeName(before, breakoutPlace(breakout)))} asked for help.`),
    urgent: true,
  };
}
