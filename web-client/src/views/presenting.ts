import type { Seat } from '../protocol/frames';
import type { RoomModel } from './model';

/**
 * Who shares a screen in this place. The events say so; where this client came in the middle and heard none,
 * a screen that really arrives says it too.
 */
export function presenterIn({ state, media }: RoomModel): Seat | undefined {
  const known = state.presenters[state.you.place];
  if (known === null) return undefined;
  if (known !== undefined)
    return known === state.you.id && media.screen === undefined ? undefined : state.seats[known];
  const seen = Object.entries(media.flow).find(([, sources]) => sources.screen === true)?.[0];
  return seen === undefined ? undefined : state.seats[seen];
}
