import type { Command } from '../protocol/frames';
import type { Outcome } from './connection';
import type { OwnDevices } from './own-devices';
import { refusedField } from './rejections';
import type { SeatView } from './seat-view';
import { answersOf, type CheckInDraft, type CheckInField, type Drafts } from './settings';

/** What a person asks for that is a command and something on this page, too. */
export class Asks {
  constructor(
    private readonly view: SeatView,
    private readonly drafts: Drafts,
    private readonly devices: OwnDevices,
    private readonly command: (command: Command) => Promise<Outcome>,
  ) {}

  /** Checks in and knocks; answers the field of the check-in that the engine refused. */
  async join(draft: CheckInDraft | undefined): Promise<CheckInField | undefined> {
    if (draft !== undefined) {
      const outcome = await this.command({
        name: 'checkIn',
        args: answersOf(draft, this.view.state()?.consents),
      });
      if (outcome.kind === 'reject') return refusedField(outcome.reject);
      if (outcome.kind !== 'ack') return undefined;
    }
    const outcome = await this.command({ name: 'knock', args: {} });
    if (outcome.kind === 'ack') this.drafts.sent();
    return undefined;
  }

  /** Whether the others' cameras are left out. Who wants them says so to staff who asked to leave them out, too. */
  async saveData(on: boolean): Promise<void> {
    await this.devices.saveData(on);
    if (!on && this.view.state()?.you.lessAsked === true)
      await this.command({ name: 'declineLess', args: {} });
  }

  async stepAway(away: boolean): Promise<void> {
    const outcome = await this.command({ name: 'stepAway', args: { on: away } });
    if (outcome.kind === 'ack') this.view.apply({ kind: 'stepped-away', away });
  }

  /** One answer to the open poll. An anonymous one is kept nowhere on this device either. */
  async vote(choice: number): Promise<Outcome> {
    const outcome = await this.command({ name: 'vote', args: { choice } });
    if (outcome.kind === 'ack') this.view.apply({ kind: 'voted' });
    return outcome;
  }
}
