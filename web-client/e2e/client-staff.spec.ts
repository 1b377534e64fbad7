import { chromium, expect, test, type Page } from '@playwright/test';
import { PATIENCE } from './patience';
import { button, expectInRoom, goIn, personMenu, placeByKeys, waitingCard } from './people';
import { june, lena, link, rosa, watchErrors } from './seats';
import { Standin, type Heard } from './standin';

test.beforeEach(({ page }) => watchErrors(page));

test('a facilitator goes in, starts, admits, grants a screen, and plans breakouts by keys', async ({
  page,
}) => {
  await page.clock.install();
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

  // The countdown stands still: a busy machine may be slower than it.
  await page.clock.pauseAt(Date.now() + 60_000);
  await button(page, 'End session').click();
  await button(page, 'Keep it open').click();
  await page.clock.runFor(10_000);
  await expect(button(page, 'End session')).toBeVisible();
  await button(page, 'End session').click();
  await page.clock.runFor(4000);
  await expect(button(page, 'Keep it open')).toBeVisible();
  expect(standin.names()).not.toContain('end');
  await page.clock.runFor(1000);
  await expect.poll(() => standin.names()).toContain('end');
  standin.bye('ended');
  await expect(page.getByRole('heading', { name: "Today's group has ended" })).toBeVisible();
});

/** Lena, who leads, in the main room; `answer` is what the wire does after a command. */
async function leading(
  page: Page,
  seats: Record<string, unknown>[],
  answer: (heard: Heard, standin: Standin) => void = () => undefined,
): Promise<Standin> {
  const standin = new Standin(page, { ...lena, place: 'away' }, seats, (heard, wire) => {
    if (heard.name === 'knock') wire.moveTo('main');
    else answer(heard, wire);
  });
  await standin.install();
  await page.goto(link);
  await goIn(page);
  await expectInRoom(page);
  return standin;
}

function last(standin: Standin): unknown[] {
  const heard = standin.heard.at(-1);
  return [heard?.name, heard?.args];
}

test('somebody who waits is held, written to, taken aside, brought back, and denied with a reason', async ({
  page,
}) => {
  const standin = await leading(page, [june, rosa], ({ name, args }, wire) => {
    const seat = 'sea_rosa';
    if (name === 'hold') wire.event('seat-held', { seat, on: args['on'] });
    if (name === 'hallway') {
      wire.event('hallway-opened', { hallway: 'hal_1', seats: [seat] });
      wire.event('seat-moved', { seat, from: 'waiting', to: 'hallway:hal_1' });
      wire.moveTo('hallway:hal_1', {
        seats: [
          { ...lena, place: 'hallway:hal_1' },
          { ...rosa, place: 'hallway:hal_1', aside: { from: 'waiting' } },
        ],
      });
    }
    if (name === 'returnFromHallway') wire.moveTo('main');
  });
  const card = waitingCard(page, 'Rosa Delgado');
  await button(card, 'Safety card of Rosa Delgado').click();
  await button(card, 'Hold').click();
  await expect(card.getByText('Talk first')).toBeVisible();
  expect(last(standin)).toEqual(['hold', { seats: ['sea_rosa'], on: true }]);
  await button(card, 'Message').click();
  await card.getByLabel('Message').fill('One moment.');
  await button(card, 'Send').click();
  await expect
    .poll(() => last(standin))
    .toEqual(['messageWaiting', { text: 'One moment.', seats: ['sea_rosa'] }]);
  await button(card, 'Talk privately').click();
  await expect(page.getByText('Nobody else sees or hears you, and every place is kept.')).toBeVisible();
  await expect(page.getByText('aside, from Waiting room')).toBeVisible();
  await button(page, 'Bring everybody back').click();
  await expect.poll(() => last(standin)).toEqual(['returnFromHallway', {}]);
  await button(card, 'Do not admit').click();
  await page.getByLabel('A reason, in your words (they can read it)').fill('Another day.');
  await button(page.getByRole('dialog'), 'Do not admit').click();
  await expect.poll(() => last(standin)).toEqual(['deny', { seats: ['sea_rosa'], reason: 'Another day.' }]);
});

test('for one person: the safety card, rights, the role, and leaving for good', async ({ page }) => {
  const safe = {
    ...june,
    checkIn: {
      completedAt: '2026-11-19T11:00:00Z',
      location: '12 Harbor Ave',
      callback: '555-0110',
      contact: 'Ada',
      scores: { gad7: { total: 12, band: 'moderate' } },
    },
  };
  const standin = await leading(page, [safe]);
  await button(page, 'Safety card of June Park').click();
  await expect(page.getByRole('dialog', { name: 'June Park' })).toContainText('12 Harbor Ave');
  await expect(page.getByRole('dialog')).toContainText('12 of 21, moderate');
  await page.keyboard.press('Escape');
  await personMenu(page, 'June Park', 'Turn chat off');
  await expect.poll(() => last(standin)).toEqual(['disallow', { seat: 'sea_june', what: 'chat' }]);
  await personMenu(page, 'June Park', 'Change role');
  await page.getByRole('radio', { name: 'interpreter' }).check();
  await button(page, 'Change role').click();
  await expect.poll(() => last(standin)).toEqual(['changeRole', { seat: 'sea_june', role: 'interpreter' }]);
  await button(page, 'Mute everybody else').click();
  await expect.poll(() => last(standin)).toEqual(['muteAll', {}]);
  standin.signal('devices', {
    seats: [
      {
        seat: 'sea_june',
        devices: [
          { device: 1, kind: 'phone', firstUsedAt: '2026-11-19T11:00:00Z', connected: false },
          { device: 2, kind: 'computer', firstUsedAt: '2026-11-19T11:05:00Z', connected: true },
        ],
      },
    ],
  });
  await personMenu(page, 'June Park', 'Devices');
  const devices = page.getByRole('dialog', { name: 'Devices of June Park' });
  // By keys alone: the first device, then the way back, then again and the end.
  await expect(button(devices, 'End Device 1, a phone')).toBeVisible();
  await button(devices, 'End Device 1, a phone').focus();
  await page.keyboard.press('Enter');
  await expect(devices).toContainText('End Device 1, a phone? It leaves the session now');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(standin.names()).not.toContain('endDevice');
  await button(devices, 'End Device 1, a phone').click();
  await button(devices, 'End this device').click();
  await expect.poll(() => last(standin)).toEqual(['endDevice', { seat: 'sea_june', device: 1 }]);
  standin.signal('devices', {
    seats: [
      {
        seat: 'sea_june',
        devices: [{ device: 2, firstUsedAt: '2026-11-19T11:05:00Z', connected: true }],
      },
    ],
  });
  await expect(devices.getByRole('status')).toHaveText('Device 1 is ended. Its link opens nothing any more.');
  await expect(button(devices, 'End Device 1, a phone')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await personMenu(page, 'June Park', 'Remove from session');
  await page.getByLabel('Do not let them come back into this session').check();
  await button(page, 'Remove from session').click();
  await expect.poll(() => last(standin)).toEqual(['remove', { seat: 'sea_june', ban: true }]);
});

function devicesOfJune(standin: Standin, ...devices: readonly Record<string, unknown>[]): void {
  const firstUsedAt = '2026-11-19T11:00:00Z';
  const known = devices.map((device) => ({ firstUsedAt, connected: false, ...device }));
  standin.signal('devices', { seats: [{ seat: 'sea_june', devices: known }] });
}

test('a device that is signed out is ended too, and one that goes meanwhile is said to be gone', async ({
  page,
}) => {
  const standin = await leading(page, [june]);
  await personMenu(page, 'June Park', 'Devices');
  const devices = page.getByRole('dialog', { name: 'Devices of June Park' });
  await expect(devices).toContainText('No device is signed in. A link that was not used yet still opens.');
  devicesOfJune(standin, { device: 1, signedOut: true }, { device: 2, connected: true });
  await expect(devices).toContainText('Signed out. Its link still opens.');
  await button(devices, 'End Device 1').click();
  await expect(devices).toContainText('End Device 1? It is signed out, and the link by which it came opens');
  await button(devices, 'Keep it').click();

  await button(devices, 'End Device 2').click();
  await button(devices, 'End this device').focus();
  devicesOfJune(standin, { device: 1, signedOut: true });
  await expect(devices.getByRole('status')).toHaveText('Device 2 is signed out already.');
  await expect(devices.getByText('These devices came in by a link of this person.')).toBeFocused();
  expect(standin.names()).not.toContain('endDevice');
});

test('a refusal to end a device is said once, where it was asked for', async ({ page }) => {
  const standin = await leading(page, [june]);
  standin.refusals.set('endDevice', 'forbidden');
  await personMenu(page, 'June Park', 'Devices');
  devicesOfJune(standin, { device: 1, connected: true });
  const devices = page.getByRole('dialog', { name: 'Devices of June Park' });
  await button(devices, 'End Device 1').click();
  await button(devices, 'End this device').click();
  const sentence = "Only a facilitator ends a facilitator's device.";
  await expect(devices.getByRole('status')).toHaveText(sentence);
  await expect(page.getByText(sentence)).toHaveCount(1);
});

test('a line that drops under an open alert shows where to call, at once', async ({ page }) => {
  const standin = await leading(page, [june]);
  standin.event('alert-raised', { alert: 'alr_1', kind: 'raised', seat: 'sea_june', note: 'Please' });
  await expect(page.getByText('June Park asked for support')).toBeVisible();
  standin.event('seat-connection', {
    seat: 'sea_june',
    connected: false,
    safety: { location: '12 Harbor Ave', callback: '555-0110', contact: 'Ada' },
  });
  const alert = page.getByRole('article', { name: 'Alert of June Park' });
  await expect(alert).toContainText('12 Harbor Ave');
  await expect(alert).toContainText('555-0110');
  await expect(page.locator('[aria-live=assertive]')).toContainText('lost the line with an open alert');
});

test('the group is asked, counted, and told; notes stay with staff; time is added', async ({ page }) => {
  const standin = await leading(page, [june], ({ name, args }, wire) => {
    if (name === 'openPoll') wire.event('poll-opened', { poll: 'pol_1', ...args });
    if (name === 'closePoll')
      wire.event('poll-closed', { poll: 'pol_1', results: [1, 0], shared: args['share'] });
    if (name === 'note') wire.event('note', { from: 'sea_lena', ...args });
    if (name === 'start') wire.event('session-started', {});
  });
  await button(page, 'Start session').click();
  await button(page, 'Polls').click();
  await page.getByLabel('Question').fill('How heavy is today?');
  await page.getByLabel('Answer 1').fill('Lighter');
  await page.getByLabel('Answer 2').fill('Heavier');
  await page.getByRole('checkbox', { name: 'Anonymous' }).uncheck();
  await button(page, 'Ask everyone').click();
  standin.event('poll-voted', { poll: 'pol_1', voted: 1, seat: 'sea_june', choice: 0 });
  await expect(page.getByText('1 of 2 here have answered')).toBeVisible();
  await expect(page.getByText('1 answer, 100 %')).toBeVisible();
  await button(page, 'Close and show answers').click();
  await expect(page.getByText('Closed. Everyone sees these answers.')).toBeVisible();
  await page.getByRole('tab', { name: 'Notes' }).click();
  await page.getByLabel('New note').fill('June came late.');
  await button(page, 'Keep note').click();
  await expect(page.getByRole('list', { name: 'Notes, newest first' })).toContainText('June came late.');
  await button(page, 'More time').click();
  await button(page, '15 more minutes').click();
  await expect.poll(() => last(standin)).toEqual(['extend', { minutes: 15 }]);
});

test('a plan says which rule it breaks, and offers rooms to choose from', async ({ page }) => {
  const sam = { ...june, id: 'sea_sam', displayName: 'Sam', name: 'Sam Okoro' };
  const standin = await leading(page, [june, sam]);
  await page.getByRole('tab', { name: 'Breakout rooms' }).click();
  await placeByKeys(page, 'June Park', 'a');
  await placeByKeys(page, 'Sam Okoro', 'a');
  await page.getByText('Who goes with whom').click();
  await page.getByRole('combobox', { name: 'Person', exact: true }).selectOption('June Park');
  await page.getByRole('combobox', { name: 'Other person' }).selectOption('Sam Okoro');
  await button(page, 'Add rule').click();
  await expect(page.getByText('are kept apart in this round.')).toBeVisible();
  await button(page, 'Their choice').click();
  await page.getByRole('combobox', { name: 'Most people in this room' }).first().selectOption('4');
  await button(page, 'Open breakouts').click();
  await expect
    .poll(() => standin.heard.find(({ name }) => name === 'planBreakouts')?.args)
    .toMatchObject({
      mode: 'self-select',
      latecomers: 'stay',
      rooms: [{ name: 'Room A', limit: 4 }, { name: 'Room B' }, { name: 'Room C' }],
      keepApart: [['sea_june', 'sea_sam']],
    });
});

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
