import { describe, expect, it } from 'vitest';
import { WakeLock } from './wake-lock';

class Phone {
  held = 0;
  asked = 0;
  refuses = false;
  readonly lock = new WakeLock(() => ({
    request: async () => {
      this.asked += 1;
      if (this.refuses) throw new DOMException('low battery', 'NotAllowedError');
      this.held += 1;
      let released = false;
      return {
        release: async () => {
          if (!released) this.held -= 1;
          released = true;
        },
      };
    },
  }));
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe('the wake lock', () => {
  it('isHeldWhileWanted_andLetGoAfter', async () => {
    const phone = new Phone();
    phone.lock.want(true);
    await settled();
    expect(phone.held).toBe(1);
    phone.lock.want(false);
    await settled();
    expect(phone.held).toBe(0);
  });

  it('isAskedForAgain_whenThePageIsBack', async () => {
    const phone = new Phone();
    phone.lock.want(true);
    await settled();
    phone.held = 0;
    phone.lock.back();
    await settled();
    expect(phone.asked).toBe(2);
  });

  it('notWanted_isNotAskedFor_whenThePageIsBack', async () => {
    const phone = new Phone();
    phone.lock.back();
    await settled();
    expect(phone.asked).toBe(0);
  });

  it('wantedAndUnwantedAtOnce_leavesNothingHeld', async () => {
    const phone = new Phone();
    phone.lock.want(true);
    phone.lock.want(false);
    phone.lock.want(true);
    phone.lock.want(false);
    await settled();
    expect(phone.held).toBe(0);
  });

  it('refusedOrMissing_harmsNothing', async () => {
    const phone = new Phone();
    phone.refuses = true;
    phone.lock.want(true);
    await settled();
    expect(phone.held).toBe(0);
    new WakeLock(() => undefined).want(true);
    await settled();
  });
});
