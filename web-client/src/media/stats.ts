import type { HealthSummary, SourceKind } from '../protocol/frames';
import type { LineLevel } from './line-care';
import type { FiguresBySeat, SourceFigures, ToldBySeat } from './session';

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
    silentConcealedSamples: figure(stat, 'silentConcealedSamples'),
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

/** The same, but of a picture that the line has no room for the last word stands: what is shown of it changes later. */
export function withoutHeld(flow: Flow, before: Flow, told: ToldBySeat): Flow {
  return Object.fromEntries(
    Object.entries(flow).map(([seat, sources]) => {
      const was = before[seat]?.camera;
      const held = was !== undefined && told[seat]?.camera?.why === 'line';
      return [seat, held ? { ...sources, camera: was } : sources];
    }),
  );
}

/** How a line does, by its own figures and by what the bridge says that it has no room for. */
export function lineLevel(line: HealthSummary['line'] | 'none', told: ToldBySeat): LineLevel {
  if (line === 'weak') return 'weak';
  const short = Object.values(told).some(({ camera }) => camera?.paused === true && camera.why === 'line');
  return short ? 'short' : 'fine';
}
