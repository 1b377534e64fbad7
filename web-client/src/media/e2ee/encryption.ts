import type { SourceKind } from '../../protocol/frames';
import type { Bytes } from './bytes';
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

type TransformMaker = new (worker: Worker, options: Options) => object;

function maker(): TransformMaker | undefined {
  return (globalThis as { readonly RTCRtpScriptTransform?: TransformMaker }).RTCRtpScriptTransform;
}

/** Whether this browser can pass media through a worker (WebRTC Encoded Transform, section 4). */
export function canEncrypt(): boolean {
  return maker() !== undefined && typeof Worker === 'function' && crypto.subtle !== undefined;
}

/**
 * The worker that seals what one page sends and opens what it receives. A sender that cannot be led through it must get no
 * track, a receiver that cannot is stopped: both are told by a throw.
 */
export class Encryption {
  private readonly worker: Worked;
  private readonly ids = new WeakMap<object, number>();
  private nextId = 1;
  private broken = false;
  private readonly counted: ((counts: Counts) => void)[] = [];

  constructor(
    failed: () => void,
    make: () => Worked = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
  ) {
    this.worker = make();
    this.worker.onmessage = ({ data }) => this.counted.shift()?.(data.counts);
    this.worker.onerror = () => {
      this.broken = true;
      failed();
    };
  }

  /** Leads what a sender sends through the worker; before it has a track. */
  leadSender(sender: RTCRtpSender, kind: SourceKind): void {
    if (this.broken) throw new Error('The worker of encryption does not work');
    if (this.ids.has(sender)) return;
    const id = this.nextId++;
    this.lead(sender, { side: 'send', id, kind, seat: '' });
    this.ids.set(sender, id);
  }

  /** Leads what a receiver receives through the worker, as of this seat; of nobody where the seat is empty. */
  leadReceiver(receiver: RTCRtpReceiver, kind: SourceKind, seat: string): void {
    const known = this.ids.get(receiver);
    if (known !== undefined) {
      this.tell({ do: 'bind', id: known, kind, seat });
      return;
    }
    const id = this.nextId++;
    this.lead(receiver, { side: 'receive', id, kind, seat });
    this.ids.set(receiver, id);
  }

  /**
   * Whether nothing of this sender goes out past the worker. A browser that sent packets of it, and gave the worker no frame,
   * lets it pass by.
   */
  async isLed(sender: RTCRtpSender): Promise<boolean> {
    const report = await sender.getStats();
    const sent = [...report.values()].some(
      (entry: { type?: string; packetsSent?: number }) =>
        entry.type === 'outbound-rtp' && (entry.packetsSent ?? 0) > 0,
    );
    const id = this.ids.get(sender);
    return !sent || (id !== undefined && ((await this.counts()).offered[id] ?? 0) > 0);
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

  counts(): Promise<Counts> {
    return new Promise((resolve) => {
      this.counted.push(resolve);
      this.tell({ do: 'count' });
    });
  }

  close(): void {
    this.forget();
    this.worker.terminate();
    this.broken = true;
  }

  private lead(line: object, options: Options): void {
    const Transform = maker();
    if (Transform === undefined) throw new Error('This browser has no RTCRtpScriptTransform');
    (line as Transformed).transform = new Transform(this.worker as unknown as Worker, options);
  }

  private tell(message: ToWorker): void {
    this.worker.postMessage(message);
  }
}
