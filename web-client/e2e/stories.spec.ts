import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { STORY } from './patience';

const stories = [
  'landing',
  'refused',
  'incomplete',
  'devices',
  'check-in',
  'questionnaires',
  'go-in',
  'waiting-room',
  'waiting-held',
  'waiting-stepped-away',
  'room',
  'room-barred',
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
  'ended',
  'left',
  'removed',
  'denied',
  'denied-because',
  'replaced',
];
/** One dialog each: what holds at 360 px holds at 390 px. */
const questions = [
  'ask-safety',
  'ask-deny',
  'ask-remove',
  'ask-to-waiting',
  'ask-hallway',
  'ask-role',
  'ask-write',
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
  },
  dark: { runOnly: ['color-contrast'] },
};

// Each of them is a page of its own that looks at nothing else.
test.describe.configure({ timeout: STORY, mode: 'parallel' });

for (const size of sizes) {
  // Colours are the same at 390 px as at 360.
  for (const theme of size.width === 390 ? (['light'] as const) : (['light', 'dark'] as const)) {
    test(`every screen is accessible at ${size.width} in ${theme}`, async ({ page }) => {
      await page.setViewportSize(size);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const found: string[] = [];
      for (const story of size.width === 390 ? stories : [...stories, ...questions]) {
        await page.goto(`/stories.html?story=${story}&theme=${theme}`);
        await page.locator('h1').first().waitFor();
        // No frame of another origin is in a story: one page does, where axe would open another for each.
        const { violations } = await new AxeBuilder({ page })
          .setLegacyMode()
          .options(checked[theme])
          .analyze();
        for (const { id, nodes } of violations)
          found.push(`${story}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (beyond > 0) found.push(`${story}: ${beyond} px wider than the screen`);
      }
      expect(found).toEqual([]);
    });
  }
}

test('at 320 px nothing is lost to the side', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const found: string[] = [];
  for (const story of [...stories, ...questions]) {
    await page.goto(`/stories.html?story=${story}`);
    await page.locator('h1').first().waitFor();
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (beyond > 0) found.push(`${story}: ${beyond} px`);
  }
  expect(found).toEqual([]);
});
