import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff';
import { Connection, pendingMax, welcomeWithinMs, type Line, type Socket } from './connection';

const at = '2026-11-19T11:24:00Z';

/** A clock that a test moves, and sockets that a test answers. */
class World {
  now = 0;
  readonly sockets: FakeSocket[] = [];
  readonly lines: Line['kind'][] = [];
  readonly frames: string[] = [];
  private timers: { at: number; action: () => void }[] = [];
  private ids = 0;

  readonly connection = new Connection(
    {
      open: () => {
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket;
      },
      token: () => 'tok',
      now: () => this.now,
      random: () => 1,
      later: (action, ms) => {
        const timer = { at: this.now + ms, action };
        this.timers.push(timer);
        return () => (this.timers = this.timers.filter((other) => other !== timer));
      },
      newId: () => `c${(this.ids += 1)}`,
    },
    { frame: (frame) => this.frames.push(frame.type), line: (line) => this.lines.push(line.kind) },
  );

  pass(ms: number): void {
    this.now += ms;
    const due = this.timers.filter((timer) => timer.at <= this.now);
    this.timers = this.timers.filter((timer) => timer.at > this.now);
    for (const { action } of due) action();
  }

  latest(): FakeSocket {
    const socket = this.sockets[this.sockets.length - 1];
    if (socket === undefined) throw new Error('no socket');
    return socket;
  }

  welcome(seq: number, resumed = false): void {
    this.latest().onopen?.();
    this.say({
      type: 'welcome',
      seat: 's',
      seq,
      resumed,
      you: { place: 'main' },
      session: { id: 'x', title: 't', startsAt: at, endsAt: at },
      serverTime: at,
    });
  }

  say(frame: object): void {
    this.latest().onmessage?.({ data: JSON.stringify(frame) });
  }
}

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];
  send(data: string): void {
    this.sent.push(JSON.parse(data) as Record<string, unknown>);
  }
  close(): void {
    this.onclose?.();
  }
}

function opened(): World {
  const world = new World();
  world.connection.start();
  world.welcome(5);
  return world;
}

describe('a connection', () => {
  it('saysHelloWithTheTokenFirst', () => {
    expect(opened().latest().sent[0]).toEqual({ type: 'hello', token: 'tok' });
  });

  it('lost_resumesAtTheLastNumber', () => {
    const world = opened();
    world.say({ type: 'event', seq: 9, at, name: 'session-opened' });
    world.latest().onclose?.();
    world.pass(10_000);
    world.latest().onopen?.();
    expect(world.latest().sent[0]).toEqual({ type: 'hello', token: 'tok', resume: { seq: 9 } });
    expect(world.lines).toEqual(['open', 'lost']);
  });

  it('unanswered_isSentAgainUnderItsFirstId', async () => {
    const world = opened();
    const outcome = world.connection.command({ name: 'raiseHand', args: { on: true } });
    world.latest().onclose?.();
    world.pass(10_000);
    world.welcome(5, true);
    expect(world.latest().sent[1]).toMatchObject({ type: 'command', id: 'c1', name: 'raiseHand' });
    world.say({ type: 'ack', id: 'c1', seq: 6 });
    expect(await outcome).toEqual({ kind: 'ack', held: [] });
  });

  it('whileLost_keepsACommandUntilItIsBack', () => {
    const world = opened();
    world.latest().onclose?.();
    void world.connection.command({ name: 'knock', args: {} });
    world.pass(10_000);
    world.welcome(5, true);
    expect(world.latest().sent[1]).toMatchObject({ name: 'knock' });
  });

  it('aSecondWelcome_doesNotSendCommandsTwice', () => {
    const world = opened();
    void world.connection.command({ name: 'knock', args: {} });
    world.say({
      type: 'welcome',
      seat: 's',
      seq: 6,
      you: {},
      session: { id: 'x', title: 't', startsAt: at, endsAt: at },
      serverTime: at,
    });
    expect(world.latest().sent.filter(({ name }) => name === 'knock')).toHaveLength(1);
  });

  it('tooManyCommands_areRefusedHere', async () => {
    const world = opened();
    for (let index = 0; index < pendingMax; index += 1)
      void world.connection.command({ name: 'knock', args: {} });
    expect(await world.connection.command({ name: 'knock', args: {} })).toEqual({ kind: 'lost' });
  });

  it('withoutAWelcome_givesUpTheHandshakeAndTriesAnew', () => {
    const world = new World();
    world.connection.start();
    world.pass(welcomeWithinMs);
    world.pass(1000);
    expect(world.sockets).toHaveLength(2);
  });

  it('unreadableFrame_asksForEverythingAnew', () => {
    const world = opened();
    world.latest().onmessage?.({ data: '{"type":"event","seq":"six"}' });
    world.pass(10_000);
    world.latest().onopen?.();
    expect(world.latest().sent[0]).toEqual({ type: 'hello', token: 'tok' });
  });

  it.each(['ended', 'removed', 'denied', 'replaced', 'expired'])('bye %s_endsIt', (code) => {
    const world = opened();
    world.say({ type: 'bye', code });
    world.pass(60_000);
    expect(world.sockets).toHaveLength(1);
    expect(world.frames).toContain('bye');
  });

  it('byeDraining_comesBack', () => {
    const world = opened();
    world.say({ type: 'bye', code: 'draining' });
    world.pass(60_000);
    expect(world.sockets).toHaveLength(2);
  });

  it('tryNow_doesNotWaitOutThePause', () => {
    const world = opened();
    world.latest().onclose?.();
    world.connection.tryNow();
    expect(world.sockets).toHaveLength(2);
  });
});

describe('the pause before a try', () => {
  it.each([
    [0, 0, 125],
    [0, 1, 250],
    [3, 1, 2000],
    [5, 1, 2000],
    [500, 1, 2000],
    [500, 0, 1000],
  ])('number %i with chance %f is %i ms', (attempt, chance, ms) => {
    expect(backoffMs(attempt, () => chance)).toBe(ms);
  });
});
