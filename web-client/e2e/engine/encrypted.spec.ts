import { expect, test } from '@playwright/test';
import { button, closeSeats } from '../people';
import { Engine } from './engine';
import { expectTogether, gather } from './group';

/** A group session that is encrypted from page to page, in real Chromium, over the embedded bridge. */
const engine = new Engine({ ANTEROOM_MEDIA_ADDRESSES: '127.0.0.1' });

test.afterAll(async ({ browser }) => {
  await closeSeats(browser);
  await engine.dispose();
});

test('an encrypted group: everybody sees and hears everybody, and all that goes out is sealed', async ({
  browser,
}) => {
  await engine.start();
  const group = await gather(browser, engine, undefined, { e2ee: 'required' });
  await button(group.lena.page, 'Start session').click();
  await expectTogether(group.all);
  for (const { page } of group.all) {
    const counts = await page.evaluate(() => window.__anteroomSealed?.());
    expect(counts?.sent).toBeGreaterThan(0);
    expect(counts?.opened).toBeGreaterThan(0);
  }
});
