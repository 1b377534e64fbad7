import type { Page, WebSocketRoute } from '@playwright/test';
import { installBridge, type FarEnd } from './bridge-in-page';

type Json = Record<string, unknown>;

export interface Heard {
  readonly name: string;
  readonly args: Json;
  readonly id: string;
}

/**
 * The wire as the contract has it, for one page: it answers the join, acknowledges commands, and says what a test
 * tells it to say. It decides nothing; the engine's own checks are the engine's.
 */
export class Standin {
  readonly heard: Heard[] = [];
  readonly hellos: Json[] = [];
  /** How often the page said that somebody is there. */
  signs = 0;
  /** The commands that it refuses, each with the code. */
  readonly refusals = new Map<string, string>();
  /** The commands that it answers when a test says so, and not before. */
  readonly open = new Set<string>();
  /** What the page said of its media, but for answers. */
  readonly mediaWords: Json[] = [];
  joins = 0;
  online = true;
  /** Tries to connect while offline. */
  refused = 0;
  private socket: WebSocketRoute | undefined;
  private seq = 10;
  private place = 'away';

  constructor(
    private readonly page: Page,
    private readonly you: Json,
    private readonly seats: Json[] = [],
    private readonly onCommand: (heard: Heard, standin: Standin) => Promise<void> | void = () => undefined,
  ) {}

  async install(): Promise<void> {
    await this.page.addInitScript(installBridge);
    await this.page.route('**/v1/join', async (route) => {
      this.joins += 1;
      await route.fulfill({ json: { token: 'tok_1', seat: this.you['id'], connect: '/v1/connect' } });
    });
    await this.page.routeWebSocket(/\/v1\/connect$/u, (socket) => {
      if (!this.online) {
        this.refused += 1;
        void socket.close();
        return;
      }
      this.socket = socket;
      socket.onMessage((raw) => void this.hear(JSON.parse(String(raw)) as Json));
    });
  }

  /** Moves the own seat: the event, then the fresh welcome, as the engine does. */
  moveTo(place: string, extras: Json = {}): void {
    const from = this.place;
    this.place = place;
    this.event('seat-moved', { seat: this.you['id'], from, to: place });
    this.welcome(false, extras);
  }

  event(name: string, data: Json): void {
    this.seq += 1;
    this.send({ type: 'event', seq: this.seq, at: new Date().toISOString(), name, data });
  }

  signal(name: string, data: Json): void {
    this.send({ type: 'signal', name, data });
  }

  /** A frame of the media, as it is. */
  media(frame: Json): void {
    this.send(frame);
  }

  refuse(id: string, code: string): void {
    this.send({ type: 'reject', id, code, detail: 'It is refused.' });
  }

  bye(code: string, more: Json = {}): void {
    this.send({ type: 'bye', code, ...more });
  }

  drop(): void {
    const socket = this.socket;
    this.socket = undefined;
    void socket?.close();
  }

  async offer(
    connection: string,
    remoteSeats: string[],
    screen: 'recvonly' | 'inactive' = 'inactive',
  ): Promise<void> {
    const frame = await this.page.evaluate(
      ([name, seats, direction]) =>
        (window as unknown as { __far: FarEnd }).__far.offer(name, seats, direction),
      [connection, remoteSeats, screen] as const as [string, string[], 'recvonly' | 'inactive'],
    );
    this.send(frame as Json);
  }

  received(connection: string): ReturnType<FarEnd['received']> {
    return this.page.evaluate(
      (name) => (window as unknown as { __far: FarEnd }).__far.received(name),
      connection,
    );
  }

  names(): string[] {
    return this.heard.map(({ name }) => name);
  }

  private async hear(frame: Json): Promise<void> {
    switch (frame['type']) {
      case 'hello':
        this.hellos.push(frame);
        this.welcome(frame['resume'] !== undefined);
        return;
      case 'command': {
        const heard = {
          id: String(frame['id']),
          name: String(frame['name']),
          args: (frame['args'] ?? {}) as Json,
        };
        const repeated = this.heard.some(({ id }) => id === heard.id);
        this.heard.push(heard);
        if (this.open.has(heard.name)) return;
        const code = this.refusals.get(heard.name);
        if (code !== undefined) {
          this.refuse(heard.id, code);
          return;
        }
        this.send({ type: 'ack', id: heard.id, seq: this.seq });
        if (!repeated) await this.onCommand(heard, this);
        return;
      }
      case 'here':
        this.signs += 1;
        return;
      case 'ping':
        this.send({ type: 'pong' });
        return;
      case 'media':
        if (frame['name'] !== 'answer') {
          this.mediaWords.push(frame);
          return;
        }
        await this.page.evaluate(
          ([connection, sdp]) => (window as unknown as { __far: FarEnd }).__far.answer(connection, sdp),
          [String(frame['connection']), String(frame['sdp'])] as [string, string],
        );
        return;
      default:
        return;
    }
  }

  private welcome(resumed: boolean, extras: Json = {}): void {
    const inside = this.place !== 'away' && this.place !== 'waiting';
    const you = { ...this.you, place: this.place };
    const staff = this.you['role'] === 'facilitator';
    const others = this.seats
      .map((seat) => (staff || seat['place'] !== 'waiting' ? seat : undefined))
      .filter(Boolean);
    this.send({
      type: 'welcome',
      seat: this.you['id'],
      seq: this.seq,
      you,
      session: {
        id: 'ses_1',
        title: 'Skills group',
        startsAt: new Date(Date.now() - 300_000).toISOString(),
        endsAt: new Date(Date.now() + 5_000_000).toISOString(),
        crisis: { call: '988', text: '988' },
        ...(inside
          ? {
              state: 'open',
              durationMinutes: 90,
              locked: false,
              policy: { share: 'request', chat: 'everyone', reactions: true },
            }
          : {}),
      },
      ...(inside || staff ? { seats: [you, ...others], iceServers: [] } : {}),
      serverTime: new Date().toISOString(),
      ...(resumed ? { resumed: true } : {}),
      ...extras,
    });
  }

  private send(frame: Json): void {
    this.socket?.send(JSON.stringify(frame));
  }
}
