import { expect, test, type Page } from '@playwright/test';
import { admit, askToJoin, button, closeSeats, expectInRoom, goIn, openSeat } from '../people';
import { Engine } from './engine';
import { smallCamera } from './group';

/** What people type is shown as they typed it and does nothing else; what cannot be sent is said kindly. */
const engine = new Engine({ ANTEROOM_MEDIA_ADDRESSES: '127.0.0.1' });
const markup = '<img src=x onerror="window.ranSomething=1"><b>hello</b> & {{1+1}}';

let lena: Page;
let ana: Page;

test.beforeAll(async ({ browser }) => {
  await engine.start();
  const session = await engine.session('Evening group');
  const open = async (ref: string, name: string, role: string): Promise<Page> => {
    const { page } = await openSeat(browser, 'about:blank');
    await page.addInitScript(smallCamera);
    await page.goto((await engine.invite(session, { ref, name, role })).url);
    return page;
  };
  lena = await open('p-1', 'Lena Ortiz', 'facilitator');
  await goIn(lena);
  await expectInRoom(lena);
  ana = await open('p-2', 'Ana & Söhne 🌻', 'patient');
  await askToJoin(ana);
  await admit(lena, 'Ana & Söhne 🌻');
  await expectInRoom(ana);
  await button(ana, 'Chat').click();
  await button(lena, 'Chat').click();
});

test.afterAll(async ({ browser }) => {
  await closeSeats(browser);
  await engine.dispose();
});

async function expectNothingRan(): Promise<void> {
  for (const page of [lena, ana]) {
    expect(await page.evaluate(() => 'ranSomething' in window)).toBe(false);
    await expect(page.locator('img[src="x"]')).toHaveCount(0);
  }
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await button(page, 'Send message').click();
}

test('markup in a message is shown as it was typed, and runs nothing', async () => {
  await write(ana, markup);
  for (const page of [lena, ana]) {
    await expect(page.getByRole('log', { name: 'Messages' }).getByText(markup).first()).toBeVisible();
  }
  await expectNothingRan();
});

test('a message that turns its reader’s text around is refused, and the words are kept', async () => {
  const turned = 'pay \u202Eevil';
  await write(ana, turned);
  await expect(ana.getByText('Something in there cannot be sent').first()).toBeVisible();
  await expect(ana.getByLabel('Message', { exact: true })).toHaveValue(turned);
  await expect(lena.getByText('evil')).toHaveCount(0);
  await write(ana, 'without it');
  await expect(lena.getByText('without it').first()).toBeVisible();
});

test('markup in a line to every room is shown as it was typed', async () => {
  await button(lena, 'Tell everyone').click();
  await lena.getByLabel('Everyone in every room reads it').fill(markup);
  await button(lena, 'Send to everyone').click();
  await expect(ana.locator('.banner', { hasText: markup })).toBeVisible();
  await expectNothingRan();
});

test('a link that opens nothing says so and says what to do', async ({ browser }) => {
  const { page } = await openSeat(browser, `${engine.url}/join/prg_${'z'.repeat(20)}#${'x'.repeat(40)}`);
  await expect(
    page.getByRole('heading', { name: 'This link does not open a session any more' }),
  ).toBeVisible();
});
