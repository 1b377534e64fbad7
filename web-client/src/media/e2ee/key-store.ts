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

/** After how many endings of sending, and of all, something was told. */
export interface Turn {
  readonly send: number;
  readonly take: number;
}

/** What becomes of a frame. */
export type Fate =
  | { readonly kind: 'passed'; readonly data: Bytes; readonly kid: number }
  | { readonly kind: 'dropped'; readonly why: 'no-key' | 'not-authentic' | 'replayed' | 'exhausted' };

/** The keys of one page, and what each was used for. It fails closed: whatever is not as it has to be is dropped. */
export class KeyStore {
  private sending: Sending | undefined;
  private readonly receiving = new Map<string, Map<number, Receiving>>();
  private turn: Turn = { send: 0, take: 0 };
  /** Numbers that were sent with: one that comes again would begin its counter again. */
  private readonly sent = new Set<number>();

  /** Another after each {@link silence} and {@link forget}: what was told before one must not be done after it. */
  turnNow(): Turn {
    return this.turn;
  }

  /** From now on this key is sent with, and the one before is gone. With a number that was used before nothing is sent. */
  async send(kid: number, secret: Bytes, turn = this.turn): Promise<void> {
    if (turn.send !== this.turn.send) return;
    const isNew = !this.sent.has(kid);
    this.sent.add(kid);
    const by = await frameKey(secret, kid, 'encrypt');
    if (turn.send === this.turn.send) this.sending = isNew ? { by, kid, next: 0 } : undefined;
  }

  silence(): void {
    this.turn = { ...this.turn, send: this.turn.send + 1 };
    this.sending = undefined;
  }

  async take(seat: string, kid: number, secret: Bytes, turn = this.turn): Promise<void> {
    const keys = this.receiving.get(seat) ?? new Map<number, Receiving>();
    if (keys.has(kid)) return;
    const by = await frameKey(secret, kid, 'decrypt');
    if (turn.take !== this.turn.take) return;
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
    this.turn = { send: this.turn.send + 1, take: this.turn.take + 1 };
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
