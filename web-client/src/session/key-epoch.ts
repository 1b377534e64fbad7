import type { Bytes } from '../media/e2ee/bytes';
import type { Member, SenderKey } from '../media/e2ee/schedule';

/** One's own key of an epoch, and who is to have it. */
export interface Sent {
  readonly key: SenderKey;
  readonly secret: Bytes;
  readonly roster: string;
  readonly sig: string;
  readonly missing: Set<string>;
  switched: boolean;
}

/** One place in one epoch, as this page sees it. */
export interface Epoch {
  readonly place: string;
  readonly epoch: number;
  readonly roster: string;
  readonly members: ReadonlyMap<string, Member>;
  readonly own: Member | undefined;
  sent?: Sent;
  readonly have: Map<string, number>;
}

/** How many keys of one sender are taken in an epoch: its members change within it a few times at most. */
const keysOfOneMax = 64;

/**
 * Keys that came in an epoch, so that one that is said again is not taken for a newer one: its frames could be said again
 * with it. Kept while the epoch is the same, whoever left and came back in it.
 */
export class Seen {
  private readonly kids = new Map<string, Set<number>>();

  isNew(seat: string, kid: number): boolean {
    const known = this.kids.get(seat);
    return known === undefined || (!known.has(kid) && known.size < keysOfOneMax);
  }

  note(seat: string, kid: number): void {
    const known = this.kids.get(seat) ?? new Set();
    this.kids.set(seat, known.add(kid));
  }

  clear(): void {
    this.kids.clear();
  }
}

/** Members whose key of this epoch did not come. */
export function missingIn({ own, members, have }: Epoch): readonly string[] {
  if (own === undefined) return [];
  return [...members.keys()].filter((seat) => seat !== own.seat && !have.has(seat));
}
