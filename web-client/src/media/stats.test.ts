import { describe, expect, it } from 'vitest';
import { lineLevel, withoutHeld } from './stats';

describe('what a line has room for', () => {
  it('isToldByItsFigures_andByTheBridge', () => {
    const paused = { sea_2: { camera: { paused: true, why: 'line' as const } } };
    const unseen = { sea_2: { camera: { paused: true, why: 'wish' as const } } };
    expect([lineLevel('weak', {}), lineLevel('good', paused), lineLevel('good', unseen)]).toEqual([
      'weak',
      'short',
      'fine',
    ]);
  });

  it('keepsWhatFlowed_ofAPictureThatIsToPause', () => {
    const told = { sea_2: { camera: { paused: true, why: 'line' as const } }, sea_3: {} };
    const before = { sea_2: { camera: true }, sea_3: { camera: true } };
    const now = { sea_2: { camera: false, microphone: true }, sea_3: { camera: false } };
    expect(withoutHeld(now, before, told)).toEqual({
      sea_2: { camera: true, microphone: true },
      sea_3: { camera: false },
    });
  });
});
