import { expect, test } from '@playwright/test';
import { askToJoin, button, expectSoundOf, expectWaiting, fillCheckIn } from './people';
import { inside, lena, link, maya, patient, watchErrors } from './seats';

test.beforeEach(({ page }) => watchErrors(page));

test('the questionnaires are written down nowhere and asked again after a reload, and only a whole one is sent', async ({
  page,
}) => {
  const standin = await patient(page, ({ name }, wire) => {
    if (name === 'knock') wire.moveTo('waiting');
  });
  await page.goto(link);
  await fillCheckIn(page);
  await button(page, 'Fill in').click();
  const worry = page.getByRole('region', { name: 'Worry in the last two weeks' });
  for (const item of await worry.getByRole('group').all()) {
    await item.getByRole('radio', { name: 'Several days' }).check();
  }
  const weeks = page.getByRole('region', { name: 'How the last two weeks were' });
  await weeks.getByRole('group').first().getByRole('radio', { name: 'Not at all' }).check();
  await expect(weeks.getByText('8 questions are open')).toBeVisible();
  await button(page, 'Back to check-in').click();
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(kept).toContain('Tacoma');
  expect(kept).not.toMatch(/forms|gad7|phq9/u);
  await page.reload();
  await expect(page.getByLabel('Where are you right now?')).toHaveValue(/Tacoma/u);
  await button(page, 'Fill in').click();
  for (const item of await worry.getByRole('group').all()) {
    await item.getByRole('radio', { name: 'Several days' }).check();
  }
  await expect(worry.getByText('All answered.')).toBeVisible();
  await button(page, 'Back to check-in').click();
  await askToJoin(page);
  await expectWaiting(page);
  expect(standin.heard[0]?.args['forms']).toEqual({ gad7: [1, 1, 1, 1, 1, 1, 1] });
});

test('a question is answered by keys, and its shared answers can be read', async ({ page }) => {
  const standin = await inside(page);
  const poll = {
    poll: 'pol_1',
    question: 'How heavy is today?',
    options: ['Lighter', 'Heavier'],
    anonymous: true,
  };
  standin.event('poll-opened', poll);
  await button(page, 'Answer').press('Enter');
  await page.getByRole('radio', { name: 'Heavier' }).focus();
  await page.keyboard.press('Space');
  await button(page, 'Send answer').press('Enter');
  await expect(page.getByText('You answered. Thank you.').first()).toBeVisible();
  expect(standin.heard.map(({ name, args }) => [name, args])).toEqual([['vote', { choice: 1 }]]);
  await page.keyboard.press('Escape');
  standin.event('poll-closed', { poll: 'pol_1', results: [1, 3] });
  await button(page, 'See answers').click();
  await expect(page.getByText('3 answers, 75 %')).toBeVisible();
});

test('where people choose, a room is chosen, and the way back is open', async ({ page }) => {
  const breakouts = {
    mode: 'self-select',
    rooms: [
      { id: 'a', place: 'breakout:a', name: 'Breathing', limit: 4 },
      { id: 'b', place: 'breakout:b', name: 'Talking' },
    ],
  };
  const standin = await inside(page, ({ name, args }, wire) => {
    if (name === 'goTo') wire.moveTo(String(args['place']), { breakouts });
  });
  standin.event('breakouts-opened', breakouts);
  await button(page, 'Choose a room').click();
  await expect(page.getByText('for up to 4')).toBeVisible();
  await button(page, 'Go to Talking').click();
  await expect(page.getByRole('heading', { name: 'Talking' })).toBeVisible();
  await button(page, 'Back to group').click();
  await expect.poll(() => standin.heard.map(({ args }) => args['place'])).toEqual(['breakout:b', 'main']);
});

test('taken aside, one reads who is there, and may go back to the group', async ({ page }) => {
  const standin = await inside(page);
  standin.moveTo('hallway:hal_1', {
    seats: [
      { ...maya, place: 'hallway:hal_1' },
      { ...lena, place: 'hallway:hal_1' },
    ],
  });
  await expect(page.getByText('Nobody else sees or hears you, and every place is kept.')).toBeVisible();
  await button(page, 'Back to group').click();
  await expect.poll(() => standin.names()).toEqual(['goTo']);
});

test('without private chat there is nobody to write to alone', async ({ page }) => {
  await inside(page);
  await button(page, 'Chat').click();
  await expect(page.getByLabel('To').getByRole('option')).toHaveText(['Everyone here', 'Only your team']);
});

test('the planned end is said before it comes', async ({ page }) => {
  const standin = await inside(page);
  standin.event('session-started', {});
  const endsAt = new Date(Date.now() + 299_000).toISOString();
  standin.signal('timer', {
    endsAt,
    hardEndsAt: new Date(Date.now() + 2_099_000).toISOString(),
    secondsLeft: 300,
  });
  await expect(page.getByText('until the planned end.').first()).toBeVisible();
  await expect(page.locator('[aria-live=polite]')).toContainText('Five minutes are left in this session.');
});

test('sound that the browser keeps off comes on by itself as soon as it may', async ({ page }) => {
  await page.addInitScript(() => {
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function playOrNot(this: HTMLMediaElement) {
      if (!(this instanceof HTMLAudioElement) || 'allowed' in window) return play.call(this);
      this.autoplay = false;
      this.pause();
      return Promise.reject(new DOMException('play() needs a gesture', 'NotAllowedError'));
    };
  });
  const standin = await inside(page);
  await standin.offer('con_1', ['sea_lena']);
  await expect(button(page, 'Turn sound on')).toBeVisible();
  await page.evaluate(() => Object.assign(window, { allowed: true }));
  await expect(button(page, 'Turn sound on')).toHaveCount(0);
  await expectSoundOf(page, 'sea_lena');
});
