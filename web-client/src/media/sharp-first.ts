import { steadyMs } from '../clock';

/** What a sender's statistics say of one size of a picture. */
export interface SizeStats {
  readonly type: string;
  readonly encodingIndex?: number;
  readonly rid?: string;
  readonly active?: boolean;
  readonly framesEncoded?: number;
  readonly targetBitrate?: number;
  readonly qualityLimitationReason?: string;
}

const lookEveryMs = 1000;
/** How many looks in a row the sharp size has to be held back. */
const heldLooks = 3;
/** Bits a second that the sharp size takes alone before there is room for both. */
const roomForBoth = 1_300_000;
const triesAgainMs = { first: 10_000, most: 160_000 };

/**
 * Whether a shared screen is to go out in its sharp size alone. A browser gives the small size its rate first, and holds
 * the sharp one back where one's own line has no room for both: then everybody would see the small one.
 */
export class SharpFirst {
  private alone = false;
  private held = 0;
  private frames = -1;
  private sinceMs = 0;
  private waitMs = triesAgainMs.first;

  /** Takes the statistics of the screen's sender, about each second. */
  look(stats: readonly SizeStats[], nowMs: number): boolean {
    const sizes = stats
      .filter((stat) => stat.type === 'outbound-rtp')
      .sort((one, other) => place(one) - place(other));
    const sharp = sizes.at(-1);
    if (sizes.length < 2 || sharp?.active !== true) {
      this.held = 0;
      return this.alone;
    }
    const frames = sharp.framesEncoded ?? 0;
    if (this.alone) this.tryAgain(sharp, nowMs);
    else this.count(sharp.qualityLimitationReason === 'bandwidth' && frames === this.frames, nowMs);
    this.frames = frames;
    return this.alone;
  }

  private count(held: boolean, nowMs: number): void {
    this.held = held ? this.held + 1 : 0;
    if (this.held < heldLooks) return;
    this.alone = true;
    this.sinceMs = nowMs;
  }

  private tryAgain({ targetBitrate }: SizeStats, nowMs: number): void {
    if (nowMs - this.sinceMs < this.waitMs || (targetBitrate ?? 0) < roomForBoth) return;
    this.alone = false;
    this.held = 0;
    this.waitMs = Math.min(2 * this.waitMs, triesAgainMs.most);
  }
}

function place(stat: SizeStats): number {
  return stat.encodingIndex ?? Number(stat.rid ?? 0);
}

/** Looks at the screen's sender from time to time, and tells when it is to go out otherwise. */
export class SharpFirstCare {
  private readonly rule = new SharpFirst();
  private was = false;
  private readonly timer = setInterval(() => void this.look().catch(() => undefined), lookEveryMs);

  constructor(
    private readonly screen: () => RTCRtpSender | undefined,
    private readonly changed: () => void,
  ) {}

  get alone(): boolean {
    return this.was;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const sender = this.screen();
    if (sender === undefined || sender.track === null) return;
    const stats = [...(await sender.getStats()).values()] as SizeStats[];
    const alone = this.rule.look(stats, steadyMs());
    if (alone === this.was) return;
    this.was = alone;
    this.changed();
  }
}
