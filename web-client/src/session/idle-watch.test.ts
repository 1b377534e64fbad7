import { describe, expect, it } from 'vitest';
import { IdleWatch, Pointer } from './idle-watch';

function watched(): {
  readonly watch: IdleWatch;
  readonly page: EventTarget;
  readonly told: string[];
  readonly warned: (number | undefined)[];
} {
  const page = new EventTarget();
  const told: string[] = [];
  const warned: (number | undefined)[] = [];
  const watch = new IdleWatch(
    {
      later: () => () => undefined,
      now: () => 1_000_000,
      say: () => {
        told.push('here');
        return true;
      },
      changed: (at) => warned.push(at),
    },
    page,
  );
  return { watch, page, told, warned };
}

describe('whether somebody is at a page', () => {
  it('aWarning_isShown_andAnsweredBySomebody', () => {
    const { watch, told, warned } = watched();
    watch.warn(60);
    expect([warned, told]).toEqual([[1_060_000], []]);
    watch.isHere();
    watch.isHere();
    expect([warned, told]).toEqual([[1_060_000, undefined], ['here']]);
  });

  it('aWarning_isNotShownToWhoSpeaks', () => {
    const { watch, told, warned } = watched();
    watch.speaks(true);
    watch.warn(60);
    expect([warned, told]).toEqual([[], ['here', 'here']]);
  });

  it('aWarningOfALineThatIsLost_isOver', () => {
    const { watch, warned } = watched();
    watch.unwarn();
    watch.warn(60);
    watch.unwarn();
    watch.unwarn();
    expect(warned).toEqual([1_060_000, undefined]);
  });

  it('whatAPageDoesByItself_isNoSign', () => {
    const { page, told } = watched();
    page.dispatchEvent(new Event('click'));
    page.dispatchEvent(new Event('pointerdown'));
    expect(told).toEqual([]);
  });

  it('aPointerThatLiesStill_isNoSign_howeverThePageMovesUnderIt', () => {
    const pointer = new Pointer();
    const moved = [
      [5, 5],
      [5, 5],
      [6, 5],
      [6, 5],
      [6, 4],
    ].map(([screenX = 0, screenY = 0]) => pointer.moved({ screenX, screenY }));
    expect(moved).toEqual([false, false, true, false, true]);
  });
});
