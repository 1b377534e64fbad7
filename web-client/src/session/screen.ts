import { deviceMs } from '../clock';
import type { Studio } from '../media/studio';
import type { Command, Seat } from '../protocol/frames';
import type { Outcome } from './connection';

/** A share that was asked for by a click this recently may open the browser's own dialog by itself. */
const shareGestureMs = 4000;

interface Around {
  readonly you: () => Seat | undefined;
  /** Server time in milliseconds: a lease runs by it. */
  readonly now: () => number;
  readonly command: (command: Command) => Promise<Outcome>;
  readonly asked: (asked: boolean) => void;
  /** The browser would not share a screen: by which name of error. */
  readonly refused: (name: string) => void;
}

/** One's own screen: asked for, shown under a lease, and stopped. */
export class Screen {
  private askedAt = 0;
  /** From the click to the browser's answer, which may take long: another click is no second screen. */
  private presenting = false;

  constructor(
    private readonly studio: Pick<Studio, 'openScreen' | 'closeScreen'>,
    private readonly around: Around,
  ) {}

  /** Starts sharing under a live lease; asks for one where there is none. */
  async share(): Promise<void> {
    const lease = this.around.you()?.lease;
    if (lease !== undefined && Date.parse(lease.until) > this.around.now()) {
      await this.present();
      return;
    }
    this.askedAt = deviceMs();
    this.around.asked(true);
    const outcome = await this.around.command({ name: 'requestShare', args: {} });
    if (outcome.kind !== 'ack') this.around.asked(false);
  }

  async stop(): Promise<void> {
    await this.studio.closeScreen();
    await this.around.command({ name: 'stopShare', args: {} });
  }

  /** Takes the screen over from whoever presents here, and shows one's own. */
  async takeOver(): Promise<void> {
    const you = this.around.you();
    if (you === undefined) return;
    this.askedAt = deviceMs();
    const outcome = await this.around.command({ name: 'grantShare', args: { seat: you.id, takeOver: true } });
    // Whoever had a lease before gets a longer one and no grant to follow.
    if (outcome.kind === 'ack' && you.lease !== undefined) await this.present();
  }

  /** A lease came: right after the click it needs no second one. */
  granted(): void {
    if (deviceMs() - this.askedAt < shareGestureMs) void this.present();
    this.askedAt = 0;
  }

  private async present(): Promise<void> {
    if (this.presenting) return;
    this.presenting = true;
    try {
      if (!(await this.opened())) return;
      const outcome = await this.around.command({ name: 'startShare', args: {} });
      if (outcome.kind !== 'ack') await this.studio.closeScreen();
    } finally {
      this.presenting = false;
    }
  }

  private async opened(): Promise<boolean> {
    try {
      await this.studio.openScreen();
      return true;
    } catch (error) {
      // Cancelled in the browser's dialog, or too late after the click: the lease stays, and so does its banner.
      this.around.refused(error instanceof Error ? error.name : '');
      return false;
    }
  }
}
