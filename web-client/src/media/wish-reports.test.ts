import { describe, expect, it, vi } from 'vitest';
import { WishReports, wishOf, type Shown, type WishFrame } from './wish-reports';

const camera = (seat: string, height: number): Shown => ({ seat, kind: 'camera', height });

describe('wishOf', () => {
  it('whatIsNotShown_isNotWished', () => {
    expect(wishOf([camera('sea_1', 180), camera('sea_2', 0)], true)).toEqual({
      type: 'media',
      name: 'wish',
      stage: [],
      tiles: [{ seat: 'sea_1', height: 180 }],
      screen: 0,
      video: true,
    });
  });

  it('aLargePicture_isOnStage_andGoesFirst', () => {
    const wish = wishOf([camera('sea_1', 180), camera('sea_2', 720)], true);
    expect(wish.stage).toEqual(['sea_2']);
    expect(wish.tiles.map(({ seat }) => seat)).toEqual(['sea_2', 'sea_1']);
  });

  it('aScreen_isWishedByItsHeight_andIsNoTile', () => {
    const wish = wishOf([{ seat: 'sea_1', kind: 'screen', height: 800 }, camera('sea_1', 100)], true);
    expect([wish.screen, wish.tiles]).toEqual([800, [{ seat: 'sea_1', height: 100 }]]);
  });

  it('aTileThatGrowsByPixels_isTheSameWish', () => {
    expect(wishOf([camera('sea_1', 181)], true)).toEqual(wishOf([camera('sea_1', 199)], true));
  });

  it('whoSavesData_wantsNoCameras', () => {
    expect(wishOf([camera('sea_1', 180)], false).video).toBe(false);
  });

  it('moreThanTheEngineTakes_areCut_theLargestKept', () => {
    const many = Array.from({ length: 70 }, (_, i) => camera(`sea_${i}`, 100 + 20 * i));
    const wish = wishOf([...many, camera('sea_wall', 9000)], true);
    expect([wish.tiles.length, wish.tiles[0]]).toEqual([64, { seat: 'sea_wall', height: 4320 }]);
  });
});

describe('WishReports', () => {
  it('theSameWish_isToldOnce_andAnotherAtTheNextLook', () => {
    vi.stubGlobal('document', new EventTarget());
    let height = 180;
    const told: WishFrame[] = [];
    const reports = new WishReports(
      () => wishOf([camera('sea_1', height)], true),
      (wish) => told.push(wish),
    );
    expect(told).toEqual([]);
    reports.look();
    reports.look();
    height = 360;
    document.dispatchEvent(new Event('visibilitychange'));
    reports.close();
    document.dispatchEvent(new Event('visibilitychange'));
    vi.unstubAllGlobals();
    expect(told.map(({ tiles }) => tiles[0]?.height)).toEqual([180, 360]);
  });
});
