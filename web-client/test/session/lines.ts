import { Connection, type Line, type Socket } from '../../src/session/connection';

export const at = '2026-11-19T11:24:00Z';

/** A clock that a test moves, and sockets that a test answers. Never shipped. */
export class World {
  now = 0;
  /** What the wall clock of the machine is put forward or back by. */
  clockSkew = 0;
  readonly sockets: FakeSocket[] = [];
  readonly lines: Line['kind'][] = [];
  readonly frames: string[] = [];
  private timers: { at: number; action: () => void }[] = [];
  private ids = 0;

  readonly connection = new Connection(
    {
      open: () => {
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket;
      },
      token: () => 'tok',
      now: () => this.now + this.clockSkew,
      random: () => 1,
      later: (action, ms) => {
        const timer = { at: this.now + ms, action };
        this.timers.push(timer);
        return () => (this.timers = this.timers.filter((other) => other !== timer));
      },
      newId: () => `c${(this.ids += 1)}`,
    },
    { frame: (frame) => this.frames.push(frame.type), line: (line) => this.lines.push(line.kind) },
  );

  pass(ms: number): void {
    this.now += ms;
    const due = this.timers.filter((timer) => timer.at <= this.now);
    this.timers = this.timers.filter((timer) => timer.at > this.now);
    for (const { action } of due) action();
  }

  latest(): FakeSocket {
    const socket = this.sockets[this.sockets.length - 1];
    if (socket === undefined) throw new Error('no socket');
    return socket;
  }

  welcome(seq: number, resumed = false): void {
    this.latest().onopen?.();
    this.say({
      type: 'welcome',
      seat: 's',
      seq,
      resumed,
      you: { place: 'main' },
      session: { id: 'x', title: 't', startsAt: at, endsAt: at },
      serverTime: at,
    });
  }

  say(frame: object): void {
    this.latest().onmessage?.({ data: JSON.stringify(frame) });
  }
}

export class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];
  send(data: string): void {
    this.sent.push(JSON.parse(data) as Record<string, unknown>);
  }
  closed = false;
  close(): void {
    this.closed = true;
    this.onclose?.();
  }
}

export function opened(): World {
  const world = new World();
  world.connection.start();
  world.welcome(5);
  return world;
}
