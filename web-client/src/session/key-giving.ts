import { random, type Bytes } from '../media/e2ee/bytes';
import { secretBytes, signKey, wrap, type DeviceKey, type Member, type Where } from '../media/e2ee/schedule';
import type { KeyWord } from '../protocol/frames';
import type { Epoch, Sent } from './key-epoch';
import { answerAgainMs, switchWithinMs } from './key-words';

interface Around {
  readonly tell: (word: KeyWord) => void;
  readonly send: (kid: number, secret: Bytes) => void;
  readonly after: (ms: number, act: () => void) => () => void;
  /** The epoch that one gives keys in; undefined while one is in none. */
  readonly epoch: () => Epoch | undefined;
  readonly who: () => { readonly where: Where; readonly device: DeviceKey } | undefined;
}

/** One's own key of each epoch: given to each member, said again to who misses it, and used from the switch on. */
export class KeyGiving {
  private stopSwitch: (() => void) | undefined;
  /** Who was answered just now: to wrap costs, and to ask does not. */
  private readonly answered = new Set<string>();

  constructor(private readonly around: Around) {}

  async give(epoch: Epoch, own: Member): Promise<void> {
    const who = this.around.who();
    if (who === undefined) return;
    const kid = new DataView(random(4).buffer).getUint32(0);
    const key = { place: epoch.place, epoch: epoch.epoch, kid, from: own.seat };
    const secret = random(secretBytes);
    const sig = await signKey(who.where, key, epoch.roster, secret, who.device);
    const others = [...epoch.members.values()].filter(({ seat }) => seat !== own.seat);
    const missing = new Set(others.map(({ seat }) => seat));
    epoch.sent = { key, secret, roster: epoch.roster, sig, missing, switched: false };
    await this.tell(epoch.sent, others);
    if (this.around.epoch() !== epoch) return;
    if (missing.size === 0) {
      this.switch(epoch);
      return;
    }
    // A switch that is due is not put off by another change: after a leaver the old key has to end.
    this.stopSwitch ??= this.around.after(switchWithinMs, () => {
      this.stopSwitch = undefined;
      const now = this.around.epoch();
      if (now !== undefined) this.switch(now);
    });
  }

  /** Somebody has a key of ours. */
  had(from: string, kid: number): void {
    const epoch = this.around.epoch();
    if (epoch?.sent?.key.kid !== kid) return;
    epoch.sent.missing.delete(from);
    if (epoch.sent.missing.size === 0) this.switch(epoch);
  }

  /** Somebody misses our key of that epoch. */
  async again(from: string, number: number): Promise<void> {
    const epoch = this.around.epoch();
    const member = epoch?.members.get(from);
    if (epoch?.sent === undefined || epoch.epoch !== number || member === undefined) return;
    if (this.answered.has(from)) return;
    this.answered.add(from);
    this.around.after(answerAgainMs, () => void this.answered.delete(from));
    await this.tell(epoch.sent, [member]);
  }

  /** No switch is due any more. */
  stop(): void {
    this.stopSwitch?.();
    this.stopSwitch = undefined;
  }

  private async tell({ key, secret, roster, sig }: Sent, to: readonly Member[]): Promise<void> {
    const who = this.around.who();
    if (who === undefined || to.length === 0) return;
    const { where, device } = who;
    const wrapped = await Promise.all(to.map((member) => wrap(where, key, device.key, member, secret)));
    const { place, epoch, kid } = key;
    this.around.tell({ type: 'e2ee', name: 'keys', place, epoch, kid, roster, to: wrapped, sig });
  }

  private switch({ sent }: Epoch): void {
    if (sent === undefined || sent.switched) return;
    sent.switched = true;
    this.stop();
    this.around.send(sent.key.kid, sent.secret);
  }
}
