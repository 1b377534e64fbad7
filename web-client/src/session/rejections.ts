import type { Command, Reject, RejectCode } from '../protocol/frames';
import { checkInFieldNames, type CheckInField } from './settings';
import { unreachable } from '../unreachable';

/** What people write with their own words. */
const texts: ReadonlySet<string> = new Set<Command['name']>([
  'chat',
  'broadcast',
  'messageWaiting',
  'planBreakouts',
  'openPoll',
  'note',
  'deny',
  'checkIn',
  'remove',
]);

/** Where staff must learn which rule it was that spoke against it. */
const explained: ReadonlySet<string> = new Set<Command['name']>(['planBreakouts', 'assign', 'openBreakouts']);

/** The field of a check-in that was refused: an invalid command's detail begins with the JSON Pointer to its fault. */
export function refusedField({ code, detail }: Pick<Reject, 'code' | 'detail'>): CheckInField | undefined {
  if (code !== 'invalid') return undefined;
  return checkInFieldNames.find((name) => detail.startsWith(`/args/${name}:`));
}

/** Which of several fields it was, for the sentence about a text that cannot be sent. */
function placeOf(detail: string): string {
  const [, list, index, field] = /^\/args\/(\w+)(?:\/(\d+))?(?:\/(\w+))?:/u.exec(detail) ?? [];
  const number = Number(index ?? 0) + 1;
  if (list === 'location') return 'the place where you are';
  if (list === 'callback') return 'the number to call';
  if (list === 'contact') return 'the emergency contact';
  if (list === 'question') return 'the question';
  if (list === 'options') return `answer ${number}`;
  if (list === 'rooms')
    return field === 'task' ? `the task of group ${number}` : `the name of group ${number}`;
  return 'there';
}

/** Why something did not happen, as one calm sentence; the engine's own detail serves where a rule of a plan bites. */
export function rejectSentence(command: Command['name'], code: RejectCode, detail = ''): string {
  if (code === 'conflict' && explained.has(command) && detail !== '') return detail;
  switch (code) {
    case 'capacity':
      return command === 'goTo'
        ? 'That room is full. Another one may have a place.'
        : 'The room is full just now.';
    case 'rate-limited':
      return 'That was a little fast. Give it a moment and try again.';
    case 'unavailable':
      return 'Something on our side did not work. Your place is kept. Please try again.';
    case 'forbidden':
      return forbidden(command);
    case 'not-found':
      return 'That has changed meanwhile. The screen shows how it is now.';
    case 'invalid':
      return texts.has(command)
        ? `Something in ${placeOf(detail)} cannot be sent, perhaps a hidden sign from where it was copied. Please type it anew.`
        : 'Something in there is missing. Please check it and try again.';
    case 'conflict':
      return conflict(command);
    default:
      return unreachable(code);
  }
}

function forbidden(command: Command['name']): string {
  switch (command) {
    case 'goTo':
      return 'That room is not open to you.';
    case 'chat':
      return 'Your team has turned this kind of message off.';
    case 'react':
      return 'Reactions are off in this session.';
    case 'vote':
      return 'This question is for the others. You can tell your team what you think.';
    case 'endDevice':
      return "Only a facilitator ends a facilitator's device.";
    case 'answerClaim':
      return "Only a facilitator answers for a facilitator's seat.";
    case 'changeRole':
      return 'Only a facilitator changes roles.';
    default:
      return 'That needs your team. You can raise your hand and ask.';
  }
}

function conflict(command: Command['name']): string {
  switch (command) {
    case 'checkIn':
      return 'What you agree to was written anew. Please read it and tick it again.';
    case 'knock':
      return 'The room is closed for now. Your team can open it. You can stay here and ask again.';
    case 'goTo':
      return 'That room is not open to you.';
    case 'vote':
      return 'Your answer is in already, or the question is closed.';
    case 'openPoll':
      return 'There is a question open already. Close it first.';
    case 'closePoll':
      return 'The question is closed already.';
    case 'hallway':
      return 'Somebody of these is in a hallway already, or has left.';
    case 'returnFromHallway':
      return 'You are not in a hallway any more.';
    case 'endDevice':
      return 'That device is signed out, or it is the one that you use. The list shows how it is now.';
    case 'answerClaim':
      return 'That device does not ask any more.';
    case 'hold':
      return 'Only people in the waiting room can be held.';
    case 'startShare':
      return 'Somebody else is sharing a screen right now. You can share when they have stopped.';
    case 'openBreakouts':
      return 'These small groups cannot open right now. Please check who is placed.';
    case 'start':
      return 'The session has started already.';
    default:
      return 'That is not possible right now. The screen shows how it is.';
  }
}
