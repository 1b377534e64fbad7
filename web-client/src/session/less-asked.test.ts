import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { given, seat, welcome, welcomed, when } from '../../test/session/given';
import { sentenceFirstMs } from '../media/line-care';
import { LessAsked } from './less-asked';
import { reduce } from './reduce';
import { withLess } from './sentences';

const maya = seat('maya');
const lead = seat('lena', { role: 'facilitator' });
const plain = given(maya, [maya]);
const asked = when(plain, { name: 'less-asked', seat: 'maya', on: true });

beforeEach(() => vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what staff ask of somebody’s pictures', () => {
  it('isSaidFirst_andDoneThen_andTakenBackAtOnce', () => {
    const done: boolean[] = [];
    const less = new LessAsked((on) => done.push(on));
    less.follow(undefined, plain);
    less.follow(plain, asked);
    less.follow(asked, asked);
    vi.advanceTimersByTime(sentenceFirstMs - 1);
    expect(done).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(done).toEqual([true]);
    less.follow(asked, plain);
    expect(done).toEqual([true, false]);
  });

  it('isDoneAtOnce_onAPageThatOpens', () => {
    const done: boolean[] = [];
    new LessAsked((on) => done.push(on)).follow(undefined, asked);
    expect(done).toEqual([true]);
  });

  it('takenBackBeforeItWasDone_orAfterThePageIsGone_isNotDone', () => {
    const done: boolean[] = [];
    const less = new LessAsked((on) => done.push(on));
    less.follow(plain, asked);
    less.follow(asked, plain);
    less.follow(plain, asked);
    less.end();
    vi.advanceTimersByTime(2 * sentenceFirstMs);
    expect(done).toEqual([false]);
  });

  it.each([
    ['whoLeft', { kind: 'left' }],
    ['whoWasSentAway', { kind: 'bye', bye: { type: 'bye', code: 'removed' } }],
  ] as const)('ofWhomTheSessionIsOverFor_%s_isNotDone', (_who, input) => {
    const done: boolean[] = [];
    const less = new LessAsked((on) => done.push(on));
    less.follow(undefined, plain);
    less.follow(plain, asked);
    const over = reduce(asked, input);
    if (over === undefined) throw new Error('no state');
    less.follow(asked, over);
    expect(vi.getTimerCount()).toBe(0);
    expect(done).toEqual([]);
  });

  it('isSaidAloud_toWhoeverWasAskedWhileAway', () => {
    const you = { ...maya, lessAsked: true };
    const back = welcomed(plain, welcome(you, [you], { seq: 9 }));
    expect(back.notices).toEqual([{ ...withLess, spoken: true, id: 1, at: 0 }]);
    const again = welcomed(back, welcome(you, [you], { seq: 12 }));
    expect(again.notices).toEqual(back.notices);
  });

  it('isNotSaidByAWelcome_onAPageThatOpens_orWhereTheEventItselfFollows', () => {
    const you = { ...maya, lessAsked: true };
    expect(given(you, [you]).notices).toEqual([]);
    const resumed = welcomed(plain, welcome(you, [you], { seq: 2, resumed: true }));
    expect(resumed.notices).toEqual([]);
    const told = when(resumed, { name: 'less-asked', seat: 'maya', on: true });
    expect(told.notices).toMatchObject([withLess]);
  });

  it('isSaidAfterTheMove_whereBothHappenedWhileAway', () => {
    const there = seat('maya', { place: 'breakout:a', lessAsked: true });
    const back = welcomed(plain, welcome(there, [there], { seq: 9 }));
    expect(back.notices.map(({ text }) => text)).toEqual([
      expect.stringContaining('You are in'),
      withLess.text,
    ]);
  });

  it('isSaidToThem_onceAloud_andStandsInTheirSeat', () => {
    const asked = when(given(maya, [maya]), { name: 'less-asked', seat: 'maya', on: true });
    expect(asked.you.lessAsked).toBe(true);
    expect(asked.notices).toMatchObject([{ tone: 'attention', urgent: false, spoken: true }]);
    const over = when(asked, { name: 'less-asked', seat: 'maya', on: false });
    expect(over.you.lessAsked).toBe(false);
    expect(over.notices.at(-1)?.text).toBe("You can see the others' pictures again.");
  });

  it('isSaidToStaffOnlyWhereThePersonDeclined', () => {
    const asked = when(given(lead, [lead, maya]), { name: 'less-asked', seat: 'maya', on: true, by: 'lena' });
    expect([asked.seats['maya']?.lessAsked, asked.notices]).toEqual([true, []]);
    const back = when(asked, { name: 'less-asked', seat: 'maya', on: false, by: 'lena' });
    expect(back.notices).toEqual([]);
    const declined = when(asked, { name: 'less-asked', seat: 'maya', on: false, by: 'maya' });
    expect(declined.notices.at(-1)?.text).toContain('takes the pictures again');
  });

  it('isForgottenWithTheMove_unlessTheMoveSaysIt', () => {
    const asked = given(lead, [lead, seat('maya', { lessAsked: true })]);
    const moved = when(asked, { name: 'seat-moved', seat: 'maya', from: 'main', to: 'waiting', who: maya });
    expect(moved.seats['maya']?.lessAsked).toBeUndefined();
    const who = seat('maya', { lessAsked: true });
    const kept = when(asked, { name: 'seat-moved', seat: 'maya', from: 'main', to: 'breakout:a', who });
    expect(kept.seats['maya']?.lessAsked).toBe(true);
  });
});
