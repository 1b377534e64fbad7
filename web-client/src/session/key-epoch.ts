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
  /** Keys that came, so that one that is said again is not taken for a newer one. */
  readonly seen: Set<string>;
}

/** Members whose key of this epoch did not come. */
export function missingIn({ own, members, have }: Epoch): readonly string[] {
  if (own === undefined) return [];
  return [...members.keys()].filter((seat) => seat !== own.seat && !have.has(seat));
}
