import { describe, expect, it } from 'vitest';
import { sayEveryMs, Signs } from './signs';

/** A page whose time passes in the test alone, and what it told the engine and when, in seconds. */
class Desk {
  readonly told: number[] = [];
  open = true;
  private nowMs = 1_000_000;
  private readonly begun = this.nowMs;
  private timers: { readonly at: number; readonly action: () => void }[] = [];
  readonly signs = new Signs({
    later: (action, ms) => {
      const timer = { at: this.nowMs + ms, action };
      this.timers.push(timer);
      return () => (this.timers = this.timers.filter((one) => one !== timer));
    },
    now: () => this.nowMs,
    say: () => {
      if (this.open) this.told.push((this.nowMs - this.begun) / 1000);
      return this.open;
    },
  });

  pass(seconds: number): void {
    const until = this.nowMs + seconds * 1000;
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((one) => one !== next);
      this.nowMs = next.at;
      next.action();
    }
    this.nowMs = until;
  }
}

describe('signs of a person', () => {
  it('theFirst_isToldAtOnce_andMoreOfThemOnceAMinute', () => {
    const desk = new Desk();
    desk.signs.seen();
    for (let second = 0; second < 150; second += 1) {
      desk.pass(1);
      desk.signs.seen();
    }
    expect(desk.told).toEqual([0, 60, 120]);
  });

  it('theLastOfAMinute_isToldWhenItIsOver_andThenNothingMore', () => {
    const desk = new Desk();
    desk.signs.seen();
    desk.pass(59);
    desk.signs.seen();
    desk.pass(600);
    expect(desk.told).toEqual([0, 60]);
    desk.signs.seen();
    expect(desk.told).toEqual([0, 60, 659]);
  });

  it('speaking_isASignForAsLongAsItLasts', () => {
    const desk = new Desk();
    desk.signs.speaks(true);
    desk.pass(130);
    desk.signs.speaks(false);
    desk.pass(600);
    expect(desk.told).toEqual([0, 60, 120, 180]);
  });

  it('aWarning_isAnsweredByWhatWasNotToldYet_andElseBySomebodyAlone', () => {
    const desk = new Desk();
    desk.signs.seen();
    desk.pass(20);
    desk.signs.seen();
    desk.pass(10);
    expect(desk.signs.answers()).toBe(true);
    expect(desk.told).toEqual([0, 30]);
    desk.pass(5);
    expect(desk.signs.answers()).toBe(false);
    desk.signs.answer();
    expect(desk.told).toEqual([0, 30, 35]);
  });

  it('withoutALine_isToldOnceThereIsOne', () => {
    const desk = new Desk();
    desk.open = false;
    desk.signs.seen();
    expect(desk.signs.answers()).toBe(false);
    desk.open = true;
    desk.pass(sayEveryMs / 1000);
    expect(desk.told).toEqual([60]);
  });

  it('aPageThatIsLeft_tellsNothingMore', () => {
    const desk = new Desk();
    desk.signs.speaks(true);
    desk.pass(10);
    desk.signs.stop();
    desk.pass(600);
    expect(desk.told).toEqual([0]);
  });
});
