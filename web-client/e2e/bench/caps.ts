import type { Page } from '@playwright/test';
import { planned } from '../../src/media/encodings';

/** In which sizes the product sends a picture of so many lines, the smallest first. */
export function encodingsOf(lines: number): RTCRtpEncodingParameters[] {
  return planned('camera', 3, lines, undefined)
    .filter(({ active }) => active)
    .map((encoding, index) => ({ ...encoding, rid: String(index + 1) }));
}

interface Capped {
  tallestBps?: number;
  connections?: RTCPeerConnection[];
}

/**
 * Lets the bench say what the tallest size of a picture may take at most, whatever the page itself says of it. Runs in
 * the page before anything else.
 *
 * @param own what the product lets it take, in bits a second
 */
export function obeyCap(own: number): void {
  const set = RTCRtpSender.prototype.setParameters;
  const given = new Set<number | undefined>([own]);
  RTCRtpSender.prototype.setParameters = function (parameters, ...more) {
    const { tallestBps = own } = window as Capped;
    for (const encoding of parameters.encodings)
      if (given.has(encoding.maxBitrate)) encoding.maxBitrate = tallestBps;
    given.add(tallestBps);
    return set.apply(this, [parameters, ...more]);
  };
}

/** Says what it may take from now on; the page needs `obeyCap` and `keepConnections`. */
export async function cap(page: Page, bps: number): Promise<void> {
  await page.evaluate(async (tallestBps) => {
    const { connections = [] } = Object.assign(window as Capped, { tallestBps });
    for (const connection of connections)
      for (const sender of connection.getSenders())
        if (sender.track?.kind === 'video') await sender.setParameters(sender.getParameters());
  }, bps);
}
