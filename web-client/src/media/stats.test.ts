import { describe, expect, it } from 'vitest';
import { healthOf, lineLevel, withoutHeld } from './stats';

type Stat = Readonly<Record<string, unknown>>;

/** A connection whose figures a test writes. */
function connection(...stats: readonly Stat[]): { stats: readonly Stat[]; pc: RTCPeerConnection } {
  const given = { stats };
  const getStats = async (): Promise<Map<string, Stat>> =>
    new Map(given.stats.map((stat, index) => [String(index), stat]));
  return Object.assign(given, { pc: { getStats } as unknown as RTCPeerConnection });
}

const pair = { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.04 };
const inbound = (packetsReceived: number, packetsLost: number): Stat => ({
  type: 'inbound-rtp',
  packetsReceived,
  packetsLost,
});

describe('the health of a line', () => {
  it('countsWhatWasLostOnTheWayHere_sinceTheLookBefore', async () => {
    const given = connection(pair, inbound(1000, 200));
    await healthOf(given.pc);
    given.stats = [pair, inbound(1900, 300)];
    expect(await healthOf(given.pc)).toEqual({ line: 'weak', roundTripMs: 40, lossPercent: 10 });
    given.stats = [pair, inbound(2900, 300)];
    expect(await healthOf(given.pc)).toEqual({ line: 'good', roundTripMs: 40, lossPercent: 0 });
  });

  it('ofAnotherConnection_beginsAnew', async () => {
    const given = connection(pair, inbound(1000, 200));
    await healthOf(given.pc);
    expect(await healthOf(connection(pair, inbound(100, 0)).pc)).toMatchObject({ lossPercent: 0 });
  });

  it('takesNothingFromAFewPackets_orFromStreamsThatWent', async () => {
    const given = connection(pair, inbound(10, 10));
    expect(await healthOf(given.pc)).toMatchObject({ lossPercent: 0 });
    given.stats = [pair, inbound(5, 90)];
    expect(await healthOf(given.pc)).toMatchObject({ lossPercent: 0 });
  });

  it('leavesAsideWhatABridgeSaysOfSoundThatOthersLost', async () => {
    const sound = { type: 'remote-inbound-rtp', kind: 'audio', fractionLost: 0.0977 };
    expect(await healthOf(connection(pair, sound).pc)).toMatchObject({ line: 'good', lossPercent: 0 });
    const pictures = { type: 'remote-inbound-rtp', kind: 'video', fractionLost: 0.0977 };
    expect(await healthOf(connection(pair, sound, pictures).pc)).toMatchObject({ line: 'weak' });
  });
});

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
