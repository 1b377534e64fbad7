import { describe, expect, it } from 'vitest';
import { answerSoonMs, answerWithinMs, lateMs, quietMs } from './heartbeat';
import type { World } from '../../test/session/lines';
import { opened } from '../../test/session/lines';

function pings(world: World): number {
  return world.latest().sent.filter(({ type }) => type === 'ping').length;
}

describe('a line that is dead and looks alive', () => {
  it('isFoundWithinTwentySeconds_andMadeAnewAtOnce_resuming', () => {
    const world = opened();
    world.say({ type: 'event', seq: 9, at: '2026-11-19T11:24:00Z', name: 'session-opened' });
    const heardAt = world.now;
    while (world.sockets.length === 1 && world.now < heardAt + 60_000) world.pass(500);
    expect(world.now - heardAt).toBeLessThanOrEqual(20_000);
    expect(world.lines).toEqual(['open', 'lost']);
    world.latest().onopen?.();
    expect(world.latest().sent[0]).toEqual({ type: 'hello', token: 'tok', resume: { seq: 9 } });
  });

  it('worstCaseByItsOwnTimes_staysBelowTwentySeconds', () => {
    expect(2 * quietMs + answerWithinMs + lateMs).toBeLessThan(20_000);
  });

  it('unansweredCommands_areSentAgainOnTheNewLine', () => {
    const world = opened();
    void world.connection.command({ name: 'knock', args: {} });
    world.pass(quietMs);
    world.pass(quietMs);
    world.pass(answerWithinMs);
    world.pass(lateMs);
    world.welcome(5, true);
    expect(world.latest().sent[1]).toMatchObject({ type: 'command', id: 'c1', name: 'knock' });
  });

  it('quietLineThatAnswers_isKept', () => {
    const world = opened();
    for (let minute = 0; minute < 600; minute += 1) {
      const before = pings(world);
      world.pass(1000);
      if (pings(world) > before) world.say({ type: 'pong' });
    }
    expect(world.sockets).toHaveLength(1);
    expect(pings(world)).toBeGreaterThan(10);
  });

  it('pageThatStoodStillItself_readsWhatCameMeanwhileFirst', () => {
    const world = opened();
    world.pass(quietMs);
    world.pass(quietMs);
    world.pass(60_000);
    world.say({ type: 'pong' });
    world.pass(lateMs);
    expect(world.sockets).toHaveLength(1);
    expect(world.lines).toEqual(['open']);
  });

  it('lineWithFrames_isNotAsked', () => {
    const world = opened();
    for (let second = 0; second < 60; second += 1) {
      world.say({ type: 'signal', name: 'speaking', data: {} });
      world.pass(1000);
    }
    expect(pings(world)).toBe(0);
  });

  it('afterTheClockWasPutForward_isNotEnded', () => {
    const world = opened();
    world.now += 3_600_000;
    world.pass(1);
    world.say({ type: 'pong' });
    world.pass(quietMs);
    expect(world.lines).toEqual(['open']);
  });

  it('afterTheClockWasPutBack_isFoundAllTheSame', () => {
    const world = opened();
    world.clockSkew = -3_600_000;
    world.pass(quietMs);
    world.pass(quietMs);
    world.pass(answerWithinMs);
    world.pass(lateMs);
    expect(world.sockets).toHaveLength(2);
  });

  it('asked_answers_andHandsNothingOn', () => {
    const world = opened();
    const before = world.frames.length;
    world.say({ type: 'ping' });
    expect(world.latest().sent.at(-1)).toEqual({ type: 'pong' });
    world.say({ type: 'pong' });
    expect(world.frames).toHaveLength(before);
  });

  it('stopped_asksNoMore', () => {
    const world = opened();
    world.connection.stop();
    world.pass(60_000);
    expect(pings(world)).toBe(0);
    expect(world.sockets).toHaveLength(1);
  });
});

describe('a page that comes back', () => {
  it('asksAtOnce_andGivesADeadLineUpSoon', () => {
    const world = opened();
    world.connection.check();
    expect(pings(world)).toBe(1);
    world.pass(answerSoonMs);
    world.pass(lateMs);
    expect(world.sockets).toHaveLength(2);
  });

  it('withALineThatAnswers_keepsIt', () => {
    const world = opened();
    world.connection.check();
    world.say({ type: 'pong' });
    world.pass(answerSoonMs);
    world.pass(lateMs);
    expect(world.sockets).toHaveLength(1);
  });

  it('withoutALine_triesAtOnce', () => {
    const world = opened();
    world.latest().onclose?.();
    world.connection.check();
    expect(world.sockets).toHaveLength(2);
  });

  it('afterItStoodStill_hasALineAgain_andResumes', () => {
    const world = opened();
    const old = world.latest();
    world.connection.pause();
    world.pass(600_000);
    expect(world.sockets).toHaveLength(1);
    expect(old.closed).toBe(true);
    expect(world.lines).toEqual(['open', 'lost']);
    world.connection.check();
    world.latest().onopen?.();
    expect(world.latest().sent[0]).toEqual({ type: 'hello', token: 'tok', resume: { seq: 5 } });
  });

  it('afterTheEnd_staysEnded', () => {
    const world = opened();
    world.connection.stop();
    world.connection.pause();
    world.connection.check();
    expect(world.sockets).toHaveLength(1);
    expect(world.lines).toEqual(['open', 'closed']);
  });
});
