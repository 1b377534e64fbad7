import { describe, expect, it } from 'vitest';
import type { Bytes } from '../media/e2ee/bytes';
import { newDeviceKey, type DeviceKey } from '../media/e2ee/schedule';
import type { KeyFrame, KeyWord, RoomKeys, Seat, StayWord } from '../protocol/frames';
import { KeyRoom } from './key-room';
import { switchWithinMs, type Alarm, type KeyStanding } from './key-words';
import type { SessionState } from './state';

const program = 'prg_AAAAAAAAAAAAAAAAAAAAAA';

interface Page {
  readonly id: string;
  readonly room: KeyRoom;
  readonly device: DeviceKey;
  readonly alarms: Alarm[];
  readonly sent: { kid: number; secret: Bytes }[];
  readonly taken: Map<string, { kid: number; secret: Bytes }>;
  standing?: KeyStanding;
  /** How many times all keys were dropped. */
  forgotten: number;
}

/** An engine in small, which can lie: `lie` changes what a page is told. */
class Engine {
  seq = 1;
  readonly pages = new Map<string, Page>();
  readonly seats = new Map<string, Seat>();
  readonly posted = new Map<string, StayWord[]>();
  readonly timers: { at: number; act: () => void }[] = [];
  readonly said: { from: string; word: KeyWord }[] = [];
  now = 0;
  epochs: Record<string, number> = {};
  staff: string[] = [];
  swallows: (word: KeyWord) => boolean = () => false;
  lieKeys: (frame: KeyFrame, to: string) => KeyFrame | undefined = (frame) => frame;
  lieState: (state: SessionState, to: string) => SessionState = (state) => state;
  private queue: (() => void)[] = [];

  async page(id: string, role: Seat['role'], place = 'main', device?: DeviceKey): Promise<Page> {
    const key = device ?? (await newDeviceKey());
    const page: Page = {
      id,
      device: key,
      alarms: [],
      sent: [],
      taken: new Map(),
      forgotten: 0,
      room: new KeyRoom({
        device: () => Promise.resolve(key),
        tell: (word) => this.queue.push(() => this.hear(id, word)),
        sealing: {
          send: (kid, secret) => void page.sent.push({ kid, secret }),
          silence: () => undefined,
          take: (seat, kid, secret) => void page.taken.set(seat, { kid, secret }),
          expire: (seat, kid) => {
            if (page.taken.get(seat)?.kid === kid) page.taken.delete(seat);
          },
          expireAll: (seat) => void page.taken.delete(seat),
          forget: () => {
            page.forgotten += 1;
            page.taken.clear();
          },
        },
        alarm: (alarm) => void page.alarms.push(alarm),
        news: () => undefined,
        stands: (standing) => (page.standing = standing),
        later: (act, ms) => {
          const timer = { at: this.now + ms, act };
          this.timers.push(timer);
          return () =>
            void this.timers.splice(this.timers.indexOf(timer), this.timers.includes(timer) ? 1 : 0);
        },
      }),
    };
    this.pages.set(id, page);
    if (!this.seats.has(id))
      this.seats.set(id, {
        id,
        role,
        place: 'waiting',
        displayName: id,
        connected: true,
        held: false,
        grants: { microphone: true, camera: true, chat: true },
      });
    page.room.welcomed(this.state(id));
    await this.settle();
    if (place !== this.seats.get(id)?.place) await this.move(id, place);
    return page;
  }

  state(id: string): SessionState {
    const you = this.seat(id);
    const staff = you.role === 'facilitator' || you.role === 'cofacilitator';
    const seen = [...this.seats.values()].filter(({ place }) => staff || place === you.place);
    const inside = you.place !== 'waiting';
    const e2ee: RoomKeys = {
      program,
      epoch: inside ? (this.epochs[you.place] ?? 0) : 0,
      staff: inside
        ? this.staff.flatMap((seat) => {
            const { device } = this.seat(seat);
            return device === undefined ? [] : [{ seat, device }];
          })
        : [],
    };
    const state = {
      seq: this.seq,
      you,
      session: { id: 'ses_AAAAAAAAAAAAAAAAAAAAAA', e2ee: 'required' },
      seats: Object.fromEntries(seen.map((seat) => [seat.id, seat])),
      e2ee,
    } as unknown as SessionState;
    return this.lieState(state, id);
  }

  seat(id: string): Seat {
    const seat = this.seats.get(id);
    if (seat === undefined) throw new Error(`No seat ${id}`);
    return seat;
  }

  async move(id: string, place: string): Promise<void> {
    const { stay: _over, ...seat } = this.seat(id);
    const [next, ...left] = this.posted.get(id) ?? [];
    if (place !== 'waiting') this.posted.set(id, left);
    this.seats.set(id, {
      ...seat,
      place,
      ...(place === 'waiting' || next === undefined ? {} : { stay: next }),
    });
    this.changed(seat.place, place);
    await this.settle();
  }

  /** Lets everything happen that is under way, but no time pass. */
  async settle(): Promise<void> {
    for (;;) {
      for (const { room } of this.pages.values()) await room.settled();
      const next = this.queue.shift();
      if (next === undefined) return;
      next();
    }
  }

  async pass(ms: number): Promise<void> {
    this.now += ms;
    for (const timer of this.timers.filter(({ at }) => at <= this.now)) {
      this.timers.splice(this.timers.indexOf(timer), 1);
      timer.act();
    }
    await this.settle();
  }

  private hear(from: string, word: KeyWord): void {
    this.said.push({ from, word });
    if (this.swallows(word)) return;
    const seat = this.seat(from);
    switch (word.name) {
      case 'device': {
        const { stay: _old, ...rest } = seat;
        const device = seat.device?.key === word.key ? seat.device : { key: word.key };
        this.seats.set(from, { ...rest, device });
        this.posted.delete(from);
        const staff = seat.role === 'facilitator' || seat.role === 'cofacilitator';
        if (staff && !this.staff.includes(from)) this.staff.push(from);
        this.changed(seat.place);
        this.pages.get(from)?.room.deviceSet(this.state(from), word.key);
        return;
      }
      case 'stays': {
        const [first, ...left] = word.keys;
        const takes = seat.place !== 'waiting' && seat.stay === undefined && first !== undefined;
        this.posted.set(from, takes ? left : [...word.keys]);
        if (takes) {
          this.seats.set(from, { ...seat, stay: first });
          this.changed(seat.place);
        }
        return;
      }
      case 'vouch': {
        const other = this.seat(word.seat);
        const byKey = seat.device?.key ?? '';
        this.seats.set(word.seat, {
          ...other,
          device: { key: word.key, vouchedBy: from, byKey, sig: word.sig },
        });
        this.changed(other.place);
        return;
      }
      case 'keys':
        for (const to of word.to) this.relay(to.seat, { ...word, from, to: [to] });
        return;
      case 'have':
        for (const { from: sender, word: keys } of this.said)
          if (keys.name === 'keys' && keys.kid === word.kid)
            this.relay(sender, { type: 'e2ee', name: 'have', from, kid: word.kid });
        return;
      case 'need':
        this.relay(word.seat, { type: 'e2ee', name: 'need', from, epoch: word.epoch });
        return;
    }
  }

  relay(to: string, frame: KeyFrame): void {
    const told = this.lieKeys(frame, to);
    if (told !== undefined) this.pages.get(to)?.room.heard(told);
  }

  private changed(...places: string[]): void {
    this.seq += 1;
    for (const place of places) if (place !== 'waiting') this.epochs[place] = this.seq;
    for (const [id, page] of this.pages) page.room.changed(this.state(id));
  }
}

async function trio(engine: Engine): Promise<{ lead: Page; ana: Page; ben: Page }> {
  const lead = await engine.page('lead', 'facilitator');
  const ana = await engine.page('ana', 'patient');
  const ben = await engine.page('ben', 'patient');
  return { lead, ana, ben };
}

function last<T>(list: readonly T[]): T | undefined {
  return list[list.length - 1];
}

/** Each has the key that each other one sends with now, and nobody else's. */
function expectTogether(...pages: Page[]): void {
  for (const page of pages) {
    for (const other of pages)
      if (other !== page)
        expect(page.taken.get(other.id), `${page.id} of ${other.id}`).toEqual(last(other.sent));
    expect([...page.taken.keys()].sort()).toEqual(
      pages
        .filter((one) => one !== page)
        .map(({ id }) => id)
        .sort(),
    );
    expect(page.alarms).toEqual([]);
  }
}

describe('the keys of a place', () => {
  it('goToEachMember_onceStaffVouch', async () => {
    const engine = new Engine();
    const { lead, ana, ben } = await trio(engine);
    expectTogether(lead, ana, ben);
    expect(ana.standing).toMatchObject({ kind: 'sealed', lead: { seat: 'lead', key: lead.device.key } });
  });

  it('withoutStaff_areGivenToNobody', async () => {
    const engine = new Engine();
    const ana = await engine.page('ana', 'patient');
    const ben = await engine.page('ben', 'patient');
    await engine.pass(5000);
    expect([...ana.sent, ...ben.sent]).toEqual([]);
    expect(ana.taken.size + ben.taken.size).toBe(0);
    const lead = await engine.page('lead', 'facilitator');
    expectTogether(lead, ana, ben);
  });

  it('ofBeforeALateJoinerCame_andOfAfterALeaverWent_areNotTheirs', async () => {
    const engine = new Engine();
    const { lead, ana, ben } = await trio(engine);
    const before = [lead, ana, ben].map(({ sent }) => last(sent)?.secret);
    const cora = await engine.page('cora', 'patient');
    expectTogether(lead, ana, ben, cora);
    const had = [...cora.taken.values()].map(({ secret }) => secret);
    for (const secret of before) expect(had).not.toContainEqual(secret);
    const gone = cora.forgotten;
    await engine.move('cora', 'waiting');
    expect(cora.forgotten).toBeGreaterThan(gone);
    expectTogether(lead, ana, ben);
    for (const { sent } of [lead, ana, ben]) expect(had).not.toContainEqual(last(sent)?.secret);
  });

  it('areOthersInABreakout_andOthersAgainAfterIt', async () => {
    const engine = new Engine();
    const { lead, ana, ben } = await trio(engine);
    await engine.move('ana', 'breakout:a');
    await engine.move('ben', 'breakout:a');
    expectTogether(ana, ben);
    expectTogether(lead);
    await engine.move('ana', 'main');
    expectTogether(lead, ana);
    expectTogether(ben);
    await engine.move('ben', 'main');
    expectTogether(lead, ana, ben);
  });

  it('ofAPageThatWasLoadedAgain_comeAgain', async () => {
    const engine = new Engine();
    const { lead, ana, ben } = await trio(engine);
    ana.room.close();
    const again = await engine.page('ana', 'patient', 'main', ana.device);
    expectTogether(lead, again, ben);
  });

  it('areGivenAgain_afterALineThatSwallowedWhatWasPosted', async () => {
    const engine = new Engine();
    const { lead, ana, ben } = await trio(engine);
    engine.posted.set('ana', []);
    await engine.move('ana', 'breakout:a');
    ana.room.welcomed(engine.state('ana'));
    await engine.settle();
    await engine.move('ana', 'main');
    expectTogether(lead, ana, ben);
  });

  it('areGiven_afterALineThatSwallowedTheWordOfStaff', async () => {
    const engine = new Engine();
    const lead = await engine.page('lead', 'facilitator');
    engine.swallows = ({ name }) => name === 'vouch';
    const ana = await engine.page('ana', 'patient');
    expect(ana.taken.size).toBe(0);
    engine.swallows = () => false;
    lead.room.welcomed(engine.state('lead'));
    await engine.settle();
    expectTogether(lead, ana);
  });

  it('areUsedAfterHalfASecond_alsoWhereSomebodyHasThemNot', async () => {
    const engine = new Engine();
    const { lead, ana, ben } = await trio(engine);
    const before = last(ana.sent)?.kid;
    engine.lieKeys = (frame, to) => (to === 'ben' && frame.name === 'keys' ? undefined : frame);
    await engine.page('cora', 'patient');
    expect(last(ana.sent)?.kid).toBe(before);
    await engine.pass(switchWithinMs);
    expect(last(ana.sent)?.kid).not.toBe(before);
    engine.lieKeys = (frame) => frame;
    await engine.pass(1000);
    expect(ben.taken.get('ana')).toEqual(last(ana.sent));
    expect(ben.taken.get('lead')).toEqual(last(lead.sent));
  });
});

describe('an engine that lies', () => {
  it('whoSwapsAPatientsDevice_isNoticed_andNoKeyIsGivenToIt', async () => {
    const engine = new Engine();
    const { lead, ana, ben } = await trio(engine);
    const other = await newDeviceKey();
    engine.lieState = (state, to) => {
      const known = state.seats['ana'];
      if (to !== 'ben' || known?.device === undefined) return state;
      return {
        ...state,
        seats: { ...state.seats, ana: { ...known, device: { ...known.device, key: other.key } } },
      };
    };
    await engine.move('lead', 'breakout:a');
    await engine.move('lead', 'main');
    for (let i = 0; i < 6; i += 1) await engine.pass(1000);
    expect(ben.alarms.map(({ kind }) => kind)).toContain('roster');
    expect(ben.taken.has('ana')).toBe(false);
    expect(ana.taken.has('ben')).toBe(false);
    expect(lead.taken.get('ana')).toEqual(last(ana.sent));
  });

  it('whoSwapsTheLeadsDevice_isNoticed_andMediaStop', async () => {
    const engine = new Engine();
    const { lead, ana, ben } = await trio(engine);
    const other = await newDeviceKey();
    engine.lieState = (state, to) =>
      to === 'lead' || state.e2ee === undefined
        ? state
        : { ...state, e2ee: { ...state.e2ee, staff: [{ seat: 'lead', device: { key: other.key } }] } };
    const sent = ana.sent.length;
    await engine.page('cora', 'patient');
    await engine.pass(1000);
    expect(ana.alarms).toContainEqual({ kind: 'lead-changed', seat: 'lead' });
    expect(ana.standing?.kind).toBe('doubtful');
    expect(ana.sent.length).toBe(sent);
    expect(ben.alarms).toContainEqual({ kind: 'lead-changed', seat: 'lead' });
    expect(lead.alarms).toEqual([]);
    // Nothing of before goes on either: whoever went meanwhile has those keys.
    expect(ana.taken.size + ben.taken.size).toBe(0);
  });

  it('whoSaysThatOneLeadsOneself_isNoticed_andOnesPageVouchesForNobody', async () => {
    const engine = new Engine();
    const { ana } = await trio(engine);
    engine.lieState = (state, to) => {
      if (to !== 'ana' || state.e2ee === undefined) return state;
      const you = { ...state.you, role: 'facilitator' as const };
      const device = you.device ?? { key: '' };
      return {
        ...state,
        you,
        e2ee: { ...state.e2ee, staff: [{ seat: 'ana', device: { key: device.key } }] },
      };
    };
    await engine.page('cora', 'patient');
    await engine.pass(1000);
    expect(ana.alarms).toContainEqual({ kind: 'lead-changed', seat: 'ana' });
    expect(ana.standing?.kind).toBe('doubtful');
    expect(engine.said.filter(({ from, word }) => from === 'ana' && word.name === 'vouch')).toEqual([]);
  });

  it('whoShowsAGhostToSomeAlone_isNoticed', async () => {
    const engine = new Engine();
    const { ana, ben } = await trio(engine);
    engine.lieState = (state, to) => {
      if (to !== 'ben') return state;
      const { cora: _hidden, ...seats } = state.seats;
      return { ...state, seats };
    };
    const cora = await engine.page('cora', 'patient');
    for (let i = 0; i < 4; i += 1) await engine.pass(1000);
    expect(ben.alarms.map(({ kind }) => kind)).toContain('roster');
    expect(cora.taken.has('ben')).toBe(false);
    expect(ben.taken.has('ana') && ben.taken.get('ana')?.kid === last(ana.sent)?.kid).toBe(false);
  });

  it('whoChangesAWrappedKey_isNoticed', async () => {
    const engine = new Engine();
    const { ana, ben } = await trio(engine);
    engine.lieKeys = (frame, to) => {
      if (to !== 'ben' || frame.name !== 'keys' || frame.from !== 'ana') return frame;
      return { ...frame, to: frame.to.map((one) => ({ ...one, ct: `${one.ct.slice(0, -4)}AAAA` })) };
    };
    await engine.page('cora', 'patient');
    await engine.pass(1000);
    expect(ben.alarms).toContainEqual({ kind: 'forged', seat: 'ana' });
    expect(ben.taken.get('ana')?.kid).not.toBe(last(ana.sent)?.kid);
  });

  it('whoPassesAKeyOnAsAnothers_isNoticed', async () => {
    const engine = new Engine();
    const { ben } = await trio(engine);
    engine.lieKeys = (frame, to) =>
      to === 'ben' && frame.name === 'keys' && frame.from === 'ana' ? { ...frame, from: 'lead' } : frame;
    await engine.page('cora', 'patient');
    expect(ben.alarms).toContainEqual({ kind: 'forged', seat: 'lead' });
  });

  it('whoSaysOldKeysAgain_isPassedOver', async () => {
    const engine = new Engine();
    const { lead, ana, ben } = await trio(engine);
    const old = engine.said.flatMap(({ from, word }) =>
      word.name === 'keys' ? word.to.map((to): KeyFrame => ({ ...word, from, to: [to] })) : [],
    );
    const cora = await engine.page('cora', 'patient');
    for (const frame of old) if (frame.name === 'keys') engine.relay(frame.to[0]?.seat ?? '', frame);
    await engine.settle();
    expectTogether(lead, ana, ben, cora);
  });

  it('whoLetsOneLeaveAndComeBackInOneEpoch_cannotSayItsKeysAgain', async () => {
    const engine = new Engine();
    const { ana } = await trio(engine);
    const old = engine.said.flatMap(({ from, word }) =>
      word.name === 'keys' ? word.to.map((to): KeyFrame => ({ ...word, from, to: [to] })) : [],
    );
    engine.lieState = (state, to) => (to === 'ana' ? { ...state, movedFrom: 'main' } : state);
    ana.room.changed(engine.state('ana'));
    await engine.settle();
    expect(ana.taken.size).toBe(0);
    engine.lieState = (state) => state;
    ana.room.changed(engine.state('ana'));
    await engine.settle();
    for (const frame of old)
      if (frame.name === 'keys' && frame.to[0]?.seat === 'ana') engine.relay('ana', frame);
    await engine.settle();
    expect(ana.taken.size).toBe(0);
  });

  it('whoAsksForAKeyWithoutEnd_isAnsweredTwiceASecond', async () => {
    const engine = new Engine();
    const { ana } = await trio(engine);
    const epoch = engine.epochs['main'] ?? 0;
    const given = (): number =>
      engine.said.filter(({ from, word }) => from === 'ana' && word.name === 'keys').length;
    const before = given();
    for (let i = 0; i < 20; i += 1) ana.room.heard({ type: 'e2ee', name: 'need', from: 'ben', epoch });
    await engine.settle();
    expect(given() - before).toBe(1);
    await engine.pass(500);
    ana.room.heard({ type: 'e2ee', name: 'need', from: 'ben', epoch });
    await engine.settle();
    expect(given() - before).toBe(2);
  });

  it('whoTurnsTheEpochBack_isNoticed', async () => {
    const engine = new Engine();
    const { ana } = await trio(engine);
    const sent = ana.sent.length;
    engine.lieState = (state) =>
      state.e2ee === undefined ? state : { ...state, e2ee: { ...state.e2ee, epoch: 2 } };
    ana.room.changed(engine.state('ana'));
    await engine.settle();
    expect(ana.alarms).toEqual([{ kind: 'back' }]);
    expect(ana.sent.length).toBe(sent);
    expect(ana.taken.size).toBe(0);
  });

  it('whoSaysThatOurDeviceIsAnother_isNoticed', async () => {
    const engine = new Engine();
    const { ana } = await trio(engine);
    ana.room.deviceSet(engine.state('ana'), (await newDeviceKey()).key);
    await engine.settle();
    expect(ana.alarms).toEqual([{ kind: 'not-us' }]);
  });
});
