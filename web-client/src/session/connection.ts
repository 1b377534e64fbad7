import { encode } from '../protocol/codec';
import type { Ack, Bye, ClaimFrame, ClientFrame, Command, Reject, ServerFrame } from '../protocol/frames';
import { backoffMs } from './backoff';
import { decode } from './features';
import { Heartbeat } from './heartbeat';
import type { Later } from './later';
import { afterEvent, afterWelcome, resumeAt, type Position } from './resume';

/** The line to the engine as the person may see it. `since` is the client's clock in milliseconds. */
export type Line =
  | { readonly kind: 'connecting'; readonly since: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'lost'; readonly since: number }
  | { readonly kind: 'closed' };

export type Outcome =
  | { readonly kind: 'ack'; readonly held: readonly string[] }
  | { readonly kind: 'reject'; readonly reject: Reject }
  | { readonly kind: 'lost' };

/** The part of a browser's WebSocket that we use. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(data: string): void;
  close(): void;
}

export interface Surroundings {
  readonly open: () => Socket;
  readonly token: () => string;
  readonly now: () => number;
  readonly random: () => number;
  readonly later: Later;
  readonly newId: () => string;
}

/** What a line passes on; the rest is its own matter. */
export type Heard = Exclude<ServerFrame, { type: 'ack' | 'reject' | 'ping' | 'pong' }>;

export interface Listener {
  readonly frame: (frame: Heard) => void;
  readonly line: (line: Line) => void;
}

interface Pending {
  readonly frame: ClientFrame;
  readonly settle: (outcome: Outcome) => void;
}

/** How many commands may wait for an answer; more are refused here, not queued without end. */
export const pendingMax = 64;
/** A handshake that takes longer than this is given up and tried anew. */
export const welcomeWithinMs = 8000;

/**
 * One seat's line to the engine. It reconnects by itself, resumes at the last number it saw, and sends every
 * unanswered command again under its first id, which the engine answers as the first time.
 */
export class Connection {
  private socket: Socket | undefined;
  private line: Line;
  private welcomed = false;
  /** Whether this device asks for a seat that another one has: then it says no more than that it is there. */
  private asking = false;
  private seq: Position;
  /** The token that the engine gave last over this line. */
  private token: string | undefined;
  private tries = 0;
  private readonly pending = new Map<string, Pending>();
  private cancelTimer: (() => void) | undefined;
  private readonly heartbeat: Heartbeat;

  constructor(
    private readonly around: Surroundings,
    private readonly listener: Listener,
  ) {
    this.heartbeat = new Heartbeat(
      around.later,
      () => this.send({ type: 'ping' }),
      () => this.giveUp(),
    );
    this.line = { kind: 'connecting', since: around.now() };
  }

  start(): void {
    this.connect();
  }

  /** Ends the line for good. What still waits for an answer is told that it is lost. */
  stop(): void {
    this.cancelTimer?.();
    this.dropSocket();
    this.setLine({ kind: 'closed' });
    for (const { settle } of this.pending.values()) settle({ kind: 'lost' });
    this.pending.clear();
  }

  /** Tries at once instead of waiting out the pause. */
  tryNow(): void {
    if (this.line.kind === 'closed' || this.welcomed) return;
    this.tries = 0;
    this.connect();
  }

  /** Gives the line up and makes a new one: for a browser that went offline, or media that failed. */
  renew(): void {
    if (this.line.kind === 'closed') return;
    this.lose();
  }

  /** The page or its network is back: asks whether the line is still one, or tries at once to have one again. */
  check(): void {
    if (this.welcomed) this.heartbeat.askNow();
    else this.tryNow();
  }

  /** Ends the line until {@link check}: for a page that stands still, and would look present and hear nothing. */
  pause(): void {
    if (this.line.kind !== 'closed') this.drop();
  }

  command(command: Command): Promise<Outcome> {
    if (this.line.kind === 'closed' || this.pending.size >= pendingMax)
      return Promise.resolve({ kind: 'lost' });
    const id = this.around.newId();
    const frame: ClientFrame = { type: 'command', id, ...command };
    return new Promise((settle) => {
      this.pending.set(id, { frame, settle });
      if (this.welcomed) this.send(frame);
    });
  }

  /**
   * Sends a frame over the line that is open. Between two lines it is dropped: what it is about (a media connection, a
   * mark of life) ended with the one before. Answers whether there was a line.
   */
  send(frame: ClientFrame): boolean {
    if (this.welcomed || (this.asking && (frame.type === 'ping' || frame.type === 'pong')))
      this.socket?.send(encode(frame));
    return this.welcomed;
  }

  private connect(): void {
    this.cancelTimer?.();
    this.dropSocket();
    this.welcomed = false;
    this.asking = false;
    const socket = this.around.open();
    this.socket = socket;
    socket.onopen = () => {
      const token = this.token ?? this.around.token();
      socket.send(encode({ type: 'hello', token, ...resumeAt(this.seq) }));
    };
    socket.onmessage = ({ data }) => {
      if (socket === this.socket && typeof data === 'string') this.receive(data);
    };
    socket.onclose = () => {
      if (socket === this.socket) this.lose();
    };
    this.cancelTimer = this.around.later(() => this.lose(), welcomeWithinMs);
  }

  private receive(raw: string): void {
    this.heartbeat.heard();
    const frame = decoded(raw);
    if (frame === undefined) {
      // It may have carried state: ask for all of it anew.
      this.seq = undefined;
      this.lose();
      return;
    }
    switch (frame.type) {
      case 'welcome':
        this.seq = afterWelcome(this.seq, frame);
        this.welcome();
        break;
      case 'event':
        this.seq = afterEvent(this.seq, frame.seq);
        break;
      case 'ack':
      case 'reject':
        this.answer(frame.id, outcomeOf(frame));
        return;
      case 'bye':
        this.afterBye(frame);
        return;
      case 'ping':
      case 'pong':
        if (frame.type === 'ping') this.send({ type: 'pong' });
        return;
      case 'token':
        this.token = frame.token;
        break;
      case 'claim':
        this.claim(frame);
        break;
      case 'signal':
      case 'media':
      case 'e2ee':
        break;
    }
    this.listener.frame(frame);
  }

  private claim(claim: ClaimFrame): void {
    if (claim.state === 'allowed') {
      this.token = claim.token;
      this.tries = 0;
      this.connect();
      return;
    }
    this.asking = true;
    this.tries = 0;
    this.cancelTimer?.();
    this.heartbeat.begin();
  }

  private welcome(): void {
    const first = !this.welcomed;
    this.welcomed = true;
    this.tries = 0;
    this.cancelTimer?.();
    if (!first) return;
    this.heartbeat.begin();
    this.setLine({ kind: 'open' });
    for (const { frame } of this.pending.values()) this.send(frame);
  }

  private answer(id: string, outcome: Outcome): void {
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    waiting?.settle(outcome);
  }

  private afterBye(bye: Bye): void {
    if (bye.code === 'draining') {
      this.lose();
      return;
    }
    if (bye.code === 'protocol' && this.tries < 3) {
      this.seq = undefined;
      this.tries += 1;
      this.lose();
      return;
    }
    this.stop();
    this.listener.frame(bye);
  }

  private lose(): void {
    this.drop();
    const pause = backoffMs(this.tries, this.around.random);
    this.tries += 1;
    this.cancelTimer = this.around.later(() => this.connect(), pause);
  }

  /** The line is dead, which nobody told the socket. The network behind it may be fine: no pause first. */
  private giveUp(): void {
    this.drop();
    this.tries = 0;
    this.connect();
  }

  private drop(): void {
    this.dropSocket();
    this.cancelTimer?.();
    this.welcomed = false;
    this.asking = false;
    if (this.line.kind === 'open') this.setLine({ kind: 'lost', since: this.around.now() });
  }

  private dropSocket(): void {
    this.heartbeat.end();
    const socket = this.socket;
    this.socket = undefined;
    if (socket === undefined) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private setLine(line: Line): void {
    this.line = line;
    this.listener.line(line);
  }
}

function outcomeOf(frame: Ack | Reject): Outcome {
  return frame.type === 'ack' ? { kind: 'ack', held: frame.held } : { kind: 'reject', reject: frame };
}

/** Undefined where a frame cannot be read. */
function decoded(raw: string): ServerFrame | undefined {
  try {
    return decode(raw);
  } catch {
    return undefined;
  }
}
