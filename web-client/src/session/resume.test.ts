import { describe, expect, it } from 'vitest';
import { afterEvent, afterWelcome, isNews, resumeAt } from './resume';

describe('the number of the last event', () => {
  it('aFreshWelcome_holdsAllUpToItsNumber', () => {
    expect(afterWelcome(undefined, { seq: 7, resumed: false })).toBe(7);
    expect(afterWelcome(9, { seq: 3, resumed: false })).toBe(3);
  });

  it('aResumedWelcome_leavesItToWhatFollows', () =>
    expect(afterWelcome(4, { seq: 7, resumed: true })).toBe(4));

  it('aResumedWelcomeToNobodyWhoAsked_holdsAll', () =>
    expect(afterWelcome(undefined, { seq: 7, resumed: true })).toBe(7));

  it('anEvent_neverTakesItBack', () => {
    expect(afterEvent(undefined, 1)).toBe(1);
    expect(afterEvent(5, 3)).toBe(5);
  });

  it('whatIsKnown_isNoNews', () => {
    expect([3, 4, 5].map((seq) => isNews(4, seq))).toEqual([false, false, true]);
  });

  it('aHello_saysItOnlyWhereThereIsOne', () => {
    expect(resumeAt(undefined)).toEqual({});
    expect(resumeAt(0)).toEqual({ resume: { seq: 0 } });
  });
});
