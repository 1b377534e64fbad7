import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { given, seat, when } from '../../test/session/given';
import { sentenceFirstMs } from '../media/line-care';
import { LessAsked } from './less-asked';

const maya = seat('maya');
const lead = seat('lena', { role: 'facilitator' });

beforeEach(() => vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what staff ask of somebody’s pictures', () => {
  it('isSaidFirst_andDoneThen_andTakenBackAtOnce', () => {
    const done: boolean[] = [];
    const less = new LessAsked((on) => done.push(on));
    less.follow(false, true);
    less.follow(true, false);
    less.follow(true, false);
    vi.advanceTimersByTime(sentenceFirstMs - 1);
    expect(done).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(done).toEqual([true]);
    less.follow(false, false);
    expect(done).toEqual([true, false]);
  });

  it('isDoneAtOnce_onAPageThatOpens', () => {
    const done: boolean[] = [];
    new LessAsked((on) => done.push(on)).follow(true, true);
    expect(done).toEqual([true]);
  });

  it('takenBackBeforeItWasDone_orAfterThePageIsGone_isNotDone', () => {
    const done: boolean[] = [];
    const less = new LessAsked((on) => done.push(on));
    less.follow(true, false);
    less.follow(false, false);
    less.follow(true, false);
    less.end();
    vi.advanceTimersByTime(2 * sentenceFirstMs);
    expect(done).toEqual([false]);
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
