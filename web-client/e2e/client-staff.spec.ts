import { expect, test } from '@playwright/test';
import { last, leading } from './leading';
import { button, goIn, personMenu, placeByKeys, waitingCard } from './people';
import { june, lena, link, rosa, watchErrors } from './seats';
import { Standin } from './standin';

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

test('somebody who waits is held, written to, taken aside, brought back, and denied with a reason', async ({
  page,
}) => {
  const standin = await leading(page, [june, rosa], ({ name, args }, wire) => {
    const seat = 'sea_rosa';
    if (name === 'hold') {
      const causes = args['identity'] === true ? ['identity'] : ['staff'];
      wire.event('seat-held', { seat, on: args['on'], ...(args['on'] === true ? { heldFor: causes } : {}) });
    }
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
  await button(card, 'Release').click();
  await expect(card.getByText('Talk first')).toBeHidden();
  await button(card, 'Check identity').click();
  await expect(card.getByText('See first that it is this person.')).toBeVisible();
  expect(last(standin)).toEqual(['hold', { seats: ['sea_rosa'], on: true, identity: true }]);
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

test('a clock that was set explains the times of the attendance', async ({ page }) => {
  const standin = await leading(page, [june]);
  standin.signal('attendance', {
    clockSteps: [{ seq: 9, at: '2026-11-24T15:04:05Z', millis: -3_600_000 }],
    seats: [{ seat: 'sea_june', presentSeconds: 60, creditedMinutes: 1, intervals: [] }],
  });
  await page.getByRole('tab', { name: 'Attendance' }).click();
  const steps = page.getByRole('list', { name: 'When the clock was set' });
  await expect(steps).toContainText('The clock was set back by 1 hour');
  await expect(steps).toContainText('Nobody gains or loses minutes by it.');
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

test('a menu that was closed just now opens at the next key', async ({ page }) => {
  await leading(page, [june]);
  await page.getByRole('tab', { name: 'Breakout rooms' }).click();
  const person = page.getByRole('listitem', { name: 'June Park', exact: true });
  await person.focus();
  await page.keyboard.press('m');
  await expect(person.getByRole('button', { name: 'Move June Park' })).toHaveAttribute(
    'aria-expanded',
    'true',
  );
  const isOpen = await person.evaluate((row) => {
    const list = row.querySelector<HTMLElement>('[popover]');
    list?.hidePopover();
    row.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', bubbles: true }));
    return list?.matches(':popover-open');
  });
  expect(isOpen).toBe(true);
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
