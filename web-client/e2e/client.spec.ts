import { expect, test, type Page } from '@playwright/test';
import {
  askToJoin,
  button,
  expectInRoom,
  expectSoundOf,
  expectVideoOf,
  expectWaiting,
  fillCheckIn,
  mediaStats,
} from './people';
import { june, link, maya, patient, watchErrors } from './seats';
import type { Heard, Standin } from './standin';

test.beforeEach(({ page }) => watchErrors(page));

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

test('whoever is held reads that somebody will talk with them first, and no turn is promised meanwhile', async ({
  page,
}) => {
  const standin = await patient(page, ({ name }, wire) => {
    if (name !== 'knock') return;
    wire.moveTo('waiting');
    wire.signal('queue', { position: 1, estimatedWaitSeconds: 120 });
  });
  await page.goto(link);
  await fillCheckIn(page);
  await askToJoin(page);
  const next = page.getByRole('heading', { name: 'You are next' });
  await expect(next).toBeVisible();
  standin.event('seat-held', { seat: 'sea_maya', on: true });
  const talk = 'Someone from your team will talk with you first';
  await expect(page.getByRole('heading', { name: talk })).toBeVisible();
  await expect(page.locator('[aria-live="polite"]', { hasText: `${talk}.` })).toBeAttached();
  await expect(page.locator('.waiting-door')).not.toContainText(/next|minute/u);
  standin.event('seat-held', { seat: 'sea_maya', on: false });
  await expect(next).toBeVisible();
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
  await page.clock.install();
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
  // Longer than a click may begin a share by itself.
  await page.clock.fastForward(4500);
  standin.event('share-granted', {
    seat: 'sea_maya',
    until: new Date(Date.now() + 600_000).toISOString(),
    place: 'main',
  });
  await expect(page.getByText('You can share your screen now').first()).toBeVisible();
  await button(page, 'Share screen').click();
  await expect(button(page, 'Stop sharing')).toBeVisible();
  await expect.poll(async () => (await standin.received('con_1')).screen).toBeGreaterThan(0);
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
  await expect(page.getByRole('alertdialog', { name: 'Bringing you back' })).toBeVisible();
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

/** Signs the device out that leaves, as the engine does. */
const forgetting = ({ name }: Heard, wire: Standin): void => {
  if (name === 'leave') wire.bye('expired', { reason: 'signed-out' });
};
const signedOut = { name: 'You are signed out here' };

test('leaving is quiet, leaves nothing in the browser, and the way back is the link', async ({ page }) => {
  const standin = await patient(page, forgetting);
  await page.goto(link);
  await expect(button(page, 'Ask to join')).toBeVisible();
  await page.goto('about:blank');
  await page.goto(link);
  await fillCheckIn(page);
  expect((await traces(page)).join()).toContain('Tacoma');
  standin.moveTo('main');
  await button(page, 'Leave').click();
  await expect(page.getByRole('heading', { name: 'You have left the room' })).toBeVisible();
  expect(standin.heard).toMatchObject([{ name: 'leave', args: { forget: true } }]);
  await expect.poll(() => traces(page)).toEqual([]);
  expect(page.url()).not.toContain('code-1');
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);

  await page.reload();
  await expect(page.getByRole('heading', signedOut)).toBeVisible();
  // The page of before still has the code in its address.
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole('heading', signedOut)).toBeVisible();
  expect(page.url()).not.toContain('code-1');
  expect(await traces(page)).toEqual([]);
  expect([standin.joins, standin.hellos.length]).toEqual([1, 2]);
  await page.goto('about:blank');
  await page.goto(link);
  await expectInRoom(page);
  expect(standin.joins).toBe(2);
});

test('leaving in one tab leaves nothing in another', async ({ page, context }) => {
  await patient(page);
  await page.goto(link);
  await expect(button(page, 'Ask to join')).toBeVisible();
  const other = await context.newPage();
  const standin = await patient(other, forgetting);
  await other.goto(link);
  await expect(button(other, 'Ask to join')).toBeVisible();
  standin.moveTo('main');
  await button(other, 'Leave').click();
  await expect(page.getByRole('heading', { name: 'You were signed out here' })).toBeVisible();
  expect(page.url()).not.toContain('code-1');
  expect(await traces(page)).toEqual([]);
});

test('leaving without a line keeps what lets the same link open here again, and no more', async ({
  page,
}) => {
  const standin = await patient(page);
  await page.goto(link);
  await fillCheckIn(page);
  standin.moveTo('main');
  await expectInRoom(page);
  standin.online = false;
  standin.drop();
  await button(page, 'Leave').dispatchEvent('click');
  await expect(page.getByRole('heading', { name: 'You have left the room' })).toBeVisible();
  expect(await traces(page)).toEqual([expect.stringMatching(/:device [0-9a-f]{32}$/u)]);
  standin.online = true;
  await expect.poll(() => standin.names()).toContain('leave');
  await expect.poll(() => traces(page)).toEqual([]);
  await expect(page.getByRole('heading', { name: 'You have left the room' })).toBeVisible();
});

test('a page that nobody uses asks, is answered by any input, and is signed out and forgets where it is not', async ({
  page,
}) => {
  const standin = await patient(page, ({ name }, wire) => {
    if (name === 'knock') wire.moveTo('waiting');
  });
  await page.goto(link);
  await fillCheckIn(page);
  await expect.poll(() => standin.signs).toBe(1);
  await askToJoin(page);
  await expectWaiting(page);
  expect(standin.signs).toBe(1);

  const question = page.getByRole('alertdialog', { name: 'Are you still there?' });
  const here = question.getByRole('button', { name: 'I am still here' });
  // What was not told yet answers the first warning by itself.
  standin.signal('idle', { secondsLeft: 60 });
  await expect.poll(() => standin.signs).toBe(2);
  await expect(question).toBeHidden();
  standin.signal('idle', { secondsLeft: 60 });
  await expect(here).toBeFocused();
  expect(standin.signs).toBe(2);
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect.poll(() => standin.signs).toBe(3);

  await expectWaiting(page);
  standin.signal('idle', { secondsLeft: 60 });
  await expect(here).toBeFocused();
  standin.bye('expired', { reason: 'signed-out' });
  await expect(page.getByRole('heading', { name: 'You were signed out here' })).toBeVisible();
  await expect(question).toBeHidden();
  expect(await traces(page)).toEqual([]);
  expect(page.url()).not.toContain('code-1');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'You are signed out here' })).toBeVisible();
  expect(standin.joins).toBe(1);
});

/** What this browser keeps, but for what names nobody: the sounds, and that this tab was signed out. */
async function traces(page: Page): Promise<string[]> {
  const kept = await page.evaluate(async () => [
    ...Object.entries({ ...sessionStorage }),
    ...Object.entries({ ...localStorage }),
    ...(await indexedDB.databases()).map(({ name }) => [name ?? '', '']),
    ...(history.state === null ? [] : [['history', JSON.stringify(history.state)]]),
  ]);
  return kept.map((entry) => entry.join(' ')).filter((entry) => !/^anteroom:(sounds|left) /u.test(entry));
}

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
