import type { HealthSummary } from '../protocol/frames';

/** Below these a lost packet is there again before its picture is due, without any waiting. */
const longRoundTripMs = 120;
const someLossPercent = 1;
/** What one more try takes beside a round trip, and where waiting costs more than a picture that stands still. */
const triesMs = 200;
export const bufferMsMax = 500;
/** How many looks a line has to be fine before pictures are shown sooner again. */
export const fineLooks = 5;

/**
 * How long pictures wait before they are shown, so that what is lost on a long line can be sent again: nothing where the
 * browser knows best. Sound waits with its picture, and never longer.
 */
export class BufferCare {
  private targetMs: number | null = null;
  private fine = 0;

  /** Takes the newest look at a line; answers the time in milliseconds, or null for the browser's own choice. */
  look({ rttMs = 0, lossDown = 0 }: Pick<HealthSummary, 'rttMs' | 'lossDown'>): number | null {
    const needed =
      rttMs >= longRoundTripMs && lossDown >= someLossPercent
        ? Math.min(bufferMsMax, Math.ceil((rttMs + triesMs) / 50) * 50)
        : null;
    this.fine = needed === null ? this.fine + 1 : 0;
    if (needed !== null) this.targetMs = Math.max(needed, this.targetMs ?? 0);
    else if (this.fine >= fineLooks) this.targetMs = null;
    return this.targetMs;
  }
}

/** Has these receivers of pictures wait so long, where the browser can. */
export function wait(receivers: readonly RTCRtpReceiver[], targetMs: number | null): void {
  for (const receiver of receivers) {
    if (receiver.track.kind !== 'video' || !('jitterBufferTarget' in receiver)) continue;
    if (receiver.jitterBufferTarget !== targetMs) receiver.jitterBufferTarget = targetMs;
  }
}
