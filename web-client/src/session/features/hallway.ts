import type { HallwayEvents } from '../../protocol/frames';
import { text, texts, type Fields } from '../../protocol/read';
import { changeSeat, placeOf } from '../seating';
import type { SessionState } from '../state';
import { unchanged, type EventRows } from './feature';

/** A few people aside from the group, whom their moves bring there and back. */

export const events: EventRows<HallwayEvents> = {
  'hallway-opened': { read: readHallway, evolve: opened },
  'hallway-closed': { read: readHallway, evolve: unchanged },
};

function readHallway(data: Fields): HallwayEvents['hallway-opened'] {
  return { hallway: text(data, 'hallway'), seats: texts(data, 'seats') };
}

/** Who is taken aside keeps the place to go back to; who comes back forgets it with the move. */
function opened(state: SessionState, { seats }: HallwayEvents['hallway-opened']): SessionState {
  return seats.reduce((known, id) => changeSeat(known, id, { aside: { from: placeOf(known, id) } }), state);
}
