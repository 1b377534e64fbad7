import { chromium, expect, test, type Page } from '@playwright/test';
import { PATIENCE } from './patience';
import { leading } from './leading';
import { button } from './people';
import { june, rosa, watchErrors } from './seats';

test.beforeEach(({ page }) => watchErrors(page));

interface Elsewhere {
  hidden: boolean;
  readonly shown: { title: string; tag: string; closed: boolean; notification: Notification }[];
}

/** Lets a test look away, and tells what notifications the page made meanwhile; they are the browser's own. */
function watchNotifications(): void {
  const elsewhere: Elsewhere = { hidden: false, shown: [] };
  Object.assign(window, { elsewhere });
  Object.defineProperty(document, 'visibilityState', {
    get: () => (elsewhere.hidden ? 'hidden' : 'visible'),
  });
  window.Notification = class extends Notification {
    constructor(title: string, options: NotificationOptions = {}) {
      super(title, options);
      elsewhere.shown.push({ title, tag: options.tag ?? '', closed: false, notification: this });
    }

    override close(): void {
      super.close();
      const shown = elsewhere.shown.find(({ notification }) => notification === this);
      if (shown !== undefined) shown.closed = true;
    }
  };
}

function look(page: Page, hidden: boolean): Promise<void> {
  return page.evaluate((away) => {
    (window as unknown as { elsewhere: Elsewhere }).elsewhere.hidden = away;
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

function notifications(page: Page): Promise<[string, boolean][]> {
  return page.evaluate(() =>
    (window as unknown as { elsewhere: Elsewhere }).elsewhere.shown.map(({ title, closed }) => [
      title,
      closed,
    ]),
  );
}

/** The engine without windows says that notifications are denied, whatever it is told: this wants the whole browser. */
async function inWholeBrowser(use: (page: Page) => Promise<void>): Promise<void> {
  const { launchOptions, baseURL } = test.info().project.use;
  const executablePath = process.env['ANTEROOM_E2E_CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ ...launchOptions, executablePath });
  try {
    const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }) });
    context.setDefaultTimeout(PATIENCE);
    await context.grantPermissions(['notifications']);
    const page = await context.newPage();
    watchErrors(page);
    await use(page);
  } finally {
    await browser.close();
  }
}

test('whoever leads and looks elsewhere is called by notifications once they are on, and they name nobody', () =>
  inWholeBrowser(async (page) => {
    await page.addInitScript(watchNotifications);
    const standin = await leading(page, [june]);
    await look(page, true);
    standin.event('seat-moved', { seat: 'sea_rosa', from: 'away', to: 'waiting', who: rosa });
    await expect(page).toHaveTitle(/^\(1\)/u);
    expect(await notifications(page)).toEqual([]);
    await look(page, false);
    await button(page, 'More').click();
    await page.getByRole('menuitem', { name: 'Sound and camera' }).click();
    await page.getByRole('checkbox', { name: 'A notification while you look elsewhere' }).check();
    await page.keyboard.press('Escape');

    await look(page, true);
    standin.event('help-asked', { breakout: 'brk_a', seat: 'sea_june' });
    await expect.poll(() => notifications(page)).toEqual([['Somebody asks for help', false]]);
    standin.event('alert-raised', { alert: 'alr_1', kind: 'raised', seat: 'sea_june', note: 'Please' });
    await expect.poll(async () => (await notifications(page)).at(-1)).toEqual(['An alert needs you', false]);
    const tags = await page.evaluate(() =>
      (window as unknown as { elsewhere: Elsewhere }).elsewhere.shown.map(({ tag }) => tag),
    );
    expect(new Set(tags).size).toBe(1);
    await look(page, false);
    await expect.poll(async () => (await notifications(page)).at(-1)).toEqual(['An alert needs you', true]);
  }));
