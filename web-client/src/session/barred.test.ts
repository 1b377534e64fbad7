import { describe, expect, it } from 'vitest';
import { barredBy, type Barred } from './barred';

/** A page that forbids these, and what it was asked about. */
function page(...forbidden: Barred[]): {
  readonly asked: Barred[];
  readonly forbids: (device: Barred) => boolean;
} {
  const asked: Barred[] = [];
  return {
    asked,
    forbids: (device) => {
      asked.push(device);
      return forbidden.includes(device);
    },
  };
}

describe('what a page keeps from the room in it', () => {
  it.each(['unused', 'unknown'] as const)('aCamera_whereCamerasAre_%s_isNotLookedAt', (cameras) => {
    const { asked, forbids } = page('camera');
    expect(barredBy(forbids, cameras)).toBeUndefined();
    expect(asked).toEqual(['microphone']);
  });

  it('aCamera_isMissedWhereCamerasAreUsed', () => {
    expect(barredBy(page('camera').forbids, 'used')).toBe('camera');
    expect(barredBy(page('camera', 'microphone').forbids, 'used')).toBe('camera');
    expect(barredBy(page().forbids, 'used')).toBeUndefined();
  });

  it.each(['used', 'unused', 'unknown'] as const)('aMicrophone_whereCamerasAre_%s_isMissed', (cameras) => {
    expect(barredBy(page('microphone').forbids, cameras)).toBe('microphone');
  });
});
