import type { Command, RejectCode } from '../protocol/frames';
import { unreachable } from '../unreachable';

/** What people write with their own words. */
const texts: ReadonlySet<string> = new Set<Command['name']>([
  'chat',
  'broadcast',
  'messageWaiting',
  'planBreakouts',
]);

/** Why something did not happen, as one calm sentence; the engine's own detail is for developers. */
export function rejectSentence(command: Command['name'], code: RejectCode): string {
  switch (code) {
    case 'capacity':
      return 'The room is full just now.';
    case 'rate-limited':
      return 'That was a little fast. Give it a moment and try again.';
    case 'unavailable':
      return 'Something on our side did not work. Your place is kept. Please try again.';
    case 'forbidden':
      return 'That needs your team. You can raise your hand and ask.';
    case 'not-found':
      return 'That has changed meanwhile. The screen shows how it is now.';
    case 'invalid':
      return texts.has(command)
        ? 'Something in there cannot be sent, perhaps a hidden sign from where it was copied. Please type it anew.'
        : 'Something in there is missing. Please check it and try again.';
    case 'conflict':
      return conflict(command);
    default:
      return unreachable(code);
  }
}

function conflict(command: Command['name']): string {
  switch (command) {
    case 'knock':
      return 'The room is closed for now. Your team can open it. You can stay here and ask again.';
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
