import { describe, expect, it } from 'vitest';
import { Passing } from './passing';

const pictures = (framesEncoded: number): [{ type: string; framesEncoded: number }] => [
  { type: 'outbound-rtp', framesEncoded },
];
const sound = (
  packetsSent: number,
  retransmittedPacketsSent = 0,
): [{ type: string; packetsSent: number; retransmittedPacketsSent: number }] => [
  { type: 'outbound-rtp', packetsSent, retransmittedPacketsSent },
];

describe('a sender that is led through the worker', () => {
  it('whoseFramesComeToIt_isLed', () => {
    const passing = new Passing();
    expect([10, 20, 30].map((count) => passing.look(pictures(count), count + 1))).toEqual([true, true, true]);
  });

  it('whichGoesOnWithoutIt_isNot', () => {
    const passing = new Passing();
    expect(passing.look(sound(50), 0)).toBe(true);
    expect(passing.look(sound(100), 0)).toBe(false);
  });

  it('whichBeginsToPassByInTheMiddle_isNot', () => {
    const passing = new Passing();
    expect(passing.look(pictures(10), 10)).toBe(true);
    expect(passing.look(pictures(20), 10)).toBe(true);
    expect(passing.look(pictures(30), 10)).toBe(false);
    expect(passing.look(pictures(40), 20)).toBe(true);
  });

  it('whichWasStopped_isLed_thoughItsLastFrameWasOnItsWay', () => {
    const passing = new Passing();
    expect([10, 11, 11, 11].map((count) => passing.look(pictures(count), 11))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('whichOnlySendsAgainWhatWasLost_isLed', () => {
    const passing = new Passing();
    expect([0, 5, 9].map((again) => passing.look(sound(10 + again, again), 10))).toEqual([true, true, true]);
  });
});
