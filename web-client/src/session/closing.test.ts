import { describe, expect, it } from 'vitest';
import { Closing, endAfterMs } from './closing';

class Desk {
  readonly done: string[] = [];
  at: number | undefined;
  private timer: (() => void) | undefined;
  readonly closing = new Closing({
    later: (action) => {
      this.timer = action;
      return () => (this.timer = undefined);
    },
    now: () => 1000,
    end: () => this.done.push('end'),
    changed: (at) => (this.at = at),
  });

  leave(): void {
    this.closing.settle();
    this.done.push('leave');
  }

  pauseIsOver(): void {
    this.timer?.();
  }
}

describe('ending a session', () => {
  it('takesEffectAfterThePause', () => {
    const desk = new Desk();
    desk.closing.begin();
    expect([desk.at, desk.done]).toEqual([1000 + endAfterMs, []]);
    desk.pauseIsOver();
    expect([desk.at, desk.done]).toEqual([undefined, ['end']]);
  });

  it('thenLeaving_endsItFirst_andOnce', () => {
    const desk = new Desk();
    desk.closing.begin();
    desk.leave();
    desk.pauseIsOver();
    desk.leave();
    expect(desk.done).toEqual(['end', 'leave', 'leave']);
  });

  it('takenBack_thenLeaving_endsNothing', () => {
    const desk = new Desk();
    desk.closing.begin();
    desk.closing.keepOpen();
    desk.leave();
    desk.pauseIsOver();
    expect([desk.at, desk.done]).toEqual([undefined, ['leave']]);
  });

  it('pressedTwice_endsOnce', () => {
    const desk = new Desk();
    desk.closing.begin();
    desk.closing.begin();
    desk.pauseIsOver();
    desk.pauseIsOver();
    expect(desk.done).toEqual(['end']);
  });
});
