import { KeyStore, type Fate, type Turn } from './key-store';
import type { Counts, FromWorker, Options, ToWorker } from './words';

/**
 * The worker through which all media of a page pass in an encrypted session. What it cannot seal is not sent, what it cannot
 * open is not shown; a frame that makes it stumble is dropped.
 */

interface Frame {
  data: ArrayBuffer;
  readonly type?: string;
}

interface Transformer {
  readonly readable: ReadableStream<Frame>;
  readonly writable: WritableStream<Frame>;
  readonly options: Options;
  sendKeyFrameRequest?(): Promise<void>;
}

interface Incoming {
  options: Options;
  readonly transformer: Transformer;
  /** Frames were dropped for want of a key: a decoder needs a key frame then. */
  starving: boolean;
}

/** The part of a dedicated worker's scope that is used. */
interface Scope {
  onrtctransform: ((event: { readonly transformer: Transformer }) => void) | null;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
}

const scope = globalThis as unknown as Scope;

const store = new KeyStore();
const incoming = new Map<number, Incoming>();
const offered = new Map<number, number>();
const counts: { -readonly [K in keyof Omit<Counts, 'offered'>]: number } = {
  sent: 0,
  withheld: 0,
  opened: 0,
  withoutKey: 0,
  notAuthentic: 0,
  replayed: 0,
};

scope.onrtctransform = ({ transformer }) => {
  const { options } = transformer;
  const pass = options.side === 'send' ? sender(options) : receiver(options, transformer);
  void transformer.readable
    .pipeThrough(new TransformStream<Frame, Frame>({ transform: pass }))
    .pipeTo(transformer.writable)
    .catch(() => undefined)
    .finally(() => {
      incoming.delete(options.id);
      offered.delete(options.id);
    });
};

type Pass = (frame: Frame, out: TransformStreamDefaultController<Frame>) => Promise<void>;

function sender({ kind, id }: Options): Pass {
  return async (frame, out) => {
    const before = offered.get(id) ?? 0;
    offered.set(id, before + 1);
    if (before === 0) scope.postMessage({ said: 'led', id });
    const fate = await attempt(() => store.seal(kind, frame.type === 'key', new Uint8Array(frame.data)));
    if (fate.kind === 'passed') {
      counts.sent += 1;
      frame.data = fate.data.buffer;
      out.enqueue(frame);
    } else counts.withheld += 1;
  };
}

function receiver(options: Options, transformer: Transformer): Pass {
  const line: Incoming = { options, transformer, starving: false };
  incoming.set(options.id, line);
  return async (frame, out) => {
    const { seat, kind } = line.options;
    const fate = await attempt(() => store.open(seat, kind, new Uint8Array(frame.data)));
    count(fate);
    if (fate.kind === 'passed') {
      if (frame.type === 'key') line.starving = false;
      else ask(line);
      frame.data = fate.data.buffer;
      out.enqueue(frame);
    } else if (fate.why === 'no-key') line.starving = true;
  };
}

async function attempt(work: () => Promise<Fate>): Promise<Fate> {
  try {
    return await work();
  } catch {
    return { kind: 'dropped', why: 'not-authentic' };
  }
}

function count(fate: Fate): void {
  if (fate.kind === 'passed') counts.opened += 1;
  else if (fate.why === 'replayed') counts.replayed += 1;
  else if (fate.why === 'no-key') counts.withoutKey += 1;
  else counts.notAuthentic += 1;
}

/** Asks for key frames of whoever's key came late: without one a decoder shows nothing for seconds. */
function feed(seat: string): void {
  for (const line of incoming.values()) if (line.options.seat === seat) ask(line);
}

function ask(line: Incoming): void {
  if (!line.starving || line.options.kind === 'microphone') return;
  line.starving = false;
  void line.transformer.sendKeyFrameRequest?.().catch(() => undefined);
}

let queue: Promise<void> = Promise.resolve();

scope.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  // What ends something must not wait for what begins something.
  if (data.do === 'forget') store.forget();
  if (data.do === 'silence') store.silence();
  const turn = store.turnNow();
  queue = queue.then(() => heed(data, turn)).catch(() => undefined);
};

async function heed(told: ToWorker, turn: Turn): Promise<void> {
  switch (told.do) {
    case 'send':
      return store.send(told.kid, told.secret, turn);
    case 'take':
      await store.take(told.seat, told.kid, told.secret, turn);
      feed(told.seat);
      return;
    case 'expire':
      store.expire(told.seat, told.kid);
      return;
    case 'expire-all':
      store.expireAll(told.seat);
      return;
    case 'bind': {
      const line = incoming.get(told.id);
      if (line !== undefined) line.options = { ...line.options, seat: told.seat, kind: told.kind };
      return;
    }
    case 'count': {
      const said: FromWorker = {
        said: 'counts',
        counts: { ...counts, offered: Object.fromEntries(offered) },
      };
      scope.postMessage(said);
      return;
    }
    case 'forget':
    case 'silence':
      return;
  }
}
