import type { MediaView } from '../media/studio';
import type { Line } from './connection';
import type { SessionState } from './state';

/** Where the person is between the link and the room. */
export type ClientView =
  | { readonly kind: 'joining' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'blocked' }
  | {
      readonly kind: 'session';
      readonly state: SessionState;
      readonly line: Line;
      readonly media: MediaView;
    };
