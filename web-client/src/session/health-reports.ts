import type { HealthSummary } from '../protocol/frames';
import type { Outcome } from './connection';

export const healthEveryMs = 15_000;

/** Tells the engine every quarter of a minute how this client's own line is; figures only. */
export class HealthReports {
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly look: () => HealthSummary | undefined,
    private readonly send: (summary: HealthSummary) => Promise<Outcome>,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.report(), healthEveryMs);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async report(): Promise<void> {
    const summary = this.look();
    if (summary === undefined) return;
    const outcome = await this.send(summary);
    // An engine that does not know the report is not asked again.
    if (outcome.kind === 'reject' && outcome.reject.code === 'invalid') this.stop();
  }
}
