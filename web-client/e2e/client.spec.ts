import { expect, test, type Page } from '@playwright/test';
import {
  askToJoin,
  button,
  expectInRoom,
  expectSoundOf,
  expectVideoOf,
  expectWaiting,
  fillCheckIn,
  goIn,
  mediaStats,
  placeByKeys,
} from './people';
import { Standin, type Heard } from './standin';

const link = '/join/prg_0123456789abcdef#code-1';
const grants = { microphone: true, camera: true, chat: true };
const maya = {
  id: 'sea_maya',
  role: 'patient',
  displayName: 'Maya',
  connected: true,
  grants,
  checkInRequired: 'required',
};
const lena = {
  id: 'sea_lena',
  role: 'facilitator',
  displayName: 'Lena',
  name: 'Lena Ortiz',
  place: 'main',
  connected: true,
  grants,
};
const june = {
  id: 'sea_june',
  role: 'patient',
  displayName: 'June',
  name: 'June Park',
  place: 'main',
  connected: true,
  grants,
};
const rosa = {
  id: 'sea_rosa',
  role: 'patient',
  displayName: 'Rosa',
  name: 'Rosa Delgado',
  place: 'waiting',
  connected: true,
  grants,
  queue: { position: 1 },
};

async function patient(
  page: Page,
  onCommand?: (heard: Heard, standin: Standin) => Promise<void> | void,
): Promise<Standin> {
  const standin = new Standin(page, maya, [lena, june], onCommand);
  await standin.install();
  return standin;
}

test.beforeEach(({ page }) => {
  page.on('pageerror', (error) => {
    throw error;
  });
});

test('a patient checks in, waits, is admitted, sees and hears, and is still there after a reload', async ({
  page,
}) => {
  const standin = await patient(page, ({ name }, wire) => {
    if (name === 'knock') {
      wire.moveTo('waiting');
      wire.signal('queue', { position: 1, estimatedWaitSeconds: 180 });
    }
  });
  await page.goto(link);
  await fillCheckIn(page);
  await askToJoin(page);
  await expectWaiting(page);
  await expect(page.getByRole('heading', { name: 'You are next' })).toBeVisible();
  expect(standin.names()).toEqual(['checkIn', 'knock']);
  expect(standin.heard[0]?.args).toMatchObject({ consent: true, location: '214 Alder Street, Tacoma' });

  standin.moveTo('main');
  await expectInRoom(page);
  await standin.offer('con_1', ['sea_lena', 'sea_june']);
  await expectVideoOf(page, 'sea_lena');
  await expectSoundOf(page, 'sea_june');
  await expect.poll(async () => (await standin.received('con_1')).camera).toBeGreaterThan(0);

  await button(page, 'Mute').click();
  await page.reload();
  await expectInRoom(page);
  await expect(button(page, 'Unmute')).toBeVisible();
  expect(standin.joins).toBe(1);
  await standin.offer('con_2', ['sea_lena']);
  await expectVideoOf(page, 'sea_lena');
});

test('a move shows nothing of the old place and connects the new one before it drops the old', async ({
  page,
}) => {
  const standin = await patient(page);
  await page.goto(link);
  await expect(button(page, 'Ask to join')).toBeVisible();
  standin.moveTo('main');
  await standin.offer('con_1', ['sea_lena', 'sea_june']);
  await expectVideoOf(page, 'sea_june');
  standin.moveTo('breakout:b', {
    breakouts: {
      rooms: [{ id: 'b', place: 'breakout:b', name: 'Room B', task: 'Two minutes each' }],
      closesAt: new Date(Date.now() + 400_000).toISOString(),
    },
    seats: [
      { ...maya, place: 'breakout:b' },
      { ...june, place: 'breakout:b' },
    ],
  });
  await expect(page.getByRole('heading', { name: 'Room B' })).toBeVisible();
  await standin.offer('con_2', ['sea_june']);
  await expectVideoOf(page, 'sea_june');
  expect(Object.keys(await mediaStats(page))).toEqual(['sea_june']);
  await expect.poll(async () => (await standin.received('con_2')).state).toBe('connected');
  await expect(page.getByText('Two minutes each').first()).toBeVisible();
  await button(page, 'Back to group').click();
  await expect.poll(() => standin.names()).toContain('goTo');
});

test('a patient asks for the screen, shares under a lease, and stops when it is taken back', async ({
  page,
}) => {
  const standin = await patient(page, async ({ name }, wire) => {
    if (name === 'requestShare') wire.event('share-requested', { seat: 'sea_maya' });
    if (name === 'startShare') {
      wire.event('share-started', { seat: 'sea_maya', place: 'main' });
      await wire.offer('con_1', ['sea_lena'], 'recvonly');
    }
  });
  await page.goto(link);
  await expect(button(page, 'Ask to join')).toBeVisible();
  standin.moveTo('main');
  await standin.offer('con_1', ['sea_lena']);
  await expectVideoOf(page, 'sea_lena');
  await button(page, 'Share screen').click();
  await expect.poll(() => standin.names()).toContain('requestShare');
  await page.waitForTimeout(4500);
  standin.event('share-granted', {
    seat: 'sea_maya',
    until: new Date(Date.now() + 600_000).toISOString(),
    place: 'main',
  });
  await expect(page.getByText('You can share your screen now').first()).toBeVisible();
  await button(page, 'Share screen').click();
  await expect(button(page, 'Stop sharing')).toBeVisible();
  await expect
    .poll(async () => (await standin.received('con_1')).screen, { timeout: 15_000 })
    .toBeGreaterThan(0);
  standin.event('share-ended', { seat: 'sea_maya', place: 'main', reason: 'revoked', leaseEnded: true });
  await expect(button(page, 'Share screen')).toBeVisible();
  await expect(page.locator('.banner', { hasText: 'took the screen back' })).toBeVisible();
});

test('a lost line shows the card after two seconds, and resumes where it was', async ({ page }) => {
  const standin = await patient(page);
  await page.goto(link);
  await expect(button(page, 'Ask to join')).toBeVisible();
  standin.moveTo('main');
  await expectInRoom(page);
  standin.online = false;
  standin.drop();
  await expect(page.getByRole('alertdialog', { name: 'Bringing you back' })).toBeVisible({ timeout: 6000 });
  const tries = standin.refused;
  await button(page, 'Try now').click();
  await expect.poll(() => standin.refused).toBeGreaterThan(tries);
  standin.online = true;
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  const last = standin.hellos[standin.hellos.length - 1];
  expect(last?.['resume']).toMatchObject({ seq: 11 });
  await button(page, 'Raise hand').click();
  await expect.poll(() => standin.names()).toContain('raiseHand');
});

test('a facilitator goes in, starts, admits, grants a screen, and plans breakouts by keys', async ({
  page,
}) => {
  const standin = new Standin(page, { ...lena, place: 'away' }, [june, rosa], ({ name }, wire) => {
    if (name === 'knock') wire.moveTo('main');
    if (name === 'start') wire.event('session-started', {});
    if (name === 'openBreakouts') {
      const rooms = [{ id: 'a', place: 'breakout:a', name: 'Room A', seats: ['sea_june'] }];
      wire.event('breakouts-opened', { rooms, closesAt: new Date(Date.now() + 600_000).toISOString() });
      wire.event('seat-moved', { seat: 'sea_june', from: 'main', to: 'breakout:a', by: 'sea_lena' });
    }
  });
  await standin.install();
  await page.goto(link);
  await goIn(page);
  await button(page, 'Start session').click();
  await expect(button(page, 'Start session')).toHaveCount(0);
  await button(page.getByRole('listitem', { name: 'Rosa Delgado' }), 'Admit').click();
  await expect
    .poll(() => standin.heard.find(({ name }) => name === 'admit')?.args)
    .toEqual({ seats: ['sea_rosa'] });
  standin.event('share-requested', { seat: 'sea_june' });
  await button(page, 'Allow for 10 min').click();
  standin.event('share-granted', {
    seat: 'sea_june',
    until: new Date(Date.now() + 600_000).toISOString(),
    place: 'main',
  });
  await button(page, 'Take back').click();
  await expect.poll(() => standin.names()).toEqual(['knock', 'start', 'admit', 'grantShare', 'revokeShare']);

  await button(page, 'Breakout rooms').click();
  await placeByKeys(page, 'June Park', 'a');
  await expect(page.getByText('June is now in Room A, 1 person.').first()).toBeAttached();
  // A look at the room forgets nothing of the plan.
  await page.getByRole('tab', { name: 'Room', exact: true }).click();
  await page.getByRole('tab', { name: 'Breakout rooms' }).click();
  await button(page, 'Open breakouts').click();
  await expect(button(page, 'Close breakouts')).toBeVisible();
  expect(standin.heard.find(({ name }) => name === 'planBreakouts')?.args).toMatchObject({
    mode: 'manual',
    seconds: 600,
  });

  await button(page, 'End session').click();
  await button(page, 'Keep it open').click();
  await button(page, 'End session').click();
  await expect.poll(() => standin.names(), { timeout: 8000 }).toContain('end');
  standin.bye('ended');
  await expect(page.getByRole('heading', { name: "Today's group has ended" })).toBeVisible();
});

test('leaving is quiet, and there is a way back', async ({ page }) => {
  const standin = await patient(page);
  await page.goto(link);
  await expect(button(page, 'Ask to join')).toBeVisible();
  standin.moveTo('main');
  await button(page, 'Leave').click();
  await expect(page.getByRole('heading', { name: 'You have left the room' })).toBeVisible();
  expect(standin.names()).toContain('leave');
  await button(page, 'Come back').click();
  await expectInRoom(page);
});

test('support is asked for quietly, and only the team is told', async ({ page }) => {
  const standin = await patient(page);
  await page.goto(link);
  await expect(button(page, 'Ask to join')).toBeVisible();
  standin.moveTo('main');
  await button(page, 'Get support').click();
  await button(page, 'Tell my team quietly').click();
  await expect(page.getByText('Only your team saw this.').first()).toBeVisible();
  expect(standin.names()).toEqual(['raiseAlert']);
});

test('a link that does not open says so and says what to do', async ({ page }) => {
  await page.route('**/v1/join', (route) =>
    route.fulfill({ status: 403, contentType: 'application/problem+json', json: { code: 'join-refused' } }),
  );
  await page.goto(link);
  await expect(
    page.getByRole('heading', { name: 'This link does not open a session any more' }),
  ).toBeVisible();
});

test('where storage is denied, the fragment keeps the device and a reload joins again', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['sessionStorage', 'localStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  const standin = await patient(page);
  await page.goto(link);
  await expect(button(page, 'Ask to join')).toBeVisible();
  const device = /device=([0-9a-f]{32})/u.exec(page.url())?.[1];
  expect(device).toBeDefined();
  await page.reload();
  await expect(button(page, 'Ask to join')).toBeVisible();
  expect(standin.joins).toBe(2);
  expect(page.url()).toContain(`device=${device}`);
});

const portal = (attributes: string): string => `<!doctype html><title>Portal</title>
  <script src="http://127.0.0.1:4178/embed/anteroom-session.js"></script>
  <script>
    window.told = [];
    for (const name of ['waiting', 'admitted', 'moved', 'ended', 'error'])
      addEventListener(name, (event) => event.target.localName === 'anteroom-session' && window.told.push([name, event.detail]));
  </script>
  <anteroom-session src="http://127.0.0.1:4178/join/prg_1" token="code-1" ${attributes} style="height:700px"></anteroom-session>`;

async function openPortal(page: Page, headers: Record<string, string> = {}): Promise<void> {
  await page.route('http://localhost:4178/portal', (route) =>
    route.fulfill({ contentType: 'text/html', headers, body: portal('theme="dark"') }),
  );
  await page.goto('http://localhost:4178/portal');
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
});

test('a portal that forbids the camera gets a diagnosis with the way out first', async ({ page }) => {
  await patient(page);
  await openPortal(page, { 'Permissions-Policy': 'camera=(), microphone=()' });
  const frame = page.frameLocator('iframe');
  await expect(
    frame.getByRole('heading', { name: 'This page does not let your camera start' }),
  ).toBeVisible();
  await expect(frame.getByRole('link', { name: 'Open the room in a new tab' })).toBeVisible();
  await expect(
    frame.getByText('Permissions-Policy: camera=(self "http://127.0.0.1:4178")').first(),
  ).toBeVisible();
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
  await expect(page.getByText('The room does not open inside this page').first()).toBeVisible({
    timeout: 12_000,
  });
  await expect(page.getByText('{"origin": "http://localhost:4178"}').first()).toBeVisible();
  expect(await told(page)).toEqual([['error', { code: 'frame-blocked' }]]);
});
