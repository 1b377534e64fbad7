import { describe, expect, it } from 'vitest';
import { gridFor, pageOf } from './layout';

describe('the grid on a desktop stage', () => {
  it.each([
    [1, 1, 1],
    [2, 2, 1],
    [3, 3, 1],
    [4, 2, 2],
    [6, 3, 2],
    [8, 4, 2],
    [12, 4, 3],
  ])('%i people sit in %i columns and %i rows', (people, columns, rows) => {
    expect(gridFor(people, 1392, 680, 16)).toMatchObject({ columns, rows });
  });

  it('nineOnANearlySquareStage_areThreeByThree', () => {
    expect(gridFor(9, 690, 690, 16)).toMatchObject({ columns: 3, rows: 3 });
  });
});

describe('the grid on a phone', () => {
  it.each([
    [1, 1, false],
    [2, 1, false],
    [3, 2, true],
    [4, 2, false],
    [8, 2, false],
  ])('%i people sit in %i columns, one leading: %s', (people, columns, leading) => {
    expect(gridFor(people, 336, 560, 12)).toMatchObject({ columns, leading });
  });
});

describe('every size', () => {
  it('hasAPlaceForEachPerson', () => {
    for (let people = 1; people <= 12; people += 1) {
      for (const [width, height] of [
        [1392, 680],
        [640, 640],
        [336, 560],
        [900, 260],
      ] as const) {
        const { columns, rows, leading } = gridFor(people, width, height, 12);
        expect(columns * rows - (leading ? columns - 1 : 0)).toBeGreaterThanOrEqual(people);
      }
    }
  });
});

describe('more than twelve', () => {
  const people = Array.from({ length: 30 }, (_, index) => index);
  it('pageQuietly', () => expect(pageOf(people, 1)).toMatchObject({ page: 1, pages: 3 }));
  it('neverLeavesTheLastPage', () =>
    expect(pageOf(people, 9)).toMatchObject({ page: 2, items: [24, 25, 26, 27, 28, 29] }));
});
