/** What staff are asked before something happens, each in one dialog. */
export type Question =
  | { readonly kind: 'none' | 'tell' | 'devices' | 'extend' }
  | { readonly kind: SeatQuestion; readonly seat: string };

export type SeatQuestion =
  'safety' | 'deny' | 'remove' | 'to-waiting' | 'hallway' | 'role' | 'write' | 'seat-devices';

/** How a view asks; whoever holds the dialog answers. */
export type Ask = (question: Question) => void;
