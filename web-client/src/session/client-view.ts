import type { MediaView } from '../media/studio';
import type { Barred } from './barred';
import type { Line } from './connection';
import type { Keys } from './encrypted';
import type { SessionState } from './state';

/** Where the person is between the link and the room. */
export type ClientView =
  | { readonly kind: 'joining' }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'blocked'; readonly device: Barred }
  | { readonly kind: 'signed-out' | 'asking' | 'denied' | 'taken-over' }
  | {
      readonly kind: 'session';
      readonly state: SessionState;
      readonly line: Line;
      readonly media: MediaView;
      /** How encryption stands, inside an encrypted session. */
      readonly keys?: Keys;
      /** When the session is ended for everyone, in the client's milliseconds, where staff asked for that. */
      readonly endingAt?: number;
      /** When this device is signed out unless somebody is here, in the client's milliseconds. */
      readonly signOutAt?: number;
    };
