import { describe, expect, it } from 'vitest';
import { FakeTrack } from '../../test/media/devices-fake';
import { Coming, comesWithinMs } from './coming';

const track = (): MediaStreamTrack => new FakeTrack('video', 'camera') as unknown as MediaStreamTrack;

describe('a camera of which nothing comes', () => {
  it('isOnItsWay_untilItHasHadTheTimeToCome', () => {
    const coming = new Coming();
    const camera = track();
    expect(coming.isOnItsWay('maya', 0)).toBe(true);
    coming.look([{ seat: 'maya', track: undefined, comes: false }], true, 0);
    coming.look([{ seat: 'maya', track: camera, comes: false }], true, 1000);
    expect(coming.isOnItsWay('maya', comesWithinMs - 1)).toBe(true);
    expect(coming.isOnItsWay('maya', comesWithinMs)).toBe(false);
  });

  it('isOff_whereItCameBefore', () => {
    const coming = new Coming();
    const camera = track();
    coming.look([{ seat: 'maya', track: camera, comes: true }], true, 0);
    coming.look([{ seat: 'maya', track: camera, comes: false }], true, 100);
    expect(coming.isOnItsWay('maya', 100)).toBe(false);
  });

  it('isOff_whereItGoesAlone', () => {
    const coming = new Coming();
    coming.look([{ seat: 'maya', track: track(), comes: true }], true, 0);
    coming.look([{ seat: 'maya', track: undefined, comes: false }], true, 100);
    expect(coming.isOnItsWay('maya', 100)).toBe(false);
  });

  it('isOnItsWayAgain_afterANewConnection_andWhereThePersonComesAgain', () => {
    const coming = new Coming();
    coming.look([{ seat: 'maya', track: track(), comes: true }], true, 0);
    coming.look([{ seat: 'maya', track: undefined, comes: false }], false, 50_000);
    expect(coming.isOnItsWay('maya', 50_100)).toBe(true);
    coming.look([{ seat: 'maya', track: track(), comes: false }], true, 51_000);
    expect(coming.isOnItsWay('maya', 50_000 + comesWithinMs)).toBe(false);
    coming.look([], true, 60_000);
    coming.look([{ seat: 'maya', track: track(), comes: false }], true, 70_000);
    expect(coming.isOnItsWay('maya', 70_000)).toBe(true);
  });
});
