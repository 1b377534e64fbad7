import { describe, expect, it } from 'vitest';
import { heed, planned } from './encodings';

const active = (count: number, lines: number, wanted?: number): boolean[] =>
  planned('camera', count, lines, wanted).map((encoding) => encoding.active);
const scales = (count: number, lines: number): number[] =>
  planned('camera', count, lines, undefined).map((encoding) => encoding.scaleResolutionDownBy);

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
    expect(planned('camera', 3, 720, 3).map((encoding) => encoding.maxBitrate)).toEqual([
      120_000, 450_000, 1_500_000,
    ]);
  });

  it('aCamera_isAskedForTemporalLayers_andAScreenIsNot', () => {
    expect(planned('camera', 3, 720, 3).map((encoding) => encoding.scalabilityMode)).toEqual([
      'L1T3',
      'L1T3',
      'L1T3',
    ]);
    expect(planned('screen', 2, 1080, 2).every((encoding) => !('scalabilityMode' in encoding))).toBe(true);
  });

  it('aScreen_goesOutSharp_andHalfAsHigh', () => {
    expect(planned('screen', 2, 1080, undefined)).toEqual([
      { active: true, maxBitrate: 200_000, scaleResolutionDownBy: 2 },
      { active: true, maxBitrate: 2_500_000, scaleResolutionDownBy: 1 },
    ]);
    expect(planned('screen', 2, 1080, 1).map((encoding) => encoding.active)).toEqual([true, false]);
    expect(planned('screen', 2, 1080, 0).map((encoding) => encoding.active)).toEqual([false, false]);
  });

  it('theSharpSizeAlone_isSentWhereItIsWanted', () => {
    const alone = (wanted: number): boolean[] =>
      planned('screen', 2, 1080, wanted, true).map((encoding) => encoding.active);
    expect([alone(2), alone(1), alone(0)]).toEqual([
      [false, true],
      [true, false],
      [false, false],
    ]);
  });

  it('aVeryLargeScreen_isScaledTo1080Lines_andASmallWindowGoesOutInOneSize', () => {
    expect(planned('screen', 2, 2160, 2).map((encoding) => encoding.scaleResolutionDownBy)).toEqual([4, 2]);
    expect(planned('screen', 2, 300, 2)).toMatchObject([
      { active: true, scaleResolutionDownBy: 1 },
      { active: false },
    ]);
  });
});

const camera = { getSettings: () => ({ width: 1280, height: 720 }) };

class Sender {
  readonly set: { encodings: Record<string, unknown>[] }[] = [];
  encodings: Record<string, unknown>[];
  track: { readonly getSettings: () => MediaTrackSettings } | null = camera;

  constructor(
    count: number,
    private readonly modes: 'taken' | 'refused' | 'unknown' = 'taken',
  ) {
    this.encodings = Array.from({ length: count }, (_, rid) => ({ rid: String(rid + 1), active: true }));
  }

  getParameters(): { encodings: Record<string, unknown>[] } {
    return { encodings: this.encodings.map((encoding) => ({ ...encoding })) };
  }

  async setParameters(given: { encodings: Record<string, unknown>[] }): Promise<void> {
    const asked = given.encodings.some((encoding) => 'scalabilityMode' in encoding);
    if (asked && this.modes === 'refused') throw new DOMException('no such mode', 'OperationError');
    this.set.push(given);
    this.encodings = given.encodings.map((encoding) =>
      Object.fromEntries(
        Object.entries(encoding).filter(([key]) => this.modes === 'taken' || key !== 'scalabilityMode'),
      ),
    );
  }
}

async function heeded(sender: Sender, ...wanted: (number | undefined)[]): Promise<Sender> {
  for (const one of wanted) await heed(sender as unknown as RTCRtpSender, 'camera', one);
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

  it('whatIsWantedMeanwhile_waitsForItsTurn', async () => {
    const sender = new Sender(3);
    const told = [3, 1, 2].map((one) => heed(sender as unknown as RTCRtpSender, 'camera', one));
    await Promise.all(told);
    expect(sender.set).toHaveLength(3);
    expect(sender.encodings.map((encoding) => encoding['active'])).toEqual([true, true, false]);
  });

  it('aCameraThatWasStopped_isStoppedInEverySize_andBeginsAgainInThoseThatAreWanted', async () => {
    const active = (): unknown[] => sender.encodings.map((encoding) => encoding['active']);
    const sender = await heeded(new Sender(3), 2);
    sender.track = null;
    await heeded(sender, 2, 2);
    expect(active()).toEqual([false, false, false]);
    expect(sender.set).toHaveLength(2);
    sender.track = camera;
    await heeded(sender, 2);
    expect(active()).toEqual([true, true, false]);
  });

  it('whatNeverSentAnything_staysAsItWasAnswered', async () => {
    const sender = new Sender(2);
    sender.track = null;
    expect((await heeded(sender, undefined)).set).toEqual([]);
  });

  it('beforeTheFirstAnswer_thereIsNothingToChange', async () => {
    expect((await heeded(new Sender(0), 2)).set).toEqual([]);
  });

  it('whereTemporalLayersAreTaken_theyAreAskedForOnce', async () => {
    const sender = await heeded(new Sender(3), 3, 3);
    expect(sender.set).toHaveLength(1);
    expect(sender.encodings.map((encoding) => encoding['scalabilityMode'])).toEqual(['L1T3', 'L1T3', 'L1T3']);
  });

  it.each(['refused', 'unknown'] as const)(
    'whereTemporalLayersAre_%s_theRestIsHeeded_andTheyAreNotAskedForAgain',
    async (modes) => {
      const sender = await heeded(new Sender(3, modes), 2, 2, 1);
      expect(sender.encodings.map((encoding) => encoding['active'])).toEqual([true, false, false]);
      expect(sender.encodings[0]).toMatchObject({ maxBitrate: 120_000, scaleResolutionDownBy: 4 });
      const asked = sender.set.filter(({ encodings }) => encodings.some((one) => 'scalabilityMode' in one));
      expect(asked).toHaveLength(modes === 'refused' ? 0 : 1);
      expect(sender.set.length - asked.length).toBe(modes === 'refused' ? 2 : 1);
    },
  );
});
