import { describe, expect, it } from 'vitest';
import { heed, planned } from './encodings';

const active = (count: number, lines: number, wanted?: number): boolean[] =>
  planned(count, lines, wanted).map((encoding) => encoding.active);
const scales = (count: number, lines: number): number[] =>
  planned(count, lines, undefined).map((encoding) => encoding.scaleResolutionDownBy);

describe('planned', () => {
  it('aLargeCamera_goesOutInThreeSizes', () => {
    expect([active(3, 720), scales(3, 720)]).toEqual([
      [true, true, true],
      [4, 2, 1],
    ]);
  });

  it('aSmallerCamera_goesOutInFewer_noneSmallerThanOfUse', () => {
    expect([active(3, 480), scales(3, 480)]).toEqual([
      [true, true, false],
      [2, 1, 1],
    ]);
    expect([active(3, 120), scales(3, 120)]).toEqual([
      [true, false, false],
      [1, 1, 1],
    ]);
  });

  it('whatNobodyWants_isNotSent', () => {
    expect(active(3, 720, 1)).toEqual([true, false, false]);
    expect(active(3, 720, 0)).toEqual([false, false, false]);
    expect(active(3, 480, 3)).toEqual([true, true, false]);
  });

  it('eachSize_takesWhatItIsWorth', () => {
    expect(planned(3, 720, 3).map((encoding) => encoding.maxBitrate)).toEqual([120_000, 450_000, 1_500_000]);
  });
});

class Sender {
  readonly set: { encodings: Record<string, unknown>[] }[] = [];
  encodings: Record<string, unknown>[];
  readonly track = { getSettings: () => ({ width: 1280, height: 720 }) };

  constructor(count: number) {
    this.encodings = Array.from({ length: count }, (_, rid) => ({ rid: String(rid + 1), active: true }));
  }

  getParameters(): { encodings: Record<string, unknown>[] } {
    return { encodings: this.encodings.map((encoding) => ({ ...encoding })) };
  }

  async setParameters(given: { encodings: Record<string, unknown>[] }): Promise<void> {
    this.set.push(given);
    this.encodings = given.encodings;
  }
}

async function heeded(sender: Sender, ...wanted: (number | undefined)[]): Promise<Sender> {
  for (const one of wanted) await heed(sender as unknown as RTCRtpSender, one);
  return sender;
}

describe('heed', () => {
  it('theSameDemand_changesNothingAgain', async () => {
    const sender = await heeded(new Sender(3), 2, 2);
    expect(sender.set).toHaveLength(1);
    expect(sender.encodings.map((encoding) => encoding['active'])).toEqual([true, true, false]);
  });

  it('aPictureInOneSize_isStoppedAndBegunAgain_andKeepsItsBitrate', async () => {
    const sender = await heeded(new Sender(1), 1, 0, 3);
    expect(sender.set.map(({ encodings }) => encodings)).toEqual([
      [{ rid: '1', active: false }],
      [{ rid: '1', active: true }],
    ]);
  });

  it('beforeTheFirstAnswer_thereIsNothingToChange', async () => {
    expect((await heeded(new Sender(0), 2)).set).toEqual([]);
  });
});
