import { newStay, type DeviceKey, type Where } from '../media/e2ee/schedule';
import type { KeyWord, Seat } from '../protocol/frames';

/** How many the engine keeps. */
const postedAhead = 4;
const privateKeysMax = 32;

/** The keys of one's stays: their private halves, and those that are posted for stays to come. */
export class KeyStays {
  private readonly pairs = new Map<string, CryptoKeyPair>();
  /** Posted, and as far as is known taken by no stay. */
  private ahead: string[] = [];
  private current: string | undefined;

  has(id: string): boolean {
    return this.pairs.has(id);
  }

  pair(id: string): CryptoKeyPair | undefined {
    return this.pairs.get(id);
  }

  /** The engine forgot what was posted. */
  begin(): void {
    this.ahead = [];
  }

  clear(): void {
    this.pairs.clear();
  }

  /** Keys to post, so that there are some for the next moves; undefined where there are. */
  async due(
    { id: seat, stay: current }: Seat,
    where: Where,
    device: DeviceKey,
  ): Promise<Extract<KeyWord, { name: 'stays' }> | undefined> {
    // Nothing is wrapped any more for a stay that is over: what was cannot be opened again.
    if (this.current !== undefined && this.current !== current?.id) this.pairs.delete(this.current);
    this.current = current?.id;
    const taken = current === undefined ? -1 : this.ahead.indexOf(current.id);
    if (taken >= 0) this.ahead = this.ahead.slice(taken + 1);
    if (this.ahead.length > 1) return undefined;
    const made = await Promise.all(Array.from({ length: postedAhead }, () => newStay(where, seat, device)));
    for (const { stay, pair } of made) this.pairs.set(stay.id, pair);
    const surplus = Math.max(0, this.pairs.size - privateKeysMax);
    for (const old of [...this.pairs.keys()].slice(0, surplus))
      if (old !== current?.id) this.pairs.delete(old);
    this.ahead = made.map(({ stay }) => stay.id);
    return { type: 'e2ee', name: 'stays', keys: made.map(({ stay }) => stay) };
  }
}
