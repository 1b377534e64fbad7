import { expect, test } from '@playwright/test';
import { allowScripts, Deployment, drive, roomsOf } from './deployment';
import { inside, watchErrors } from './seats';

/** Media in the rooms of a deployment: its library comes from an origin of its own, and from that one alone. */
const deployment = new Deployment();

test.beforeAll(() => deployment.start());
test.afterAll(() => deployment.stop());

test.beforeEach(async ({ page }) => {
  watchErrors(page);
  deployment.asked.length = 0;
  deployment.serves = 'library';
  // More than an engine allows: the client's own check has to hold alone.
  await allowScripts(page, 'http:');
});

test('an invitation is followed: June is seen, a stranger is not', async ({ page }) => {
  const standin = await inside(page);
  standin.media(deployment.invitation('room1'));
  await expect
    .poll(async () => (await roomsOf(page)).map(({ room, joined }) => [room, joined]))
    .toEqual([['room1', true]]);
  await drive(page, 'enters', 'aaaa0001', '9f2c');
  await drive(page, 'enters', 'bbbb0002', 'stranger');
  await expect(page.locator('ar-tile video:visible')).toHaveCount(2);
  const [room] = await roomsOf(page);
  expect(room).toMatchObject({
    token: 'header.payload.signature',
    serviceUrl: `ws://127.0.0.1:${deployment.port}/xmpp-websocket?room=room1`,
  });
  await expect
    .poll(async () => Object.keys((await roomsOf(page))[0]?.constraints.constraints ?? {}))
    .toEqual(['aaaa0001-v0']);
  expect(deployment.asked).toEqual([`127.0.0.1:${deployment.port}/libs/lib-jitsi-meet.min.js`]);
});

test('who speaks is shown as with every bridge', async ({ page }) => {
  const standin = await inside(page);
  standin.media(deployment.invitation('room1'));
  await expect.poll(() => roomsOf(page)).toHaveLength(1);
  await drive(page, 'enters', 'aaaa0001', '9f2c');
  await drive(page, 'speaks', 'aaaa0001');
  await expect(page.locator('ar-tile').filter({ hasText: 'June' }).locator('.speaking')).toBeVisible();
});

test('a move enters the new room before it leaves the old one, and loads nothing anew', async ({ page }) => {
  const standin = await inside(page);
  standin.media(deployment.invitation('room1'));
  await expect.poll(() => roomsOf(page)).toHaveLength(1);
  standin.media(deployment.invitation('room2', { generation: 2 }));
  await expect
    .poll(async () => (await roomsOf(page)).map(({ joined, left }) => ({ joined, left })))
    .toEqual([
      { joined: true, left: true },
      { joined: true, left: false },
    ]);
  expect(deployment.asked).toHaveLength(1);
});

test('whoever is put out of the room asks for another way in', async ({ page }) => {
  const standin = await inside(page);
  standin.media(deployment.invitation('room1'));
  await expect.poll(() => roomsOf(page)).toHaveLength(1);
  await drive(page, 'kick');
  await expect
    .poll(() => standin.mediaWords)
    .toEqual([{ type: 'media', name: 'again', connection: 'con_1' }]);
});

test('a library from anywhere else is never asked for, and the fault is ours', async ({ page }) => {
  const standin = await inside(page);
  standin.media(deployment.invitation('room1', {}, 'localhost'));
  await expect(page.getByText('Something on our side keeps sound and picture away.').first()).toBeVisible();
  expect(deployment.asked).toEqual([]);
  expect(standin.mediaWords).toEqual([]);
  await expect(page.getByRole('navigation', { name: 'Controls' })).toBeVisible();
});

test('a library that does not load is said, and asked for again', async ({ page }) => {
  deployment.serves = 'nothing';
  const standin = await inside(page);
  standin.media(deployment.invitation('room1'));
  await expect(page.getByText('Sound and picture did not load on this device.').first()).toBeVisible();
  await expect.poll(() => standin.mediaWords.length).toBeGreaterThan(0);
  deployment.serves = 'library';
  standin.media(deployment.invitation('room1', { connection: 'con_2' }));
  await expect(page.getByText('Sound and picture are back.').first()).toBeVisible();
  await expect(page.locator('.banner', { hasText: 'did not load' })).toHaveCount(0);
});

test('a page whose policy knows no deployment says that nothing loads', async ({ page }) => {
  await page.unrouteAll();
  const standin = await inside(page);
  standin.media(deployment.invitation('room1'));
  await expect(page.getByText('Sound and picture did not load on this device.').first()).toBeVisible();
  expect(deployment.asked).toEqual([]);
});

test('a library that takes long is said, and the session goes on', async ({ page }) => {
  deployment.serves = 'silence';
  const standin = await inside(page);
  standin.media(deployment.invitation('room1'));
  await expect(page.locator('.banner', { hasText: 'take longer than usual' })).toBeVisible();
  await expect(page.locator('[aria-live=polite]')).toContainText('You are in the session');
  await expect(page.getByRole('navigation', { name: 'Controls' })).toBeVisible();
});
