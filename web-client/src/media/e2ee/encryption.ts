import type { SourceKind } from '../../protocol/frames';
import type { Bytes } from './bytes';
import { Passing, type Outbound } from './passing';
import type { Counts, FromWorker, Options, ToWorker } from './words';

/** The part of a worker that is used. */
interface Worked {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

interface Transformed {
  transform: unknown;
}

/** A sender that is led through the worker. */
interface Led {
  readonly id: number;
  readonly passing: Passing;
  /** Resolves with the first frame that the worker saw of it. */
  readonly proof: Promise<void>;
}

/** A receiver that is led through the worker, and of whom its frames are. */
interface Bound {
  readonly id: number;
  kind: SourceKind;
  seat: string;
}

type TransformMaker = new (worker: Worker, options: Options) => object;

/** A worker that says nothing for so many times so long has ended: a page that slept wakes before its worker does. */
const answers = { everyMs: 5000, times: 4 } as const;

function maker(): TransformMaker | undefined {
  return (globalThis as { readonly RTCRtpScriptTransform?: TransformMaker }).RTCRtpScriptTransform;
}

/** Whether this browser can pass media through a worker (WebRTC Encoded Transform, section 4). */
export function canEncrypt(): boolean {
  return maker() !== undefined && typeof Worker === 'function' && crypto.subtle !== undefined;
}

/**
 * The worker that seals what one page sends and opens what it receives. A sender that cannot be led through it must get no
 * track, a receiver that cannot is stopped: both are told by a throw. That a sender is led is believed once the worker saw a
 * frame of it: a browser may take a transform, and let pass by it.
 */
export class Encryption {
  private readonly worker: Worked;
  private readonly senders = new WeakMap<RTCRtpSender, Led>();
  private readonly receivers = new WeakMap<RTCRtpReceiver, Bound>();
  private readonly proofs = new Map<number, () => void>();
  private readonly proven = new Set<number>();
  private nextId = 1;
  private broken = false;
  private readonly counted: ((counts: Counts) => void)[] = [];

  constructor(
    private readonly failed: () => void,
    make: () => Worked = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
  ) {
    this.worker = make();
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = () => this.fail();
  }

  /** Leads what a sender sends through the worker; before it has a track. */
  leadSender(sender: RTCRtpSender, kind: SourceKind): void {
    if (this.broken) throw new Error('The worker of encryption does not work');
    if (this.senders.has(sender)) return;
    const id = this.nextId++;
    this.lead(sender, { side: 'send', id, kind, seat: '' });
    const proof = new Promise<void>((resolve) => {
      this.proofs.set(id, resolve);
    });
    this.senders.set(sender, { id, passing: new Passing(), proof });
  }

  /** Leads what a receiver receives through the worker, as of this seat; of nobody where the seat is empty. */
  leadReceiver(receiver: RTCRtpReceiver, kind: SourceKind, seat: string): void {
    if (this.broken) throw new Error('The worker of encryption does not work');
    const known = this.receivers.get(receiver);
    if (known === undefined) {
      const id = this.nextId++;
      this.lead(receiver, { side: 'receive', id, kind, seat });
      this.receivers.set(receiver, { id, kind, seat });
    } else if (known.kind !== kind || known.seat !== seat) {
      Object.assign(known, { kind, seat });
      this.tell({ do: 'bind', id: known.id, kind, seat });
    }
  }

  /** Whether the worker has seen a frame of this sender. */
  isProven(sender: RTCRtpSender): boolean {
    const led = this.senders.get(sender);
    return !this.broken && led !== undefined && this.proven.has(led.id);
  }

  /** Resolves once the worker has seen a frame of this sender; never for one that is not led. */
  proof(sender: RTCRtpSender): Promise<void> {
    return this.senders.get(sender)?.proof ?? new Promise(() => undefined);
  }

  /** Whether nothing of this sender goes out past the worker, as far as its own figures say. */
  async isLed(sender: RTCRtpSender): Promise<boolean> {
    const led = this.senders.get(sender);
    if (led === undefined) return false;
    const report = [...(await sender.getStats()).values()] as Outbound[];
    const passes = led.passing.look(report, (await this.counts()).offered[led.id] ?? 0);
    if (!passes) this.proven.delete(led.id);
    return passes;
  }

  send(kid: number, secret: Bytes): void {
    this.tell({ do: 'send', kid, secret });
  }

  silence(): void {
    this.tell({ do: 'silence' });
  }

  take(seat: string, kid: number, secret: Bytes): void {
    this.tell({ do: 'take', seat, kid, secret });
  }

  expire(seat: string, kid: number): void {
    this.tell({ do: 'expire', seat, kid });
  }

  expireAll(seat: string): void {
    this.tell({ do: 'expire-all', seat });
  }

  forget(): void {
    this.tell({ do: 'forget' });
  }

  /** Figures of the worker; rejects where it does not answer, and then it is taken to have ended. */
  counts(): Promise<Counts> {
    return new Promise((resolve, reject) => {
      let times = 0;
      const timer = setInterval(() => {
        times += 1;
        if (times < answers.times) return;
        clearInterval(timer);
        this.fail();
        reject(new Error('The worker of encryption does not answer'));
      }, answers.everyMs);
      this.counted.push((counts) => {
        clearInterval(timer);
        resolve(counts);
      });
      this.tell({ do: 'count' });
    });
  }

  close(): void {
    this.forget();
    this.worker.terminate();
    this.broken = true;
  }

  private hear(said: FromWorker): void {
    if (said.said === 'counts') {
      this.counted.shift()?.(said.counts);
      return;
    }
    this.proven.add(said.id);
    this.proofs.get(said.id)?.();
    this.proofs.delete(said.id);
  }

  private fail(): void {
    if (this.broken) return;
    this.broken = true;
    this.failed();
  }

  private lead(line: RTCRtpSender | RTCRtpReceiver, options: Options): void {
    const Transform = maker();
    if (Transform === undefined) throw new Error('This browser has no RTCRtpScriptTransform');
    (line as unknown as Transformed).transform = new Transform(this.worker as unknown as Worker, options);
  }

  private tell(message: ToWorker): void {
    this.worker.postMessage(message);
  }
}
