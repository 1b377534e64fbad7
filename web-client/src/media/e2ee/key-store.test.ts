import { describe, expect, it } from 'vitest';
import { random } from './bytes';
import { counterMax, KeyStore, type Fate } from './key-store';
import { ReplayWindow, windowSize } from './replay-window';

const data = (): Uint8Array<ArrayBuffer> => random(80);

function why(fate: Fate): string {
  return fate.kind === 'passed' ? 'passed' : fate.why;
}

async function sealed(store: KeyStore, plain = data()): Promise<Uint8Array<ArrayBuffer>> {
  const fate = await store.seal('camera', false, plain);
  if (fate.kind !== 'passed') throw new Error(fate.why);
  return fate.data;
}

describe('the keys of a page', () => {
  it('withoutOne_nothingIsSent', async () => {
    expect(why(await new KeyStore().seal('microphone', false, data()))).toBe('no-key');
  });

  it('whatOneSeals_whoeverHasTheKeyOpens_once', async () => {
    const [sender, receiver, secret, plain] = [new KeyStore(), new KeyStore(), random(32), data()];
    await sender.send(7, secret);
    await receiver.take('ana', 7, secret);
    const frame = await sealed(sender, plain);
    expect(await receiver.open('ana', 'camera', frame)).toEqual({ kind: 'passed', data: plain, kid: 7 });
    expect(why(await receiver.open('ana', 'camera', frame))).toBe('replayed');
  });

  it('framesOfOneSeat_areNotOpenedAsAnothers', async () => {
    const [sender, receiver, secret] = [new KeyStore(), new KeyStore(), random(32)];
    await sender.send(7, secret);
    await receiver.take('ana', 7, secret);
    expect(why(await receiver.open('ben', 'camera', await sealed(sender)))).toBe('no-key');
    expect(why(await receiver.open('', 'camera', await sealed(sender)))).toBe('no-key');
  });

  it('plaintext_isNeverShown', async () => {
    const receiver = new KeyStore();
    await receiver.take('ana', 7, random(32));
    for (let length = 0; length < 200; length += 1) {
      expect((await receiver.open('ana', 'camera', random(length))).kind).toBe('dropped');
    }
  });

  it('whoeverLeftAPlace_opensAndSendsNothingOfIt', async () => {
    const [sender, receiver, secret] = [new KeyStore(), new KeyStore(), random(32)];
    await sender.send(7, secret);
    await receiver.take('ana', 7, secret);
    const frame = await sealed(sender);
    receiver.forget();
    sender.forget();
    expect(why(await receiver.open('ana', 'camera', frame))).toBe('no-key');
    expect(why(await sender.seal('camera', false, data()))).toBe('no-key');
  });

  it('aKeyThatWasToldBeforeLeaving_isNotTakenUpAfter', async () => {
    const store = new KeyStore();
    const turn = store.turnNow();
    const late = store.send(7, random(32));
    store.forget();
    await late;
    expect(why(await store.seal('camera', false, data()))).toBe('no-key');
    // And one that waited in a queue until after it.
    const { turn: _unused, ...rest } = { turn, kid: 7 };
    await store.take('ana', rest.kid, random(32), turn);
    const other = new KeyStore();
    await other.send(7, random(32));
    expect(why(await store.open('ana', 'camera', await sealed(other)))).toBe('no-key');
  });

  it('aKeyThatWasToldBeforeSilence_isNotSentWithAfter', async () => {
    const store = new KeyStore();
    const turn = store.turnNow();
    const late = store.send(7, random(32), turn);
    store.silence();
    await late;
    expect(why(await store.seal('camera', false, data()))).toBe('no-key');
    // And one that waited in a queue until after it.
    await store.send(8, random(32), turn);
    expect(why(await store.seal('camera', false, data()))).toBe('no-key');
    await store.send(9, random(32));
    expect(why(await store.seal('camera', false, data()))).toBe('passed');
  });

  it('silence_leavesWhatOthersSendToBeOpened', async () => {
    const [sender, receiver, secret] = [new KeyStore(), new KeyStore(), random(32)];
    await sender.send(7, secret);
    const turn = receiver.turnNow();
    receiver.silence();
    await receiver.take('ana', 7, secret, turn);
    expect(why(await receiver.open('ana', 'camera', await sealed(sender)))).toBe('passed');
  });

  it('aNumberThatWasSentWith_isNotSentWithAgain', async () => {
    const [store, secret] = [new KeyStore(), random(32)];
    await store.send(7, secret);
    await sealed(store);
    await store.send(7, secret);
    expect(why(await store.seal('camera', false, data()))).toBe('no-key');
    store.forget();
    await store.send(7, secret);
    expect(why(await store.seal('camera', false, data()))).toBe('no-key');
  });

  it('aKeyThatExpired_opensNothing_andTheNextOneDoes', async () => {
    const [sender, receiver, first, second] = [new KeyStore(), new KeyStore(), random(32), random(32)];
    await sender.send(1, first);
    await receiver.take('ana', 1, first);
    await receiver.take('ana', 2, second);
    const before = await sealed(sender);
    await sender.send(2, second);
    receiver.expire('ana', 1);
    expect(why(await receiver.open('ana', 'camera', before))).toBe('no-key');
    expect(why(await receiver.open('ana', 'camera', await sealed(sender)))).toBe('passed');
  });

  it('aCounterThatIsUsedUp_endsTheKey', async () => {
    const store = new KeyStore();
    await store.send(7, random(32));
    (store as unknown as { sending: { next: number } }).sending.next = counterMax;
    expect(why(await store.seal('camera', false, data()))).toBe('passed');
    expect(why(await store.seal('camera', false, data()))).toBe('exhausted');
  });
});

describe('the window of counters', () => {
  it('takesEachOnce_inAnyOrder_andNoneThatIsTooOld', () => {
    const window = new ReplayWindow();
    for (const counter of [5, 3, 4, 0, windowSize + 2]) {
      expect(window.isFresh(counter)).toBe(true);
      window.note(counter);
      expect(window.isFresh(counter)).toBe(false);
    }
    expect(window.isFresh(2)).toBe(false);
    expect(window.isFresh(6)).toBe(true);
    window.note(10 * windowSize);
    expect(window.isFresh(9 * windowSize)).toBe(false);
    expect(window.isFresh(9 * windowSize + 1)).toBe(true);
  });
});
