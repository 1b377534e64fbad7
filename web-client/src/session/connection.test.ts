import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff';
import { pendingMax, welcomeWithinMs } from './connection';
import { at, opened, World } from '../../test/session/lines';

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

  it('askingForASeat_saysNothingButThatItIsThere_andComesBackByTheTokenThatItGets', () => {
    const world = new World();
    world.connection.start();
    world.latest().onopen?.();
    world.say({ type: 'claim', state: 'waiting' });
    world.connection.send({ type: 'here' });
    world.pass(welcomeWithinMs + 1);
    expect(world.sockets).toHaveLength(1);
    expect(world.latest().sent.map(({ type }) => type)).not.toContain('here');
    world.say({ type: 'claim', state: 'allowed', token: 'tok-2' });
    world.latest().onopen?.();
    expect(world.latest().sent).toEqual([{ type: 'hello', token: 'tok-2' }]);
    expect(world.frames).toEqual(['claim', 'claim']);
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

  it('betweenTwoLines_aWordOfMediaIsDropped', () => {
    const world = opened();
    world.latest().onclose?.();
    world.pass(10_000);
    world.connection.send({ type: 'media', name: 'again', connection: 'con_1' });
    expect(world.latest().sent).toEqual([]);
    world.welcome(5, true);
    world.connection.send({ type: 'media', name: 'again', connection: 'con_2' });
    expect(world.latest().sent.at(-1)).toMatchObject({ connection: 'con_2' });
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

  it('renewedToken_isSaidInTheNextHello', () => {
    const world = opened();
    world.say({ type: 'token', token: 'tok-2', expiresAt: at });
    expect(world.frames).toContain('token');
    world.latest().onclose?.();
    world.pass(10_000);
    world.latest().onopen?.();
    expect(world.latest().sent[0]).toEqual({ type: 'hello', token: 'tok-2', resume: { seq: 5 } });
  });

  it.each(['ended', 'removed', 'denied', 'replaced', 'revoked', 'expired'])('bye %s_endsIt', (code) => {
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
