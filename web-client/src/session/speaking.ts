import type { Speaker } from '../media/session';
import type { Signal } from '../protocol/frames';
import { unreachable } from '../unreachable';

/** Where a bridge tells the clients and not the engine who speaks, it is told on as the engine would tell it. */
export function speakingSignal(speaker: Speaker, you: string | undefined): Signal {
  switch (speaker.kind) {
    case 'nobody':
      return { name: 'speaking' };
    case 'seat':
      return { name: 'speaking', seat: speaker.seat };
    case 'you':
      return { name: 'speaking', ...(you === undefined ? {} : { seat: you }) };
    default:
      return unreachable(speaker);
  }
}
