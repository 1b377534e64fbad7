import type { HealthSummary, SourceKind } from '../protocol/frames';
import type { FiguresBySeat, SourceFigures } from './session';

/** Which of a seat's sources really arrive: packets came since the last look. */
export type Flow = Readonly<Record<string, Readonly<Partial<Record<SourceKind, boolean>>>>>;

/** A source and its receiver in the connection that is current. */
export interface Reception {
  readonly seat: string;
  readonly kind: SourceKind;
  readonly receiver: RTCRtpReceiver;
}

interface Numbers {
  readonly [key: string]: unknown;
}

function figure(stat: Numbers, key: string): number {
  const value = stat[key];
  return typeof value === 'number' ? value : 0;
}

async function inbound(receiver: RTCRtpReceiver): Promise<Numbers | undefined> {
  const report = await receiver.getStats();
  for (const stat of report.values()) if ((stat as Numbers)['type'] === 'inbound-rtp') return stat as Numbers;
  return undefined;
}

/** Figures of each remote source by seat; ids and numbers only. */
export async function figuresOf(receptions: readonly Reception[]): Promise<FiguresBySeat> {
  const seats: FiguresBySeat = {};
  for (const { seat, kind, receiver } of receptions) {
    const stat = await inbound(receiver);
    (seats[seat] ??= {})[kind] = sourceFigures(stat ?? {});
  }
  return seats;
}

function sourceFigures(stat: Numbers): SourceFigures {
  return {
    framesDecoded: figure(stat, 'framesDecoded'),
    totalAudioEnergy: figure(stat, 'totalAudioEnergy'),
    bytesReceived: figure(stat, 'bytesReceived'),
    frameHeight: figure(stat, 'frameHeight'),
    totalFreezesDuration: figure(stat, 'totalFreezesDuration'),
    concealedSamples: figure(stat, 'concealedSamples'),
    totalSamplesReceived: figure(stat, 'totalSamplesReceived'),
  };
}

/** Compares two looks: a source flows if its bytes grew. */
export function flowBetween(before: FiguresBySeat, after: FiguresBySeat): Flow {
  return Object.fromEntries(
    Object.entries(after).map(([seat, sources]) => [
      seat,
      Object.fromEntries(
        Object.entries(sources).map(([kind, now]) => {
          const then = before[seat]?.[kind as SourceKind]?.bytesReceived ?? 0;
          return [kind, now.bytesReceived > then];
        }),
      ),
    ]),
  );
}

/** Above these a line is called weak. They are high on purpose: a wrong alarm costs trust. */
export const weakRoundTripMs = 600;
export const weakLossPercent = 8;

export async function healthOf(pc: RTCPeerConnection): Promise<HealthSummary> {
  const report = await pc.getStats();
  let roundTripMs = 0;
  let lossPercent = 0;
  for (const entry of report.values()) {
    const stat = entry as Numbers;
    if (stat['type'] === 'candidate-pair' && stat['nominated'] === true) {
      roundTripMs = Math.round(figure(stat, 'currentRoundTripTime') * 1000);
    }
    if (stat['type'] === 'remote-inbound-rtp') {
      lossPercent = Math.max(lossPercent, Math.round(figure(stat, 'fractionLost') * 100));
    }
  }
  const weak = roundTripMs > weakRoundTripMs || lossPercent > weakLossPercent;
  return { line: weak ? 'weak' : 'good', roundTripMs, lossPercent };
}
