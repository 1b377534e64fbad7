import { describe, expect, it } from 'vitest';
import { memoryOf } from './memory';
import { Notifications, needWords, type Notice, type NotificationsOfBrowser } from './notifications';
import { isChromiumOnAndroid } from './page-notifications';

class Browser implements NotificationsOfBrowser {
  supported = true;
  framed = false;
  granted: 'default' | 'denied' | 'granted' = 'default';
  answers: 'default' | 'denied' | 'granted' = 'granted';
  throws = false;
  asked = 0;
  focused = 0;
  readonly shown: Notice[] = [];
  readonly closed: Notice[] = [];
  readonly permission = (): 'default' | 'denied' | 'granted' => this.granted;
  readonly ask = (): Promise<void> => {
    this.asked += 1;
    this.granted = this.answers;
    return Promise.resolve();
  };
  readonly show = (notice: Notice): (() => void) => {
    if (this.throws) throw new TypeError('Illegal constructor');
    this.shown.push(notice);
    return () => this.closed.push(notice);
  };
  readonly focus = (): void => {
    this.focused += 1;
  };
}

function given(change: Partial<Browser> = {}): { browser: Browser; page: Notifications } {
  const browser = Object.assign(new Browser(), change);
  return {
    browser,
    page: new Notifications(
      browser,
      memoryOf(() => null),
      'tag-1',
    ),
  };
}

describe('notifications', () => {
  it('areAskedForByAPressAlone_andOnce', async () => {
    const { browser, page } = given();
    page.show('knock', true);
    expect([page.standing(), browser.asked, browser.shown.length]).toEqual(['off', 0, 0]);
    await page.want(true);
    expect([page.standing(), browser.asked]).toEqual(['on', 1]);
    await page.want(false);
    page.show('knock', true);
    expect([page.standing(), browser.shown.length]).toEqual(['off', 0]);
    await page.want(true);
    expect([page.standing(), browser.asked]).toEqual(['on', 1]);
  });

  it('sayNothingOfAnybody_andAnAlertStays', async () => {
    const { browser, page } = given();
    await page.want(true);
    page.show('help', true);
    page.show('alert', false);
    expect(browser.shown).toMatchObject([
      { title: 'Somebody asks for help', tag: 'tag-1', stays: false, again: true },
      { title: 'An alert needs you', tag: 'tag-1', stays: true, again: false },
    ]);
    expect(needWords.knock).toBe('Somebody is waiting');
  });

  it('pressed_bringThePageToTheFront_andGo', async () => {
    const { browser, page } = given();
    await page.want(true);
    page.show('knock', true);
    browser.shown[0]?.pressed();
    expect([browser.focused, browser.closed]).toEqual([1, browser.shown]);
    page.close();
    expect(browser.closed).toHaveLength(1);
  });

  it.each([
    ['denied', { granted: 'denied' }],
    ['framed', { framed: true }],
    ['unsupported', { supported: false }],
  ] as const)('%s_areNeitherAskedForNorShown', async (standing, change) => {
    const { browser, page } = given(change);
    await page.want(true);
    page.show('alert', true);
    expect([page.standing(), browser.asked, browser.shown.length]).toEqual([standing, 0, 0]);
  });

  it('whoSaysNo_isTakenAtTheWord_andWhoSaysNothingMayBeAskedAgain', async () => {
    const no = given({ answers: 'denied' });
    await no.page.want(true);
    expect(no.page.standing()).toBe('denied');
    const nothing = given({ answers: 'default' });
    await nothing.page.want(true);
    expect(nothing.page.standing()).toBe('off');
    await nothing.page.want(true);
    expect(nothing.browser.asked).toBe(2);
  });

  it('whereTheBrowserThrows_nothingElseDoes_andTheSettingSaysSo', async () => {
    const { page } = given({ throws: true });
    await page.want(true);
    expect(() => page.show('alert', true)).not.toThrow();
    expect(page.standing()).toBe('unsupported');
  });

  it('chromiumOnAndroid_isKnownBeforehand', () => {
    const android =
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/124.0.0.0 Mobile Safari/537.36';
    expect(isChromiumOnAndroid(android)).toBe(true);
    expect(isChromiumOnAndroid('Mozilla/5.0 (Android 14; Mobile; rv:126.0) Gecko/126.0 Firefox/126.0')).toBe(
      false,
    );
    expect(isChromiumOnAndroid('Mozilla/5.0 (X11; Linux x86_64) Chrome/124.0.0.0 Safari/537.36')).toBe(false);
  });
});
