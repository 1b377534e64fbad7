import type { HealthSummary, LinePath } from '../protocol/frames';

interface Numbers {
  readonly [key: string]: unknown;
}

/** What a look at a connection counted. Counters only grow while their streams are there. */
interface Counted {
  readonly atMs: number;
  readonly received: number;
  readonly lost: number;
  /** Samples that were made up, but for silence: a videobridge sends nothing of that, so that it is made up by all. */
  readonly concealed: number;
  readonly played: number;
  /** The longest that one picture stood still so far, in seconds. */
  readonly frozen: number;
}

/** Above these a line is called weak. They are high on purpose: a wrong alarm costs trust. */
export const weakRoundTripMs = 600;
export const weakLossPercent = 8;

/** Fewer packets or samples than these between two looks say nothing of a line. */
const packetsMin = 50;
const samplesMin = 8_000;
/** A bridge reports of what it is sent once a second or more often; what it said before that is of a stream that stopped. */
const reportsForMs = 5_000;
const looks = new WeakMap<RTCPeerConnection, Counted>();

/**
 * How the line of this connection is: what was lost, made up and stood still counts since the look before. On the way out
 * only pictures count: a bridge may say of sound that it was lost where it was lost on the way to somebody else, so that
 * sound is sent with more care.
 */
export async function healthOf(pc: RTCPeerConnection): Promise<HealthSummary> {
  const report: Numbers[] = [];
  for (const entry of (await pc.getStats()).values()) report.push(entry as Numbers);
  const now = counted(report);
  const before = looks.get(pc) ?? {
    atMs: now.atMs,
    received: 0,
    lost: 0,
    concealed: 0,
    played: 0,
    frozen: 0,
  };
  looks.set(pc, now);
  const pair = report.find((stat) => stat['type'] === 'candidate-pair' && stat['nominated'] === true);
  const rttMs = Math.round(figure(pair, 'currentRoundTripTime') * 1000);
  const lossUp = tenths(100 * most(pictureReports(report), 'fractionLost'));
  const received = now.received - before.received;
  const lost = received < 0 ? 0 : now.lost - before.lost;
  const lossDown = share(lost, received + lost, packetsMin);
  const path = pathOf(report, pair);
  return {
    line: rttMs > weakRoundTripMs || lossUp > weakLossPercent || lossDown > weakLossPercent ? 'weak' : 'good',
    rttMs,
    lossUp,
    lossDown,
    audio: {
      concealedPercent: share(now.concealed - before.concealed, now.played - before.played, samplesMin),
    },
    ...videoOf(report, now, before),
    ...(path === undefined ? {} : { path }),
  };
}

function counted(report: readonly Numbers[]): Counted {
  const inbound = report.filter((stat) => stat['type'] === 'inbound-rtp');
  const sum = (key: string): number => inbound.reduce((total, stat) => total + figure(stat, key), 0);
  return {
    atMs: most(inbound, 'timestamp'),
    received: sum('packetsReceived'),
    lost: sum('packetsLost'),
    concealed: sum('concealedSamples') - sum('silentConcealedSamples'),
    played: sum('totalSamplesReceived') - sum('silentConcealedSamples'),
    frozen: most(inbound, 'totalFreezesDuration'),
  };
}

function videoOf(report: readonly Numbers[], now: Counted, before: Counted): Pick<HealthSummary, 'video'> {
  const pictures = report.filter((stat) => stat['type'] === 'inbound-rtp' && stat['kind'] === 'video');
  const height = most(pictures, 'frameHeight');
  if (height === 0) return {};
  const largest = pictures.find((stat) => figure(stat, 'frameHeight') === height);
  return {
    video: {
      height,
      fps: Math.round(figure(largest, 'framesPerSecond')),
      frozenPercent: share(1000 * (now.frozen - before.frozen), now.atMs - before.atMs, 1),
    },
  };
}

/** A relay that is reached by TLS or TCP is told by that: it is what makes a line slow. */
function pathOf(report: readonly Numbers[], pair: Numbers | undefined): LinePath | undefined {
  const local = report.find((stat) => stat['id'] !== undefined && stat['id'] === pair?.['localCandidateId']);
  if (local === undefined) return undefined;
  const relayed = local['candidateType'] === 'relay';
  const protocol = relayed ? local['relayProtocol'] : local['protocol'];
  if (protocol === 'tls' || protocol === 'tcp') return protocol;
  return relayed ? 'relay' : 'udp';
}

/** What the bridge says now of the pictures that it is sent. */
function pictureReports(report: readonly Numbers[]): Numbers[] {
  const nowMs = most(report, 'timestamp');
  return report
    .filter((stat) => stat['type'] === 'remote-inbound-rtp' && stat['kind'] === 'video')
    .filter((stat) => nowMs - figure(stat, 'timestamp') <= reportsForMs);
}

function figure(stat: Numbers | undefined, key: string): number {
  const value = stat?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function most(stats: readonly Numbers[], key: string): number {
  return stats.reduce((known, stat) => Math.max(known, figure(stat, key)), 0);
}

/** Percent between two looks; nothing where streams went meanwhile, or there is too little to say. */
function share(part: number, whole: number, least: number): number {
  return part <= 0 || whole < least ? 0 : Math.min(100, tenths((100 * part) / whole));
}

function tenths(value: number): number {
  return Math.min(100, Math.round(value * 10) / 10);
}
