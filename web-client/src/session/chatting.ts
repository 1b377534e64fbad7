import { isInside, isStaff } from '../protocol/frames';
import { fullNameOf, seatName, seatsIn, type Message, type SessionState } from './state';

/** To whom a message may go, by the policy of the program; the engine holds to it too. */
export interface Addressee {
  readonly to: string;
  readonly words: string;
}

export function addressees(state: SessionState): readonly Addressee[] {
  const { you, session } = state;
  const staff = isStaff(you.role);
  const team = { to: 'staff', words: staff ? 'The team only' : 'Only your team' };
  if (!staff && session.policy.chat === 'staff') return [team];
  const people = within(state)
    .filter((seat) => seat.id !== you.id)
    .map((seat) => ({ to: seat.id, words: `Only ${fullNameOf(seat)}` }));
  return [{ to: 'place', words: 'Everyone here' }, team, ...people];
}

/** Staff may write to anybody inside; others to one person only where the program allows it, and only here. */
function within(state: SessionState): ReturnType<typeof seatsIn> {
  const { you, session } = state;
  if (isStaff(you.role)) return Object.values(state.seats).filter((seat) => isInside(seat.place));
  return session.policy.privateChat === true ? seatsIn(state, you.place) : [];
}

export function mayWrite({ you, session }: SessionState): boolean {
  return isStaff(you.role) || (session.policy.chat !== 'off' && you.grants.chat);
}

/** For whom a message is, where it is not for everybody here. */
export function toWords(state: SessionState, { to }: Message): string {
  if (to === undefined || to === 'place') return '';
  if (to === 'staff') return 'to the team';
  if (to === 'waiting') return 'to everybody waiting';
  if (to === state.you.id) return 'only to you';
  return state.seats[to] === undefined ? '' : `only to ${seatName(state, to)}`;
}
