import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Encryption } from './encryption';
import type { Counts, FromWorker, ToWorker } from './words';

const counts: Counts = {
  sent: 0,
  withheld: 0,
  opened: 0,
  withoutKey: 0,
  notAuthentic: 0,
  replayed: 0,
  offered: {},
};

/** A worker that says what it is told to say. */
class Worker {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly told: ToWorker[] = [];
  postMessage(message: unknown): void {
    this.told.push(message as ToWorker);
  }
  terminate(): void {
    this.told.length = 0;
  }
  say(said: FromWorker): void {
    this.onmessage?.({ data: said } as MessageEvent<FromWorker>);
  }
}

function made(): { encryption: Encryption; worker: Worker; failures: () => number } {
  const worker = new Worker();
  let failures = 0;
  const encryption = new Encryption(
    () => (failures += 1),
    () => worker,
  );
  return { encryption, worker, failures: () => failures };
}

const sender = (packetsSent = 0): RTCRtpSender =>
  ({
    getStats: () => Promise.resolve(new Map([['a', { type: 'outbound-rtp', packetsSent }]])),
  }) as unknown as RTCRtpSender;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('RTCRtpScriptTransform', vi.fn());
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the worker of a page', () => {
  it('isBelievedToLeadASender_onceItSawAFrameOfIt', async () => {
    const { encryption, worker } = made();
    const [one, other] = [sender(), sender()];
    encryption.leadSender(one, 'camera');
    encryption.leadSender(other, 'microphone');
    expect(encryption.isProven(one)).toBe(false);
    worker.say({ said: 'led', id: 1 });
    await encryption.proof(one);
    expect([one, other, sender()].map((each) => encryption.isProven(each))).toEqual([true, false, false]);
  });

  it('isNotBelievedAnyMore_whereASenderPassesByIt', async () => {
    const { encryption, worker } = made();
    let packets = 10;
    const one = {
      getStats: () =>
        Promise.resolve(new Map([['a', { type: 'outbound-rtp', packetsSent: (packets += 10) }]])),
    } as unknown as RTCRtpSender;
    encryption.leadSender(one, 'microphone');
    worker.say({ said: 'led', id: 1 });
    const look = async (): Promise<boolean> => {
      const led = encryption.isLed(one);
      await vi.waitFor(() => {
        expect(worker.told.at(-1)).toEqual({ do: 'count' });
      });
      worker.told.pop();
      worker.say({ said: 'counts', counts: { ...counts, offered: { 1: 5 } } });
      return led;
    };
    expect([await look(), await look(), await look()]).toEqual([true, true, false]);
    expect(encryption.isProven(one)).toBe(false);
  });

  it('thatDoesNotAnswer_hasFailed_andLeadsNothingMore', async () => {
    const { encryption, failures } = made();
    const asked = encryption.counts().catch(() => 'none');
    await vi.advanceTimersByTimeAsync(19_000);
    expect(failures()).toBe(0);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await asked).toBe('none');
    expect(failures()).toBe(1);
    expect(() => {
      encryption.leadSender(sender(), 'camera');
    }).toThrow();
    expect(() => {
      encryption.leadReceiver({} as RTCRtpReceiver, 'camera', 'ana');
    }).toThrow();
  });

  it('thatThrows_hasFailed', () => {
    const { worker, failures } = made();
    worker.onerror?.({} as ErrorEvent);
    worker.onerror?.({} as ErrorEvent);
    expect(failures()).toBe(1);
  });

  it('isToldOnceOfWhomALineIs_andAgainWhenThatChanges', () => {
    const { encryption, worker } = made();
    const line = {} as RTCRtpReceiver;
    for (const seat of ['ana', 'ana', 'ben', 'ben', '']) encryption.leadReceiver(line, 'camera', seat);
    expect(worker.told.map((word) => (word.do === 'bind' ? word.seat : word.do))).toEqual(['ben', '']);
  });
});
