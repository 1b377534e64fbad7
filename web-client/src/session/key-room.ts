import {
  deviceProof,
  isKeyOf,
  rosterDigest,
  unwrap,
  type DeviceKey,
  type Where,
} from '../media/e2ee/schedule';
import { isInside, type KeyFrame } from '../protocol/frames';
import { missingIn, Seen, type Epoch } from './key-epoch';
import { KeyGiving } from './key-giving';
import { KeyLead } from './key-lead';
import { KeyMembers } from './key-members';
import { KeyStays } from './key-stays';
import { KeyVouching } from './key-vouching';
import { askAgainMs, differingMax, differsMax, graceMs, type KeySurroundings } from './key-words';
import type { SessionState } from './state';

/**
 * The keys of one seat in an encrypted session, by `docs/e2ee.md`: it shows its device, posts keys for its stays, gives its own
 * key to each member of its place anew whenever that changes, and takes theirs. What it is told is judged one after the other,
 * each by the state that it came to.
 */
export class KeyRoom {
  private where: Where | undefined;
  private members: KeyMembers | undefined;
  private device: DeviceKey | undefined;
  private readonly stays = new KeyStays();
  private shown: 'no' | 'asked' | 'yes' = 'no';
  private readonly lead = new KeyLead();
  private epoch: Epoch | undefined;
  private latest = 0;
  private readonly vouching: KeyVouching;
  private readonly giving: KeyGiving;
  private readonly current = new Map<string, number>();
  private readonly seen = new Seen();
  private readonly timers = new Set<() => void>();
  private stopAsking: (() => void) | undefined;
  private queue: Promise<void> = Promise.resolve();
  private state: SessionState | undefined;
  private closed = false;
  /** Nothing is said to media: one is on the way, or out. */
  private halted = true;
  /** How often a sender's view of an epoch was another than ours: once may be a matter of moments. */
  private readonly differs = new Map<string, number>();

  constructor(private readonly around: KeySurroundings) {
    this.vouching = new KeyVouching(around.tell, around.news);
    this.giving = new KeyGiving({
      tell: around.tell,
      send: (kid, secret) => around.sealing.send(kid, secret),
      after: (ms, act) => this.after(ms, act),
      epoch: () => (this.halted ? undefined : this.epoch),
      who: () => {
        const { where, device } = this;
        return where === undefined || device === undefined ? undefined : { where, device };
      },
    });
  }

  welcomed(state: SessionState): void {
    this.then(async () => {
      const { device, stay } = state.you;
      const ours = device?.key === this.device?.key && (stay === undefined || this.stays.has(stay.id));
      if (this.shown === 'yes' && !ours) this.shown = 'no';
      // What was said over the line before may not have come.
      if (stay === undefined) this.stays.begin();
      this.vouching.begin();
      await this.follow(state);
      this.askAll();
    });
  }

  /** What was said last may not have come. */
  lost(): void {
    if (this.shown === 'asked') this.shown = 'no';
  }

  /** The state is another now. */
  changed(state: SessionState): void {
    this.leaveAtOnce(state);
    this.then(() => this.follow(state));
  }

  /** The engine took this seat's device: its stays begin now. */
  deviceSet(state: SessionState, key: string): void {
    this.then(async () => {
      if (key === this.device?.key) {
        this.shown = 'yes';
        this.stays.begin();
        await this.post(state);
      } else this.around.alarm({ kind: 'not-us' });
    });
  }

  heard(frame: KeyFrame): void {
    this.then(() => {
      if (frame.name === 'keys') return this.take(frame);
      if (frame.name === 'need') return this.giving.again(frame.from, frame.epoch);
      this.giving.had(frame.from, frame.kid);
      return Promise.resolve();
    });
  }

  /** Somebody compared the words, and they match: the device that was in doubt is the lead's. */
  trustLead(): void {
    this.then(async () => {
      if (this.lead.trust() && this.state !== undefined) await this.follow(this.state);
    });
  }

  /** Once all that was told so far is judged. */
  readonly settled = (): Promise<void> => this.queue;

  close(): void {
    this.closed = true;
    this.leave();
    this.stays.clear();
    for (const stop of this.timers) stop();
    this.timers.clear();
  }

  private then(work: () => Promise<void>): void {
    this.queue = this.queue.then(() => (this.closed ? undefined : work())).catch(() => this.silence());
  }

  /** Between one's own move and the welcome of the new place nothing is sent or shown: at once, whatever waits. */
  private leaveAtOnce(state: SessionState): void {
    const gone = state.movedFrom !== undefined || !isInside(state.you.place) || state.ending !== undefined;
    if (gone && !this.halted) {
      this.leave();
      this.around.sealing.forget();
    }
    this.halted = gone;
  }

  private async follow(state: SessionState): Promise<void> {
    this.state = state;
    const { e2ee, you } = state;
    await this.show(state);
    await this.post(state);
    const inside = isInside(you.place) && state.movedFrom === undefined && state.ending === undefined;
    if (e2ee === undefined || e2ee.epoch === 0 || !inside) {
      this.leave();
      return;
    }
    const { members, where, device } = this;
    if (members === undefined || where === undefined || device === undefined) return;
    if (await this.lead.follow(state, members, device.key))
      this.around.alarm({ kind: 'lead-changed', seat: this.lead.doubt()?.seat ?? '' });
    const lead = this.lead.current();
    // Who is a member is not known then: nothing goes on by a key of before.
    if (this.lead.doubt() !== undefined) this.leave();
    else if (lead !== undefined) await this.vouching.look(state, lead, members, { where, device });
    await this.enter(state);
    this.stand(state);
  }

  private async show({ you, session, e2ee }: SessionState): Promise<void> {
    if (e2ee === undefined) return;
    this.where ??= { program: e2ee.program, session: session.id };
    this.members ??= new KeyMembers(this.where, () => ({ seat: you.id, key: this.device?.key ?? '' }));
    this.device ??= await this.around.device(`${session.id} ${you.id}`);
    if (this.shown === 'no') {
      this.shown = 'asked';
      const proof = await deviceProof(this.where, you.id, this.device);
      this.around.tell({ type: 'e2ee', name: 'device', key: this.device.key, proof });
    }
  }

  private async post({ you }: SessionState): Promise<void> {
    if (this.shown !== 'yes' || this.device === undefined || this.where === undefined) return;
    const due = await this.stays.due(you, this.where, this.device);
    if (due !== undefined) this.around.tell(due);
  }

  /** Begins a new epoch of the place, where this is one: a new key, for those who are members now. */
  private async enter(state: SessionState): Promise<void> {
    const { where, members } = this;
    const lead = this.lead.current();
    const { e2ee, you } = state;
    if (where === undefined || members === undefined || lead === undefined || e2ee === undefined) return;
    if (e2ee.epoch < this.latest) {
      this.leave();
      this.around.alarm({ kind: 'back' });
      return;
    }
    if (this.lead.doubt() !== undefined) return;
    if (this.epoch !== undefined && this.epoch.place !== you.place) this.leave();
    const found = await members.of(state, lead);
    const byId = new Map(found.map((member) => [member.seat, member]));
    const own = byId.get(you.id);
    const at = { place: you.place, epoch: e2ee.epoch };
    const roster = await rosterDigest(where, at, found);
    if (this.epoch?.epoch === at.epoch && this.epoch.roster === roster) return;
    if (this.halted) return;
    if (this.latest !== at.epoch) {
      this.differs.clear();
      this.seen.clear();
    }
    this.latest = e2ee.epoch;
    for (const seat of this.current.keys()) if (!byId.has(seat)) this.drop(seat);
    this.epoch = { ...at, roster, members: byId, own, have: new Map() };
    this.outlive([...this.current]);
    if (own !== undefined && this.stays.has(own.stay.id)) await this.giving.give(this.epoch, own);
    else this.silence();
    this.askLater();
  }

  /** Keys of an epoch that is over end, whether or not others come in their place. */
  private outlive(old: readonly (readonly [seat: string, kid: number])[]): void {
    if (old.length === 0) return;
    this.after(graceMs, () => {
      for (const [seat, kid] of old) {
        if (this.current.get(seat) === kid) this.current.delete(seat);
        this.around.sealing.expire(seat, kid);
      }
    });
  }

  private async take(frame: Extract<KeyFrame, { name: 'keys' }>): Promise<void> {
    const { where, epoch, device } = this;
    const own = epoch?.own;
    const { from, kid } = frame;
    // Of an epoch that is over, or of a place that one left: late, or said again.
    if (where === undefined || device === undefined || epoch === undefined || own === undefined) return;
    if (frame.place !== epoch.place || frame.epoch !== epoch.epoch) return;
    if (epoch.have.get(from) === kid) {
      this.around.tell({ type: 'e2ee', name: 'have', kid });
      return;
    }
    const sender = epoch.members.get(from);
    const wrapped = frame.to.find(({ seat }) => seat === own.seat);
    const pair = this.stays.pair(own.stay.id);
    if (sender === undefined || frame.roster !== epoch.roster) {
      this.differ(from, sender === undefined ? 'stranger' : 'roster');
      return;
    }
    if (wrapped === undefined || pair === undefined || !this.seen.isNew(from, kid)) return;
    const key = { place: frame.place, epoch: frame.epoch, kid, from };
    const secret = await unwrap(where, key, sender.device, own, pair, wrapped).catch(() => undefined);
    const good =
      secret !== undefined && (await isKeyOf(where, key, frame.roster, secret, sender.device, frame.sig));
    if (this.epoch !== epoch || this.halted) return;
    if (!good) {
      this.around.alarm({ kind: 'forged', seat: from });
      return;
    }
    // Of a sender that has several in one epoch the newest is kept.
    const before = this.current.get(from);
    if (before !== undefined && epoch.have.has(from)) this.outlive([[from, before]]);
    epoch.have.set(from, kid);
    this.seen.note(from, kid);
    this.current.set(from, kid);
    this.around.sealing.take(from, kid, secret);
    this.around.tell({ type: 'e2ee', name: 'have', kid });
  }

  private differ(seat: string, kind: 'stranger' | 'roster'): void {
    const times = (this.differs.get(seat) ?? 0) + 1;
    if (this.differs.size < differingMax) this.differs.set(seat, times);
    if (times === differsMax) this.around.alarm({ kind, seat });
  }

  private drop(seat: string): void {
    this.current.delete(seat);
    this.around.sealing.expireAll(seat);
  }

  private askLater(): void {
    this.stopAsking?.();
    this.stopAsking = this.after(askAgainMs, () => {
      this.askAll();
      if (this.epoch !== undefined && missingIn(this.epoch).length > 0) this.askLater();
    });
  }

  private askAll(): void {
    const { epoch } = this;
    if (epoch === undefined) return;
    for (const seat of missingIn(epoch))
      this.around.tell({ type: 'e2ee', name: 'need', epoch: epoch.epoch, seat });
  }

  private silence(): void {
    this.giving.stop();
    this.around.sealing.silence();
  }

  private leave(): void {
    this.giving.stop();
    this.stopAsking?.();
    if (this.epoch === undefined) return;
    this.epoch = undefined;
    this.current.clear();
    this.around.sealing.forget();
  }

  private stand(state: SessionState): void {
    const { epoch } = this;
    const [lead, doubt] = [this.lead.current(), this.lead.doubt()];
    const here = Object.values(state.seats).filter(({ place }) => place === state.you.place);
    const without = here.flatMap(({ id }) => (epoch?.members.has(id) === true ? [] : [id]));
    const kind = doubt !== undefined ? 'doubtful' : epoch?.own === undefined ? 'waiting' : 'sealed';
    const shown = doubt ?? lead;
    this.around.stands({ kind, without, ...(shown === undefined ? {} : { lead: shown }) });
  }

  private after(ms: number, act: () => void): () => void {
    const stop = this.around.later(() => {
      this.timers.delete(stop);
      if (!this.closed) act();
    }, ms);
    this.timers.add(stop);
    return () => {
      this.timers.delete(stop);
      stop();
    };
  }
}
