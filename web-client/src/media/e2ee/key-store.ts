import type { Bytes } from './bytes';
import { clearBytes, frameKey, openFrame, readTrailer, sealFrame, type FrameKey, type Kind } from './frames';
import { ReplayWindow } from './replay-window';

/** A counter of four bytes ends here; whoever came so far sends nothing until there is another key. */
export const counterMax = 0xffff_ffff;

interface Sending {
  readonly by: FrameKey;
  readonly kid: number;
  next: number;
}

interface Receiving {
  readonly by: FrameKey;
  readonly window: ReplayWindow;
}

/** What becomes of a frame. */
export type Fate =
  | { readonly kind: 'passed'; readonly data: Bytes; readonly kid: number }
  | { readonly kind: 'dropped'; readonly why: 'no-key' | 'not-authentic' | 'replayed' | 'exhausted' };

/** The keys of one page, and what each was used for. It fails closed: whatever is not as it has to be is dropped. */
export class KeyStore {
  private sending: Sending | undefined;
  private readonly receiving = new Map<string, Map<number, Receiving>>();
  private turn = 0;

  /** Grows with each {@link forget}: what was told before one must not be done after it. */
  turnNow(): number {
    return this.turn;
  }

  /** From now on this key is sent with, and the one before is gone. */
  async send(kid: number, secret: Bytes, turn = this.turn): Promise<void> {
    const by = await frameKey(secret, kid, 'encrypt');
    if (turn === this.turn) this.sending = { by, kid, next: 0 };
  }

  silence(): void {
    this.sending = undefined;
  }

  async take(seat: string, kid: number, secret: Bytes, turn = this.turn): Promise<void> {
    const keys = this.receiving.get(seat) ?? new Map<number, Receiving>();
    if (keys.has(kid)) return;
    const by = await frameKey(secret, kid, 'decrypt');
    if (turn !== this.turn) return;
    this.receiving.set(seat, keys);
    keys.set(kid, { by, window: new ReplayWindow() });
  }

  expire(seat: string, kid: number): void {
    this.receiving.get(seat)?.delete(kid);
  }

  expireAll(seat: string): void {
    this.receiving.delete(seat);
  }

  /** Nothing of the place that one left can be opened any more, nor anything sent there. */
  forget(): void {
    this.turn += 1;
    this.sending = undefined;
    this.receiving.clear();
  }

  async seal(kind: Kind, isKeyFrame: boolean, data: Bytes): Promise<Fate> {
    const { sending } = this;
    if (sending === undefined) return { kind: 'dropped', why: 'no-key' };
    if (sending.next > counterMax) return { kind: 'dropped', why: 'exhausted' };
    const counter = sending.next;
    sending.next += 1;
    const clear = clearBytes(kind, isKeyFrame, data.length);
    const { by, kid } = sending;
    const sealed = await sealFrame(by, kind, data, { clear, counter, kid });
    // A key that ended meanwhile ends what was under way, too.
    return this.sending === sending
      ? { kind: 'passed', data: sealed, kid }
      : { kind: 'dropped', why: 'no-key' };
  }

  async open(seat: string, kind: Kind, data: Bytes): Promise<Fate> {
    const trailer = readTrailer(data);
    if (trailer === undefined) return { kind: 'dropped', why: 'not-authentic' };
    const known = this.receiving.get(seat)?.get(trailer.kid);
    if (known === undefined) return { kind: 'dropped', why: 'no-key' };
    if (!known.window.isFresh(trailer.counter)) return { kind: 'dropped', why: 'replayed' };
    try {
      const opened = await openFrame(known.by, kind, data);
      // Another copy may have been opened while this one was.
      if (!known.window.isFresh(trailer.counter)) return { kind: 'dropped', why: 'replayed' };
      known.window.note(trailer.counter);
      return this.receiving.get(seat)?.get(trailer.kid) === known
        ? { kind: 'passed', data: opened, kid: trailer.kid }
        : { kind: 'dropped', why: 'no-key' };
    } catch {
      return { kind: 'dropped', why: 'not-authentic' };
    }
  }
}
