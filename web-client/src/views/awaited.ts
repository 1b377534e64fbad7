import type { Seat } from '../protocol/frames';
import { seatsIn } from '../session/state';
import { Coming, type Reception } from './coming';
import type { RoomModel } from './model';

/** Whether somebody's camera and microphone, of which nothing comes, may still come. */
export interface OnItsWay {
  readonly camera: boolean;
  readonly microphone: boolean;
}

/**
 * What may still come of everybody in this place. Kept by whoever shows the stage, and looked at whether or not the stage
 * is shown: it outlives a look at another view. Times are in milliseconds that only grow.
 */
export class Awaited {
  private readonly camera = new Coming();
  private readonly microphone = new Coming();

  look(model: RoomModel, nowMs: number): void {
    const connected = Object.keys(model.media.remote).length > 0;
    const seats = seatsIn(model.state, model.state.you.place);
    for (const kind of ['camera', 'microphone'] as const)
      this[kind].look(receptions(model, seats, kind), connected, nowMs);
  }

  of(seat: string, nowMs: number): OnItsWay {
    return {
      camera: this.camera.isOnItsWay(seat, nowMs),
      microphone: this.microphone.isOnItsWay(seat, nowMs),
    };
  }
}

/** What is known of everybody's camera or microphone, whether or not its tile is shown. */
function receptions(
  { media }: RoomModel,
  seats: readonly Seat[],
  kind: 'camera' | 'microphone',
): Reception[] {
  return seats.map(({ id }) => ({
    seat: id,
    track: media.remote[id]?.[kind],
    comes: media.told[id]?.[kind]?.paused === false || media.flow[id]?.[kind] === true,
  }));
}
