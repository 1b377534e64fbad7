import type { Bytes } from './bytes';
import type { Kind } from './frames';

/** What a page and its worker tell each other. Secrets go one way alone. */

/** What a transform is told when it is made. */
export interface Options {
  readonly side: 'send' | 'receive';
  readonly id: number;
  readonly kind: Kind;
  /** Whose media come; empty where the bridge named nobody, and then nothing opens. */
  readonly seat: string;
}

export type ToWorker =
  | { readonly do: 'send'; readonly kid: number; readonly secret: Bytes }
  | { readonly do: 'silence' }
  | { readonly do: 'take'; readonly seat: string; readonly kid: number; readonly secret: Bytes }
  | { readonly do: 'expire'; readonly seat: string; readonly kid: number }
  | { readonly do: 'expire-all'; readonly seat: string }
  | { readonly do: 'forget' }
  /** What comes by this transform is of another source now. */
  | { readonly do: 'bind'; readonly id: number; readonly kind: Kind; readonly seat: string }
  | { readonly do: 'count' };

/** How many frames of each fate since the worker began; figures alone. */
export interface Counts {
  readonly sent: number;
  readonly withheld: number;
  readonly opened: number;
  readonly withoutKey: number;
  readonly notAuthentic: number;
  readonly replayed: number;
  /** How many frames came to each sender's transform, by its id, whatever became of them. */
  readonly offered: Readonly<Record<number, number>>;
}

export type FromWorker =
  | { readonly said: 'counts'; readonly counts: Counts }
  /** A first frame came to this sender's transform: what is sent there passes through it. */
  | { readonly said: 'led'; readonly id: number };
