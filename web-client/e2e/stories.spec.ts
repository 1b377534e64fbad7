import type { AxeResults, RunOptions } from 'axe-core';
import { expect, test, type Page } from '@playwright/test';
import { createRequire } from 'node:module';
import { comesWithinMs } from '../src/views/coming';
import { STORY } from './patience';

const stories = [
  'landing',
  'refused',
  'incomplete',
  'asking',
  'denied-asking',
  'taken-over',
  'devices',
  'check-in',
  'check-in-consents',
  'own-consents',
  'questionnaires',
  'check-in-link',
  'check-in-link-one',
  'check-in-link-unsent',
  'check-in-link-sent',
  'check-in-link-in-need',
  'check-in-link-refused',
  'go-in',
  'waiting-room',
  'waiting-held',
  'waiting-stepped-away',
  'room',
  'room-barred',
  'room-asked-for-less',
  'room-audio-only',
  'devices-audio-only',
  'waiting-audio-only',
  'room-1',
  'room-3',
  'room-12',
  'room-long-names',
  'room-chosen-to-share',
  'room-muted-by-staff',
  'room-chat',
  'near-the-end',
  'poll-banner',
  'poll-question',
  'poll-answered',
  'poll-results',
  'choose-banner',
  'choose-room',
  'support',
  'hallway-participant',
  'shared',
  'sharing-own',
  'breakout',
  'breakout-closing',
  'facilitator',
  'facilitator-quiet',
  'facilitator-needs',
  'facilitator-claims',
  'facilitator-people',
  'facilitator-dropped',
  'facilitator-help',
  'facilitator-hallway',
  'facilitator-polls',
  'facilitator-poll-open',
  'facilitator-chat',
  'facilitator-notes',
  'facilitator-overrun',
  'planner',
  'planner-rules',
  'planner-choice',
  'breakouts-open',
  'attendance',
  'reconnecting',
  'diagnosis',
  'diagnosis-microphone',
  'ended',
  'left',
  'removed',
  'denied',
  'denied-because',
  'replaced',
  'revoked',
  'signed-out',
  'signed-out-before',
  'encrypted',
  'encrypted-waiting',
  'encrypted-doubt',
  'encrypted-not-lead',
  'encrypted-broken',
  'encrypted-chat',
  'encrypted-check-in',
  'cannot-encrypt',
  'facilitator-encrypted',
  'facilitator-encrypted-notes',
  'still-here',
];
/** One dialog each: what holds at 360 px holds at 390 px. */
const questions = [
  'ask-safety',
  'ask-deny',
  'ask-remove',
  'ask-to-waiting',
  'ask-hallway',
  'ask-role',
  'ask-devices',
  'ask-no-devices',
  'ask-end-device',
  'ask-write',
  'ask-settings',
  'ask-settings-denied',
  'ask-extend',
  'ask-tell',
];
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 360, height: 740 },
] as const;

/** Between the themes only colours differ; everything else is looked at once. */
const checked = {
  light: {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'],
  },
  dark: { runOnly: ['color-contrast'], resultTypes: ['violations'] },
} satisfies Record<string, RunOptions>;

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** One page for many stories: to load it and axe anew for each takes longer than to look at it. */
async function open(page: Page): Promise<void> {
  await page.goto('/stories.html');
  await page.addScriptTag({ path: axe });
}

async function show(page: Page, story: string, theme = 'light'): Promise<void> {
  const address = `?story=${story}&theme=${theme}`;
  await page.evaluate((to) => {
    window.history.replaceState(null, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, address);
  await page.locator(`ar-story[data-shown="${address}"]`).waitFor();
  await page.locator('h1').first().waitFor();
}

/** What axe finds on the page, as words. Only violations are asked for: to describe what is right takes most of its time. */
async function violations(page: Page, options: RunOptions): Promise<string[]> {
  const found = await page.evaluate(async (asked) => {
    interface Axe {
      run(context: Document, options: RunOptions): Promise<AxeResults>;
    }
    const results = await (globalThis as unknown as { axe: Axe }).axe.run(document, asked);
    return results.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ target }) => target.join(' ')),
    }));
  }, options);
  return found.map(({ id, nodes }) => `${id}: ${nodes.join(' | ')}`);
}

// Each of them is a page of its own that looks at nothing else.
test.describe.configure({ timeout: STORY, mode: 'parallel' });

for (const size of sizes) {
  // Colours are the same at 390 px as at 360.
  for (const theme of size.width === 390 ? (['light'] as const) : (['light', 'dark'] as const)) {
    test(`every screen is accessible at ${size.width} in ${theme}`, async ({ page }) => {
      await page.setViewportSize(size);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await open(page);
      const found: string[] = [];
      for (const story of size.width === 390 ? stories : [...stories, ...questions]) {
        await show(page, story, theme);
        for (const words of await violations(page, checked[theme])) found.push(`${story}: ${words}`);
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (beyond > 0) found.push(`${story}: ${beyond} px wider than the screen`);
      }
      expect(found).toEqual([]);
    });
  }
}

test('at 320 px nothing is lost to the side', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page);
  const found: string[] = [];
  for (const story of [...stories, ...questions]) {
    await show(page, story);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (beyond > 0) found.push(`${story}: ${beyond} px`);
  }
  expect(found).toEqual([]);
});

test('between its columns, staff have all tiles and one row of controls at every width of a desktop', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  const found: string[] = [];
  for (const width of [1024, 1280, 1366, 1440, 1920]) {
    await page.setViewportSize({ width, height: Math.max(720, Math.round((width * 9) / 16)) });
    for (const story of ['facilitator', 'facilitator-needs', 'facilitator-overrun', 'room', 'sharing-own']) {
      await show(page, story);
      const { tops, bottoms, edge, tiles } = await page.evaluate(() => {
        const boxes = (selector: string): DOMRect[] =>
          [...document.querySelectorAll(selector)]
            .map((each) => each.getBoundingClientRect())
            .filter(({ height }) => height > 0);
        const controls = boxes('.controls button');
        return {
          tops: controls.map(({ top }) => top),
          bottoms: controls.map(({ bottom }) => bottom),
          edge: Math.min(...boxes('.controls').map(({ top }) => top)),
          tiles: boxes('.tile').map(({ bottom }) => bottom),
        };
      });
      if (Math.max(...tops) >= Math.min(...bottoms)) found.push(`${story} at ${width}: controls in two rows`);
      if (Math.max(...tiles) > edge) found.push(`${story} at ${width}: tiles under the controls`);
    }
  }
  expect(found).toEqual([]);
});

test('staff who come back from another view see at once whose microphone is off', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.clock.install();
  await open(page);
  await show(page, 'facilitator');
  const tile = page.locator('figure[data-seat=tomas]');
  await expect(tile).toBeVisible();
  await page.clock.fastForward(comesWithinMs);
  await page.getByRole('tab', { name: 'Notes' }).click();
  await expect(tile).toHaveCount(0);
  await page.getByRole('tab', { name: 'Room', exact: true }).click();
  await expect(tile).toBeVisible();
  // At once: nothing draws it again.
  expect(await tile.innerText()).toContain('microphone off');
});

test('whoever shows pictures again by a key goes on from the room', async ({ page }) => {
  await open(page);
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await show(page, 'room-asked-for-less');
    await page.getByRole('button', { name: 'Show pictures' }).press('Enter');
    await expect(page.locator('#main')).toBeFocused();
  }
});
