/** What a sender's statistics say of one stream that it sends. */
export interface Outbound {
  readonly type: string;
  readonly framesEncoded?: number;
  readonly packetsSent?: number;
  readonly retransmittedPacketsSent?: number;
}

/** Once may be a frame that is on its way, or that was given up. */
const looks = 2;

/**
 * Whether frames of one sender pass by the worker: its encoder goes on from look to look, and the worker is given none. Asked
 * again and again, with time between.
 */
export class Passing {
  private offered = 0;
  private made = 0;
  private alone = 0;

  /**
   * @param report the sender's statistics
   * @param offered how many frames the worker was given of it, asked after them
   * @returns false where they pass by
   */
  look(report: readonly Outbound[], offered: number): boolean {
    const made = report.reduce(
      (sum, stream) => sum + (stream.type === 'outbound-rtp' ? frames(stream) : 0),
      0,
    );
    this.alone = offered === this.offered && made > this.made ? this.alone + 1 : 0;
    this.offered = offered;
    this.made = made;
    return this.alone < looks;
  }
}

/** Pictures are counted by the encoder; sound is a packet a frame. */
function frames({ framesEncoded, packetsSent = 0, retransmittedPacketsSent = 0 }: Outbound): number {
  return framesEncoded ?? packetsSent - retransmittedPacketsSent;
}
