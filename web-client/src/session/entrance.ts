import type { ClaimFrame, TokenFrame } from '../protocol/frames';
import { keptTicket } from './browser';
import { join, type Entry, type Ticket } from './entry';
import type { Memory } from './memory';

/** Why there is no session to show yet. */
export type Threshold =
  | 'joining'
  | 'incomplete'
  | 'refused'
  | 'unreachable'
  | 'blocked'
  | 'signed-out'
  /** Another device has the seat, and staff have to say that this one may. */
  | 'asking'
  | 'denied'
  | 'taken-over';

const againMs = 3000;

/** From a link to the token of a seat, which this tab keeps until it is of no use any more. */
export class Entrance {
  private rejoined = false;

  constructor(
    private readonly entry: Entry,
    private readonly device: () => string,
    private readonly memory: Memory,
    private readonly key: string,
    private readonly wasLeft: () => boolean,
    private readonly opened: (ticket: Ticket) => void,
    private readonly stands: (threshold: Threshold) => void,
  ) {}

  async enter(): Promise<void> {
    if (this.wasLeft()) {
      this.stands('signed-out');
      return;
    }
    const kept = keptTicket(this.memory, this.key);
    if (kept === undefined) await this.join();
    else this.opened(kept);
  }

  /** Once only: the token may be older than a restart of the engine; the code of the link still stands in the address. */
  async again(): Promise<boolean> {
    if (this.rejoined) return false;
    this.rejoined = true;
    this.forget();
    await this.join();
    return true;
  }

  /** The token that opens the seat the next time. */
  private renewed(token: string): void {
    const kept = keptTicket(this.memory, this.key);
    if (kept !== undefined) this.memory.set(this.key, JSON.stringify({ ...kept, token }));
  }

  /** Until staff let this device have the seat there is no session to show; what opens it the next time is kept. */
  told(frame: ClaimFrame | TokenFrame): void {
    if (frame.type === 'token' || frame.state === 'allowed') this.renewed(frame.token);
    if (frame.type === 'claim') this.stands(frame.state === 'allowed' ? 'joining' : 'asking');
  }

  forget(): void {
    this.memory.remove(this.key);
  }

  private async join(): Promise<void> {
    const { code, assertion, name } = this.entry;
    if (code === '' && assertion === undefined) {
      // Where an assertion stood there is one way back: its portal makes another.
      this.stands(name === '' ? 'incomplete' : 'refused');
      return;
    }
    const by = assertion === undefined ? { code } : { assertion };
    const answer = await join(by, this.device(), (input, init) => fetch(input, init));
    switch (answer.kind) {
      case 'joined':
        this.memory.set(this.key, JSON.stringify(answer.ticket));
        this.opened(answer.ticket);
        return;
      case 'refused':
        this.stands('refused');
        return;
      case 'unreachable':
        this.stands('unreachable');
        setTimeout(() => void this.join(), againMs);
        return;
    }
  }
}
