import type { MediaView } from '../media/studio';
import type { Intents } from '../session/intents';
import type { Keys } from '../session/encrypted';
import type { Line } from '../session/connection';
import type { SessionState } from '../session/state';

/** All that a screen of a session shows. `now` is server time in milliseconds. */
export interface RoomModel {
  readonly state: SessionState;
  readonly line: Line;
  readonly media: MediaView;
  readonly keys?: Keys;
  readonly now: number;
  readonly locale: string;
  readonly intents: Intents;
  /** When the session is ended for everyone, in the client's milliseconds, where staff asked for that. */
  readonly endingAt?: number;
}
