import { describe, expect, it } from 'vitest';
import { healthOf } from './line-figures';

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
  kind: 'audio',
  packetsReceived,
  packetsLost,
});

describe('the health of a line', () => {
  it('countsWhatWasLostOnTheWayHere_sinceTheLookBefore', async () => {
    const given = connection(pair, inbound(1000, 200));
    await healthOf(given.pc);
    given.stats = [pair, inbound(1900, 300)];
    expect(await healthOf(given.pc)).toMatchObject({
      line: 'weak',
      rttMs: 40,
      lossUp: 0,
      lossDown: 10,
    });
    given.stats = [pair, inbound(2900, 300)];
    expect(await healthOf(given.pc)).toMatchObject({ line: 'good', lossDown: 0 });
  });

  it('ofAnotherConnection_beginsAnew', async () => {
    const given = connection(pair, inbound(1000, 200));
    await healthOf(given.pc);
    expect(await healthOf(connection(pair, inbound(100, 0)).pc)).toMatchObject({ lossDown: 0 });
  });

  it('takesNothingFromAFewPackets_orFromStreamsThatWent', async () => {
    const given = connection(pair, inbound(10, 10));
    expect(await healthOf(given.pc)).toMatchObject({ lossDown: 0 });
    given.stats = [pair, inbound(5, 90)];
    expect(await healthOf(given.pc)).toMatchObject({ lossDown: 0 });
  });

  it('leavesAsideWhatABridgeSaysOfSoundThatOthersLost', async () => {
    const sound = { type: 'remote-inbound-rtp', kind: 'audio', fractionLost: 0.0977 };
    expect(await healthOf(connection(pair, sound).pc)).toMatchObject({ line: 'good', lossUp: 0 });
    const pictures = { type: 'remote-inbound-rtp', kind: 'video', fractionLost: 0.0977 };
    expect(await healthOf(connection(pair, sound, pictures).pc)).toMatchObject({ line: 'weak', lossUp: 9.8 });
  });

  it('takesNothingFromTheLastReportOfAStreamThatIsNotSentAnyMore', async () => {
    const report = { type: 'remote-inbound-rtp', kind: 'video', fractionLost: 0.53 };
    const sent = { ...report, fractionLost: 0, timestamp: 59_000 };
    const at = { ...pair, timestamp: 60_000 };
    const { pc } = connection(at, sent, { ...report, timestamp: 24_000 });
    expect(await healthOf(pc)).toMatchObject({ line: 'good', lossUp: 0 });
    const fresh = connection(at, sent, { ...report, timestamp: 58_000 });
    expect(await healthOf(fresh.pc)).toMatchObject({ line: 'weak', lossUp: 53 });
  });

  it('doesNotCountTheSilenceOfWhichAVideobridgeSendsNothing', async () => {
    const sound = { type: 'inbound-rtp', kind: 'audio' };
    const given = connection(pair, sound);
    await healthOf(given.pc);
    given.stats = [
      pair,
      { ...sound, totalSamplesReceived: 96_000, concealedSamples: 74_000, silentConcealedSamples: 72_080 },
    ];
    expect(await healthOf(given.pc)).toMatchObject({ audio: { concealedPercent: 8 } });
  });

  it('saysHowMuchSoundWasMadeUp_andHowLongPicturesStoodStill', async () => {
    const sound = {
      type: 'inbound-rtp',
      kind: 'audio',
      totalSamplesReceived: 480_000,
      concealedSamples: 48_000,
    };
    const picture = {
      type: 'inbound-rtp',
      kind: 'video',
      timestamp: 10_000,
      frameHeight: 180,
      framesPerSecond: 14.2,
      totalFreezesDuration: 1,
    };
    const given = connection(pair, sound, picture);
    await healthOf(given.pc);
    given.stats = [
      pair,
      { ...sound, totalSamplesReceived: 576_000, concealedSamples: 52_800 },
      { ...picture, timestamp: 12_000, totalFreezesDuration: 1.5 },
      { ...picture, timestamp: 12_000, frameHeight: 90, framesPerSecond: 30, totalFreezesDuration: 0 },
    ];
    expect(await healthOf(given.pc)).toMatchObject({
      audio: { concealedPercent: 5 },
      video: { height: 180, fps: 14, frozenPercent: 25 },
    });
  });

  it.each([
    [{ candidateType: 'host', protocol: 'udp' }, 'udp'],
    [{ candidateType: 'srflx', protocol: 'tcp' }, 'tcp'],
    [{ candidateType: 'relay', protocol: 'udp', relayProtocol: 'udp' }, 'relay'],
    [{ candidateType: 'relay', protocol: 'udp', relayProtocol: 'tls' }, 'tls'],
  ])('namesTheWay: %j', async (candidate, path) => {
    const used = { ...pair, localCandidateId: 'L1' };
    const local = { type: 'local-candidate', id: 'L1', ...candidate };
    expect(await healthOf(connection(used, local).pc)).toMatchObject({ path });
  });

  it('withNothingMeasured_isMadeOfFiguresOnly', async () => {
    const strange = { type: 'inbound-rtp', kind: 'video', frameHeight: Number.NaN, packetsLost: -5 };
    expect(await healthOf(connection(strange).pc)).toEqual({
      line: 'good',
      rttMs: 0,
      lossUp: 0,
      lossDown: 0,
      audio: { concealedPercent: 0 },
    });
  });
});
