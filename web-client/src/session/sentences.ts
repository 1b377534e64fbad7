import { isInside, isStaff, type Role } from '../protocol/frames';
import type { Passage } from '../media/session';
import { stands } from './consents';
import { deviceSentence } from './device-sentences';
import { isolated, nameOf, placeName, seatsIn, type SessionState } from './state';
import { markOf, secondsLeft } from './time';
import { attention, calm, move, spoken, type Sentence } from './tones';

/** What is said of more than one event or signal, or of what the client alone knows; the rest stands in its feature. */
export const sentenceFor = {
  move: afterMove,
  less: afterAbsence,
  device: deviceSentence,
  passage: (passage: Passage): Sentence => (passage === 'open' ? passages.open : spoken(passages[passage])),
};

/** What is said of the way to the bridge, where only this client knows how it is. The screen shows it while it lasts. */
export const passages: Readonly<Record<Passage, Sentence>> = {
  open: calm('Sound and picture are back.'),
  slow: attention(
    'Sound and picture take longer than usual. You are in the session, and they come by themselves.',
  ),
  barred: attention(
    'Sound and picture did not load on this device. Your place in the session is kept, and we keep trying. Another network may help.',
  ),
  misled: attention(
    'Something on our side keeps sound and picture away. You are still in the session, and your place is kept.',
  ),
};

/** Said and shown where the browser takes no picture at all. */
export const withoutPictures: Sentence = attention(
  'This browser cannot show pictures here, and nobody sees you. You hear everybody, and they hear you. Another browser may show pictures.',
);

/** Said and shown where staff asked to leave out pictures. */
export const withLess: Sentence = attention(
  "To keep your sound clear, your team asked to leave out the others' pictures for now. Sound and shared screens still come. You can turn pictures back on.",
);

/** What is said to somebody who was moved, once it is known who is in the new place. */
function afterMove(before: SessionState, after: SessionState, microphoneOn: boolean): Sentence | undefined {
  const from = before.movedFrom ?? before.you.place;
  const to = after.you.place;
  if (from === to) return undefined;
  if (to === 'waiting' && isInside(from)) {
    // Whoever took back what they had agreed to went here by that, and nobody sent them.
    const byThemselves = after.you.checkIn?.consents?.some((one) => !stands(one)) ?? false;
    const why = byThemselves
      ? 'You are in the waiting room now. Someone will talk with you here.'
      : 'Your team asks you to wait for a moment.';
    return move(`${why} Nobody sees or hears you here.`);
  }
  if (!isInside(to)) return undefined;
  if (to === 'main') return backInMain(from, isStaff(after.you.role), microphoneOn);
  const others = seatsIn(after, to)
    .filter((seat) => seat.id !== after.you.id)
    .map((seat) => isolated(nameOf(seat)));
  const company = others.length === 0 ? '' : ` with ${sentenceList(others)}`;
  // The banner of a hallway stays as long as one is in it.
  if (to.startsWith('hallway:')) return spoken(move(`Now in a hallway${company}.`));
  return move(`You are in ${isolated(placeName(after, to))}${company}.`);
}

function backInMain(from: string, staff: boolean, microphoneOn: boolean): Sentence {
  if (from.startsWith('hallway:')) return move('You are back in the main room.');
  if (isInside(from))
    return move(staff ? 'You are back in the main room.' : 'Everyone is back in the main room.');
  return move(`You are in the group now. Your microphone is ${microphoneOn ? 'on' : 'off'}.`);
}

export const roleNames: Readonly<Record<Role, string>> = {
  facilitator: 'facilitator',
  cofacilitator: 'cofacilitator',
  patient: 'participant',
  family: 'family',
  interpreter: 'interpreter',
  observer: 'observer',
};

/** To whoever was asked to leave out pictures while away. */
function afterAbsence(before: SessionState, after: SessionState): Sentence | undefined {
  return after.you.lessAsked === true && before.you.lessAsked !== true ? spoken(withLess) : undefined;
}

/** "June", "June and Eli", "June, Eli and Sam". */
export function sentenceList(names: readonly string[]): string {
  const last = names[names.length - 1];
  if (last === undefined) return '';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** What a screen reader says of the time that a breakout still has; its figures on the screen are not read aloud. */
export function timeLeftWords({ breakouts, you }: SessionState, now: number): string {
  if (breakouts.kind !== 'open' || breakouts.closesAt === undefined) return '';
  const inside = you.place.startsWith('breakout:');
  if (!inside && !isStaff(you.role)) return '';
  const mark = markOf(secondsLeft(breakouts.closesAt, now));
  // That it closes was said when it began to.
  if (mark === undefined || (breakouts.closing && mark === 60)) return '';
  const left = { 300: 'Five minutes', 60: 'One minute', 10: 'Ten seconds' }[mark];
  return inside
    ? `${left} left in this room. Then everyone returns together.`
    : `${left} left in the breakout rooms.`;
}
