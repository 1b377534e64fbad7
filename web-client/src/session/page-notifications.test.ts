import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { notificationsOfBrowser } from './page-notifications';

/** A window that counts who listens for the page to go. */
class FakeWindow extends EventTarget {
  readonly Notification = Shown;
  readonly listening = new Set<unknown>();

  override addEventListener(name: string, listener: EventListener): void {
    this.listening.add(listener);
    super.addEventListener(name, listener);
  }

  override removeEventListener(name: string, listener: EventListener): void {
    this.listening.delete(listener);
    super.removeEventListener(name, listener);
  }
}

let done: string[] = [];

class Shown extends EventTarget {
  constructor(readonly title: string) {
    super();
    done.push(`show ${title}`);
  }

  close(): void {
    done.push(`close ${this.title}`);
  }
}

let window: FakeWindow;

beforeEach(() => {
  done = [];
  window = new FakeWindow();
  vi.stubGlobal('window', window);
  vi.stubGlobal('navigator', { userAgent: 'Chrome/124.0.0.0' });
  vi.stubGlobal('Notification', Shown);
});
afterEach(() => void vi.unstubAllGlobals());

const notice = { tag: 'tag-1', stays: true, again: true, pressed: () => undefined };

describe('the notifications of a page', () => {
  it('howeverOftenOneComesUp_listenOnce_andNoneIsClosedForTheNext', () => {
    const { show } = notificationsOfBrowser();
    for (const title of ['one', 'two', 'three']) show({ ...notice, title });
    expect(window.listening.size).toBe(1);
    expect(done).toEqual(['show one', 'show two', 'show three']);
  });

  it('goWithThePage_theOneThatIsShown', () => {
    const { show } = notificationsOfBrowser();
    show({ ...notice, title: 'one' });
    show({ ...notice, title: 'two' });
    window.dispatchEvent(new Event('pagehide'));
    expect(done.slice(2)).toEqual(['close two']);
    expect(window.listening.size).toBe(0);
  });

  it('closed_areForgotten', () => {
    const { show } = notificationsOfBrowser();
    const close = show({ ...notice, title: 'one' });
    close();
    close();
    expect(done).toEqual(['show one', 'close one']);
    expect(window.listening.size).toBe(0);
  });
});
