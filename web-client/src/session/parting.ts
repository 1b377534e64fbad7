import type { Studio } from '../media/studio';
import type { Bye } from '../protocol/frames';
import type { Closing } from './closing';
import type { Connection } from './connection';
import type { Entrance } from './entrance';
import type { IdleWatch } from './idle-watch';
import type { SeatView } from './seat-view';
import { hasLeft } from './state';
import type { Traces } from './traces';

interface Parts {
  readonly view: SeatView;
  readonly traces: Traces;
  readonly entrance: Entrance;
  readonly closing: Closing;
  readonly idle: IdleWatch;
  readonly studio: Studio;
  readonly connection: () => Connection | undefined;
  /** Ends everything that the tab does for its seat. */
  readonly close: () => void;
}

/** How a tab's part in a session ends: by the person, by the engine, by another tab; and what is kept of it then. */
export class Parting {
  constructor(private readonly parts: Parts) {}

  /**
   * Leaves quietly: nobody is told more than that the seat is empty. This browser forgets the link at once, and the id by
   * which it opened the link once the engine let that go.
   */
  async leave(): Promise<void> {
    const { closing, traces, view, idle, studio } = this.parts;
    closing.settle();
    const outcome = this.parts.connection()?.command({ name: 'leave', args: { forget: true } });
    traces.forget();
    view.apply({ kind: 'left' });
    idle.stop();
    studio.close();
    if ((await outcome)?.kind === 'ack') traces.forgetDevice();
    this.parts.connection()?.stop();
  }

  /** Lets the link go unused: it may be opened where the browser is another device to the engine, in a tab of its own. */
  async giveBack(): Promise<void> {
    this.parts.entrance.forget();
    await this.parts.connection()?.command({ name: 'leave', args: { forget: true } });
    this.parts.connection()?.stop();
  }

  /** Another tab of this browser left by the same link: nothing of it is to stand in this one. */
  leftElsewhere(): void {
    const { traces, view, close } = this.parts;
    traces.forget();
    close();
    if (view.state() === undefined) view.stands('signed-out');
    else view.apply({ kind: 'bye', bye: { type: 'bye', code: 'expired', reason: 'signed-out' } });
  }

  async bye(bye: Bye): Promise<void> {
    const { view, traces, entrance, closing, idle, studio } = this.parts;
    const signedOut = bye.reason === 'signed-out';
    if (signedOut) traces.forgetDevice();
    if (hasLeft(view.state())) return;
    if (this.isOfBefore(bye) && (await entrance.again())) return;
    if (signedOut) traces.forget();
    else if (bye.code !== 'replaced') entrance.forget();
    closing.keepOpen();
    idle.stop();
    studio.close();
    if (view.state() === undefined) view.stands(bye.reason ?? (bye.code === 'denied' ? 'denied' : 'refused'));
    else view.apply({ kind: 'bye', bye });
  }
  /**
   * Whether what this tab kept is of no use while its link may be: the token is old, or of a session that ended before this
   * page was opened, and the link of a series opens the next one.
   */
  private isOfBefore({ code, reason }: Bye): boolean {
    if (code === 'ended') return this.parts.view.state() === undefined;
    return code === 'expired' && reason === undefined;
  }
}
