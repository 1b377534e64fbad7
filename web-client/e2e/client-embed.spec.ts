import { expect, test, type Page } from '@playwright/test';
import { patient, watchErrors } from './seats';

test.beforeEach(({ page }) => watchErrors(page));

const portal = (attributes: string): string => `<!doctype html><title>Portal</title>
  <script src="${room()}/embed/anteroom-session.js"></script>
  <script>
    window.told = [];
    for (const name of ['waiting', 'admitted', 'moved', 'ended', 'error'])
      addEventListener(name, (event) => event.target.localName === 'anteroom-session' && window.told.push([name, event.detail]));
  </script>
  <anteroom-session src="${room()}/join/prg_1" token="code-1" ${attributes} style="height:700px"></anteroom-session>`;

/** A portal on another origin than the room's: this machine by its other name. */
async function openPortal(
  page: Page,
  headers: Record<string, string> = {},
  waitUntil: 'load' | 'commit' = 'load',
): Promise<void> {
  const address = `${elsewhere()}/portal`;
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html', headers, body: portal('theme="dark"') }),
  );
  await page.goto(address, { waitUntil });
}

/** Where the built client is served. */
function room(): string {
  const { baseURL } = test.info().project.use;
  if (baseURL === undefined) throw new Error('There is no server');
  return baseURL;
}

function elsewhere(): string {
  return room().replace('127.0.0.1', 'localhost');
}

function told(page: Page): Promise<unknown> {
  return page.evaluate(() => (window as unknown as { told: unknown }).told);
}

test('inside a portal the element tells what happens, and nothing of the person', async ({ page }) => {
  const standin = await patient(page);
  await openPortal(page);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('button', { name: 'Ask to join' })).toBeVisible();
  standin.moveTo('waiting');
  await expect.poll(() => told(page)).toEqual([['waiting', {}]]);
  standin.moveTo('main');
  standin.moveTo('breakout:b');
  await expect
    .poll(() => told(page))
    .toEqual([
      ['waiting', {}],
      ['admitted', {}],
      ['moved', { place: 'breakout' }],
    ]);
  await page.evaluate(() =>
    document.querySelector<HTMLElement & { mute(): void }>('anteroom-session')?.mute(),
  );
  await expect(frame.getByRole('button', { name: 'Unmute' })).toBeVisible();
  await page.evaluate(() =>
    document.querySelector<HTMLElement & { leave(): void }>('anteroom-session')?.leave(),
  );
  await expect(frame.getByRole('heading', { name: 'You have left the room' })).toBeVisible();
  await expect.poll(async () => JSON.stringify(await told(page))).toContain('["ended",{"code":"left"}]');
  // The frame forgot the link; the portal, which has it, opens it anew and under another id.
  await expect.poll(() => page.evaluate(() => Object.keys({ ...localStorage }))).toEqual([]);
  await page.evaluate(() =>
    document.querySelector<HTMLElement & { join(): void }>('anteroom-session')?.join(),
  );
  await expect(frame.getByRole('navigation', { name: 'Controls' })).toBeVisible();
  expect(standin.joins).toBe(2);
});

test('a portal that forbids the camera gets a diagnosis with the way out first', async ({ page }) => {
  const standin = await patient(page);
  await openPortal(page, { 'Permissions-Policy': 'camera=()' });
  const frame = page.frameLocator('iframe');
  await expect(
    frame.getByRole('heading', { name: 'This page does not let your camera start' }),
  ).toBeVisible();
  await expect(frame.getByRole('link', { name: 'Open the room in a new tab' })).toBeVisible();
  await expect(frame.getByText(`Permissions-Policy: camera=(self "${room()}")`).first()).toBeVisible();
  // The link is given back, for the tab that opens it instead.
  expect(standin.heard).toMatchObject([{ name: 'leave', args: { forget: true } }]);
  await expect.poll(() => told(page)).toEqual([['error', { code: 'policy-camera' }]]);
});

test('a portal that forbids the camera holds an audio session', async ({ page }) => {
  await patient(page, () => undefined, { video: 'off' });
  await openPortal(page, { 'Permissions-Policy': 'camera=()' });
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('button', { name: 'Ask to join' })).toBeVisible();
  expect(await told(page)).toEqual([]);
});

test('a portal that forbids the microphone gets the diagnosis before the link is used', async ({ page }) => {
  const standin = await patient(page, () => undefined, { video: 'off' });
  await openPortal(page, { 'Permissions-Policy': 'microphone=()' });
  const frame = page.frameLocator('iframe');
  await expect(
    frame.getByRole('heading', { name: 'This page does not let your microphone start' }),
  ).toBeVisible();
  expect(standin.joins).toBe(0);
});

test('a room that takes long to load is waited for', async ({ page }) => {
  await page.clock.install();
  await patient(page);
  let load = (): void => undefined;
  const slow = new Promise<void>((settle) => (load = settle));
  await page.route('**/join/prg_1', async (route) => {
    await slow;
    await route.continue();
  });
  const asked = page.waitForRequest('**/join/prg_1');
  // The page of the portal is loaded once its frame is, and that is not yet.
  await openPortal(page, {}, 'commit');
  await asked;
  await page.clock.runFor(20_000);
  load();
  await expect(page.frameLocator('iframe').getByRole('button', { name: 'Ask to join' })).toBeVisible();
  expect(await told(page)).toEqual([]);
});

test('a portal that is not on the list is told so by the element', async ({ page }) => {
  await page.route('**/join/prg_1', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'Content-Security-Policy': "frame-ancestors 'none'" },
      body: '<p>no</p>',
    }),
  );
  await openPortal(page);
  await expect(page.getByText('The room does not open inside this page').first()).toBeVisible();
  await expect(page.getByText(`{"origin": "${elsewhere()}"}`).first()).toBeVisible();
  expect(await told(page)).toEqual([['error', { code: 'frame-blocked' }]]);
});
