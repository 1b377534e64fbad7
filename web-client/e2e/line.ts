import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

/** One direction of a line. What is left out is without limit, loss or delay. */
export interface Way {
  readonly kbps?: number;
  /** Of a hundred packets, how many are lost, each by itself. */
  readonly lossPercent?: number;
  /** One way. */
  readonly delayMs?: number;
  /** How much the line holds back before it drops. */
  readonly queueMs?: number;
}

/** What came of the packets of one direction. */
export interface Passed {
  packets: number;
  bytes: number;
  lost: number;
  /** For want of room in the queue. */
  dropped: number;
}

const queueMs = 300;

/** A generator of the same numbers for the same seed (mulberry32): a run can be repeated. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One direction: packets leave it in order, no faster than its rate, none before its delay. */
class Direction {
  readonly passed: Passed = { packets: 0, bytes: 0, lost: 0, dropped: 0 };
  way: Way = {};
  private freeAt = 0;
  private readonly waiting: { readonly at: number; readonly send: () => void }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly random: () => number) {}

  take(bytes: number, send: () => void): void {
    const { kbps, lossPercent = 0, delayMs = 0, queueMs: room = queueMs } = this.way;
    if (this.random() * 100 < lossPercent) {
      this.passed.lost += 1;
      return;
    }
    const now = performance.now();
    const begins = Math.max(now, this.freeAt);
    if (kbps !== undefined && begins - now > room) {
      this.passed.dropped += 1;
      return;
    }
    this.passed.packets += 1;
    this.passed.bytes += bytes;
    this.freeAt = kbps === undefined ? now : begins + (bytes * 8) / kbps;
    const at = Math.max(this.freeAt + delayMs, this.waiting.at(-1)?.at ?? 0);
    this.waiting.push({ at, send });
    this.schedule();
  }

  close(): void {
    clearTimeout(this.timer);
    this.waiting.length = 0;
  }

  private schedule(): void {
    const [next] = this.waiting;
    if (next === undefined || this.timer !== undefined) return;
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        const now = performance.now();
        while (this.waiting[0] !== undefined && this.waiting[0].at <= now) this.waiting.shift()?.send();
        this.schedule();
      },
      Math.max(0, next.at - performance.now()),
    );
  }
}

/**
 * A weak line on this machine: passes datagrams between whoever sends to its port and one port of an engine, with the
 * rate, delay, loss and queue that it is told, and counts what became of them. UDP on this machine only.
 */
export class Line {
  readonly up: Direction;
  readonly down: Direction;
  private readonly outside = createSocket('udp4');
  private readonly inside = new Map<string, Socket>();

  private constructor(
    private readonly to: number,
    private readonly host: string,
    seed: number,
  ) {
    this.up = new Direction(chance(seed));
    this.down = new Direction(chance(seed + 1));
    this.outside.on('message', (message, from) => {
      const socket = this.towards(from);
      this.up.take(message.length, () => socket.send(message, this.to, this.host));
    });
  }

  /**
   * @param to - the bridge's port
   * @param host - its address on this machine
   * @param seed - of the packets that are lost
   */
  static async open(to: number, host = '127.0.0.1', seed = 1): Promise<Line> {
    const line = new Line(to, host, seed);
    await new Promise<void>((bound) => line.outside.bind(0, '127.0.0.1', bound));
    return line;
  }

  /** Where a browser is to send. */
  get port(): number {
    return this.outside.address().port;
  }

  /** From now on it is like this in both directions. */
  become(both: Way): void {
    this.up.way = both;
    this.down.way = both;
  }

  close(): void {
    this.up.close();
    this.down.close();
    this.outside.close();
    for (const socket of this.inside.values()) socket.close();
    this.inside.clear();
  }

  /** The engine sees each sender under a port of its own. */
  private towards(from: RemoteInfo): Socket {
    const name = `${from.address} ${from.port}`;
    const known = this.inside.get(name);
    if (known !== undefined) return known;
    const socket = createSocket('udp4');
    socket.on('message', (message) =>
      this.down.take(message.length, () => this.outside.send(message, from.port, from.address)),
    );
    this.inside.set(name, socket);
    return socket;
  }
}

/** Lets a page reach the bridge by a port of loopback instead of the one that the engine names. Runs before anything else. */
export function reachBy({ named, by }: { readonly named: number; readonly by: number }): void {
  const candidate = new RegExp(`^(a=candidate:.*) \\S+ ${named} (typ host.*)$`, 'gmu');
  type Take = (this: RTCPeerConnection, description: RTCSessionDescriptionInit) => Promise<void>;
  const take = RTCPeerConnection.prototype.setRemoteDescription as Take;
  RTCPeerConnection.prototype.setRemoteDescription = function (description) {
    const sdp = description.sdp?.replace(candidate, `$1 127.0.0.1 ${by} $2`);
    return take.call(this, sdp === undefined ? description : { type: description.type, sdp });
  };
}
