import { isInside, isStaff, type Role, type SessionEvent } from '../protocol/frames';
import type { Passage } from '../media/session';
import { deviceSentence } from './device-sentences';
import {
  canChoose,
  isAudioOnly,
  isolated,
  nameOf,
  placeName,
  seatName,
  seatsIn,
  type Notice,
  type SessionState,
} from './state';
import { markOf, roughly, secondsLeft } from './time';

export type Sentence = Omit<Notice, 'id' | 'at'>;

const calm = (text: string): Sentence => ({ tone: 'calm', urgent: false, text });
const move = (text: string): Sentence => ({ tone: 'move', urgent: false, text });
const attention = (text: string): Sentence => ({ tone: 'attention', urgent: false, text });
/** For what the screen shows by a banner of its own. */
const spoken = (sentence: Sentence): Sentence => ({ ...sentence, spoken: true });
const alarm = (text: string): Sentence => ({ tone: 'alarm', urgent: true, text });

/** What is said, and to whom. Joins and leaves of others are never said; who speaks is never said. */
export const sentenceFor = {
  event: afterEvent,
  move: afterMove,
  timer: afterTimer,
  less: afterAbsence,
  media: (available: boolean): Sentence =>
    available
      ? calm('Sound and picture are back.')
      : attention(
          'Sound and picture are not available just now. You are still in the session, and they come back by themselves.',
        ),
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

/** What is said of the session's planned end, and of what happens after it. */
function afterTimer({ session }: SessionState, left: number): Sentence | undefined {
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

function afterMove(before: SessionState, after: SessionState, microphoneOn: boolean): Sentence | undefined {
  const from = before.movedFrom ?? before.you.place;
  const to = after.you.place;
  if (from === to) return undefined;
  if (to === 'waiting' && isInside(from))
    return move('Your team asks you to wait for a moment. Nobody sees or hears you here.');
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

function afterEvent(before: SessionState, after: SessionState, event: SessionEvent): Sentence | undefined {
  const you = before.you.id;
  const staff = isStaff(before.you.role);
  const name = (seat: string): string => isolated(seatName(before, seat));
  switch (event.name) {
    case 'share-denied':
      return event.seat === you
        ? attention(`Your team asks you to hold your screen for now. You can ask again later.`)
        : undefined;
    case 'share-started':
      return event.seat === you ? undefined : calm(`${name(event.seat)} is sharing a screen.`);
    case 'share-ended':
      return event.seat === you ? ownShareEnded(event.reason) : undefined;
    case 'grants-changed':
      return event.seat === you ? grantsChanged(before, after) : undefined;
    case 'less-asked':
      return lessAsked(before, event, you);
    case 'seat-connection':
      return event.safety !== undefined && !event.connected
        ? alarm(`${name(event.seat)} lost the line with an open alert. See under Needs you where to call.`)
        : connectionChanged(before, event.seat, event.connected);
    case 'role-changed':
      return event.seat === you
        ? attention(`Your part has changed: you are ${article(event.role)} now.`)
        : undefined;
    case 'breakouts-opened':
      return canChoose(after) ? spoken(move('Small groups are open. You can choose a room.')) : undefined;
    case 'breakouts-extended':
      return before.you.place.startsWith('breakout:') ? calm('There is more time in this room.') : undefined;
    case 'poll-opened':
      return staff
        ? undefined
        : spoken(attention('Your team asks a question. You can answer it, or leave it.'));
    case 'poll-closed':
      return !staff && event.results !== undefined
        ? spoken(calm('The answers to the question are here.'))
        : undefined;
    case 'breakouts-closing':
      return isInside(before.you.place) && before.you.place !== 'main'
        ? move('Everyone goes back to the main room soon. You do not need to do anything.')
        : undefined;
    case 'announcement':
      return attention(`From your team: ${event.text}`);
    case 'help-asked':
      return staff
        ? {
            ...attention(`${isolated(placeName(before, breakoutPlace(event.breakout)))} asked for help.`),
            urgent: true,
          }
        : calm('Your team knows and will be with you soon.');
    case 'alert-raised':
      return staff ? alarm(`${name(event.alert.seat)} asked for support.`) : undefined;
    case 'share-requested':
      return staff && event.seat !== you
        ? calm(`${name(event.seat)} would like to share a screen.`)
        : undefined;
    case 'message':
      return newMessage(before, event.from);
    case 'session-extended':
      return calm(
        event.minutes === undefined
          ? 'The session was made longer.'
          : `The session was made ${roughly(event.minutes * 60)} longer.`,
      );
    default:
      // Most events show on the screen and need no sentence of their own.
      return undefined;
  }
}

export const roleNames: Readonly<Record<Role, string>> = {
  facilitator: 'facilitator',
  cofacilitator: 'cofacilitator',
  patient: 'participant',
  family: 'family',
  interpreter: 'interpreter',
  observer: 'observer',
};

function article(role: Role): string {
  if (role === 'family') return 'here as family';
  return `${/^[aeiou]/u.test(roleNames[role]) ? 'an' : 'a'} ${roleNames[role]}`;
}

export function breakoutPlace(breakout: string): string {
  return breakout.startsWith('breakout:') ? breakout : `breakout:${breakout}`;
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

function lessAsked(
  state: SessionState,
  { seat, on, by }: Extract<SessionEvent, { name: 'less-asked' }>,
  you: string,
): Sentence | undefined {
  if (seat === you) return on ? spoken(withLess) : calm("You can see the others' pictures again.");
  return !on && by === seat
    ? calm(`${isolated(seatName(state, seat))} takes the pictures again.`)
    : undefined;
}

/** To whoever was asked to leave out pictures while away. */
function afterAbsence(before: SessionState, after: SessionState): Sentence | undefined {
  return after.you.lessAsked === true && before.you.lessAsked !== true ? spoken(withLess) : undefined;
}

function connectionChanged(state: SessionState, seat: string, connected: boolean): Sentence | undefined {
  const known = state.seats[seat];
  if (seat === state.you.id || known === undefined || !isInside(known.place)) return undefined;
  const name = isolated(nameOf(known));
  if (connected) return calm(`${name} is back.`);
  return known.role === 'facilitator'
    ? calm(`${name} lost the line for a moment. The group stays together.`)
    : calm(`${name} lost the line. The seat is kept.`);
}

function newMessage(state: SessionState, from: string | undefined): Sentence | undefined {
  if (from === state.you.id) return undefined;
  if (from === undefined) return calm('Your team wrote to you.');
  return calm(`${isolated(seatName(state, from))} wrote a message.`);
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
