import { describe, expect, it } from 'vitest';
import {
  fineForMs,
  fineForMsMax,
  heldForMs,
  LineCare,
  sentenceFirstMs,
  weakForMs,
  type LineLevel,
  type LineStep,
} from './line-care';

const everyMs = 1_000;

/** A line that is looked at once a second of a clock that only the test moves. */
class Line {
  readonly said: string[] = [];
  nowMs = 0;
  step: LineStep = { low: false, cameras: true };
  private readonly care = new LineCare();

  is(level: LineLevel, forMs: number): LineStep {
    for (const end = this.nowMs + forMs; this.nowMs < end; this.nowMs += everyMs) {
      this.step = this.care.look(level, this.nowMs);
      if (this.step.say !== undefined) this.said.push(`${this.step.say} at ${this.nowMs}`);
    }
    return this.step;
  }
}

describe('a line that gets thin', () => {
  it('isSpokenOfFirst_andPicturesPauseAfterIt', () => {
    const line = new Line();
    expect(line.is('short', sentenceFirstMs)).toMatchObject({ low: false });
    expect(line.said).toEqual(['pictures-pause at 0']);
    expect(line.is('short', everyMs)).toEqual({ low: true, cameras: true });
    line.is('short', heldForMs * 5);
    expect(line.said).toHaveLength(1);
  });

  it('thatIsOneBadLook_changesAndSaysNothing', () => {
    const line = new Line();
    line.is('weak', weakForMs);
    expect(line.is('fine', heldForMs)).toEqual({ low: false, cameras: true });
    expect(line.said).toEqual([]);
  });

  it('andIsFineBeforeTheChange_isNotChanged', () => {
    const line = new Line();
    line.is('short', everyMs);
    expect(line.is('fine', heldForMs)).toMatchObject({ low: false });
    expect(line.said).toEqual(['pictures-pause at 0']);
  });

  it('wavering_isSpokenOfOnceAMinute', () => {
    const line = new Line();
    for (let turn = 0; turn < 10; turn += 1) {
      line.is('short', everyMs);
      line.is('fine', sentenceFirstMs + everyMs);
    }
    expect(line.nowMs).toBeLessThan(heldForMs);
    expect(line.said).toEqual(['pictures-pause at 0']);
  });

  it('asksForNoCameraAtAll_onlyWhereSoundIsInDanger', () => {
    const line = new Line();
    expect(line.is('short', heldForMs)).toEqual({ low: true, cameras: true });
    line.is('weak', weakForMs);
    expect(line.is('weak', everyMs)).toEqual({ low: true, cameras: false });
    expect(line.said).toHaveLength(1);
  });
});

describe('a line that gets better', () => {
  it('isSpokenOfFirst_andPicturesReturnAfterIt', () => {
    const line = new Line();
    line.is('weak', weakForMs + sentenceFirstMs + 2 * everyMs);
    expect(line.step).toEqual({ low: true, cameras: false });
    const from = line.nowMs;
    expect(line.is('fine', fineForMs + everyMs)).toEqual({
      say: 'pictures-return',
      low: true,
      cameras: false,
    });
    expect(line.said[1]).toBe(`pictures-return at ${from + fineForMs}`);
    expect(line.is('fine', sentenceFirstMs)).toEqual({ low: false, cameras: true });
  });

  it('butNotForLong_keepsWhatItSaid_andIsTrustedLaterEachTime', () => {
    const line = new Line();
    const waits: number[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      line.is('short', sentenceFirstMs + everyMs);
      const from = line.nowMs;
      while (line.step.say !== 'pictures-return') line.is('fine', everyMs);
      waits.push(line.nowMs - everyMs - from);
      expect(line.is('short', sentenceFirstMs)).toMatchObject({ low: false });
    }
    expect(waits.slice(0, 3)).toEqual([fineForMs, fineForMs * 2, fineForMs * 4]);
    expect(Math.max(...waits)).toBe(fineForMsMax);
    expect(line.said.filter((word) => word.startsWith('pictures-return'))).toHaveLength(7);
  });

  it('andHolds_isTrustedAsAtFirst', () => {
    const line = new Line();
    const fall = (): number => {
      line.is('short', sentenceFirstMs + everyMs);
      const from = line.nowMs;
      while (line.step.say !== 'pictures-return') line.is('fine', everyMs);
      return line.nowMs - everyMs - from;
    };
    expect(fall()).toBe(fineForMs);
    line.is('fine', sentenceFirstMs + everyMs);
    expect(fall()).toBe(fineForMs * 2);
    line.is('fine', sentenceFirstMs + heldForMs + everyMs);
    expect(fall()).toBe(fineForMs);
  });
});
