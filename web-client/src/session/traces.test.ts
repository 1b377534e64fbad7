import { describe, expect, it } from 'vitest';
import type { Entry } from './entry';
import { shortHash, type Memory } from './memory';
import { Traces } from './traces';

const path = '/join/prg_1';
const code = 'a-code-of-many-letters';

/** One browser: what is kept, for the tab and beyond it, and the address. */
class Browser {
  readonly tab = new Map<string, string>();
  readonly kept = new Map<string, string>();
  readonly location = { pathname: path, hash: `#${code}` };
  again = false;
  readonly told: string[] = [];
  readonly cameAgain = (): boolean => this.again;
  readonly history = {
    replaceState: (state: unknown, _unused: string, url?: string | URL | null): void => {
      expect(state).toBeNull();
      const [pathname = '', hash] = String(url).split('#');
      this.location.pathname = pathname;
      this.location.hash = hash === undefined ? '' : `#${hash}`;
    },
  };

  constructor(private readonly lasting = true) {}

  /** A page that was loaded from the address as it is. */
  page(change: Partial<Entry> = {}): Traces {
    const { code = this.location.hash.slice(1) } = change;
    const entry = { path, code, name: code === '' ? '' : shortHash(code), ...change };
    return new Traces(entry, memory(this.tab, this.lasting), memory(this.kept, this.lasting), this, () =>
      this.told.push('forgotten'),
    );
  }

  everything(): string {
    return JSON.stringify([[...this.tab], [...this.kept], this.location]);
  }
}

function memory(map: Map<string, string>, lasting: boolean): Memory {
  return {
    lasting,
    get: (key) => map.get(key),
    set: (key, value) => void map.set(key, value),
    remove: (key) => void map.delete(key),
  };
}

describe('the traces of a link', () => {
  it('areForgotten_andNothingIsWrittenAgain', () => {
    const browser = new Browser();
    const traces = browser.page();
    const device = traces.device();
    traces.memory.set(traces.key, 'a token');
    traces.memory.set(`${traces.key}:answers`, 'a street');
    traces.memory.set(`${traces.key}:devices`, 'a microphone');
    expect(browser.everything()).toContain(code);

    traces.forget();
    traces.memory.set(traces.key, 'a token');
    traces.memory.set(`${traces.key}:answers`, 'a street');
    expect(browser.everything()).not.toMatch(/token|street|microphone|letters/u);
    expect(browser.everything()).toContain(device);
    expect(browser.told).toEqual([]);
    traces.forgetDevice();
    expect(browser.everything()).not.toContain(device);
    expect(browser.told).toEqual(['forgotten']);
    expect(browser.location).toEqual({ pathname: path, hash: '' });
  });

  it('aReloadAfterIt_isKnown_untilALinkIsOpenedAgain', () => {
    const browser = new Browser();
    expect(browser.page().wasLeft()).toBe(false);
    browser.page().forget();
    expect(browser.page().wasLeft()).toBe(true);
    expect(browser.page({ path: '/join/prg_2' }).wasLeft()).toBe(false);
    browser.page().forget();
    browser.location.hash = '#another-code';
    expect(browser.page().wasLeft()).toBe(false);
    browser.location.hash = '';
    expect(browser.page().wasLeft()).toBe(false);
  });

  it('thePageFromFurtherBack_isLeftToo_andALinkOpenedAnewIsNot', () => {
    const browser = new Browser();
    browser.page().forget();
    browser.location.hash = `#${code}`;
    browser.again = true;
    expect(browser.page().wasLeft()).toBe(true);
    expect(browser.location.hash).toBe('');
    browser.location.hash = `#${code}`;
    browser.again = false;
    expect(browser.page().wasLeft()).toBe(false);
    browser.again = true;
    expect(browser.page().wasLeft()).toBe(false);
  });

  it('whomAPortalLetsInAnew_isNotLeft', () => {
    const browser = new Browser();
    browser.page({ name: 'a-seat' }).forget();
    browser.again = true;
    expect(browser.page({ code: '', assertion: 'eyJ.eyJ.x', name: 'a-seat' }).wasLeft()).toBe(false);
    expect(browser.page({ code: '', name: 'a-seat' }).wasLeft()).toBe(false);
  });

  it('anotherTab_isToldOnce_ofItsOwnLinkAlone', () => {
    const browser = new Browser();
    const traces = browser.page();
    const window = new EventTarget();
    let told = 0;
    const stop = traces.watch(window, () => {
      told += 1;
      traces.forget();
    });
    const say = (key: string, newValue: string | null): void => {
      window.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }));
    };
    say('anteroom:sounds', null);
    say(`${traces.key}:device`, 'another');
    expect(told).toBe(0);
    say(`${traces.key}:device`, null);
    say(`${traces.key}:device`, null);
    expect(told).toBe(1);
    stop();
  });

  it('theDevice_isOneALink_andAnotherAfterItWasForgotten', () => {
    const browser = new Browser();
    const device = browser.page().device();
    expect(browser.page().device()).toBe(device);
    expect(browser.page({ code: 'another' }).device()).not.toBe(device);
    const traces = browser.page();
    traces.forget();
    browser.location.hash = `#${code}`;
    // Not let go yet: the link opens for this device alone.
    expect(browser.page().device()).toBe(device);
    traces.forgetDevice();
    expect(browser.page().device()).not.toBe(device);
  });

  it('withoutStorage_theFragmentKeepsTheDevice', () => {
    const browser = new Browser(false);
    const device = browser.page().device();
    expect(browser.location.hash).toBe(`#${code}&device=${device}`);
    browser.page({ code, device }).forget();
    expect(browser.location.hash).toBe('');
  });
});
