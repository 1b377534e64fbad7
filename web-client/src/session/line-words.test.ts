import { describe, expect, it } from 'vitest';
import { lineWords } from './line-words';

describe('how staff read a line', () => {
  it('saysFirstWhatThePersonHearsAndSees_thenTheFigures', () => {
    expect(
      lineWords({
        line: 'weak',
        rttMs: 640,
        lossUp: 9,
        lossDown: 2.5,
        estimateKbps: 280,
        audio: { concealedPercent: 6 },
        video: { height: 180, fps: 6, frozenPercent: 22 },
        path: 'relay',
      }),
    ).toBe(
      'sound breaks up, pictures stand still, 640 ms, 9 % lost from them, 2.5 % lost to them, carries 280 kbit/s, pictures of 180 lines, over a relay',
    );
  });

  it('ofAGoodLine_isShort_andOfAnUnmeasuredOneNothing', () => {
    expect(lineWords({ line: 'good', rttMs: 40, lossUp: 0, lossDown: 0, path: 'udp' })).toBe('40 ms');
    expect(lineWords({ line: 'good' })).toBe('');
  });
});
