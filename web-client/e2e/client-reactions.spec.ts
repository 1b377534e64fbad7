import { expect, test } from '@playwright/test';
import { button } from './people';
import { inside, june, lena, watchErrors } from './seats';

const planned = '2030-01-01T15:00:00Z';

test.beforeEach(({ page }) => watchErrors(page));

test('by keys, one reacts: the menu opens, is left, and sends what was chosen', async ({ page }) => {
  const standin = await inside(page);
  await button(page, 'React').press('Enter');
  const menu = page.getByRole('menu', { name: 'React' });
  await expect(menu.getByRole('menuitem')).toHaveText(['Heart', 'Thumbs up', 'Clap', 'Thanks']);
  await expect(menu.getByRole('menuitem', { name: 'Heart' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(button(page, 'React')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => standin.heard.at(-1)).toMatchObject({ name: 'react', args: { kind: 'thumbs-up' } });
  await expect(menu).toBeHidden();
  await expect(button(page, 'React')).toBeFocused();
});

test('a menu that is left opens again at once, however soon the next key comes', async ({ page }) => {
  await inside(page);
  const menu = page.getByRole('menu', { name: 'React' });
  await button(page, 'React').press('Enter');
  await expect(menu.getByRole('menuitem', { name: 'Heart' })).toBeFocused();
  // In one turn of the page, in which the list tells nothing of itself.
  await page.evaluate(() => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    (document.activeElement as HTMLElement).click();
  });
  await expect(menu.getByRole('menuitem', { name: 'Heart' })).toBeFocused();
});

test('a reaction is seen on its tile and heard of, the next one takes its place, and it ends', async ({
  page,
}) => {
  await page.clock.install();
  const standin = await inside(page);
  const tile = (seat: { id: string }) => page.locator(`[data-seat="${seat.id}"]`);
  standin.signal('reaction', { seat: june.id, kind: 'heart' });
  await expect(tile(june).getByRole('img', { name: 'Heart' })).toBeVisible();
  standin.signal('reaction', { seat: june.id, kind: 'clap' });
  await expect(tile(june).getByRole('img')).toHaveAccessibleName('Clap');
  await expect(tile(lena).getByRole('img')).toHaveCount(0);
  await page.clock.runFor(3000);
  await expect(page.locator('[aria-live=polite]').filter({ hasText: 'June' })).toHaveText(/June.: heart\.$/u);
  await page.clock.runFor(3000);
  await expect(tile(june).getByRole('img')).toHaveCount(0);
});

test('on a small phone, reacting is under More, by keys too, and a reaction fits its tile', async ({
  page,
}) => {
  const standin = await inside(page);
  await page.setViewportSize({ width: 360, height: 640 });
  await button(page, 'More').press('Enter');
  const react = page.getByRole('menuitem', { name: 'React' });
  await expect(react).toBeFocused();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: 'React' });
  await expect(menu.getByRole('menuitem', { name: 'Heart' })).toBeFocused();
  for (const choice of await menu.getByRole('menuitem').all()) {
    const box = await choice.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 360).toBe(true);
  }
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect.poll(() => standin.heard.at(-1)).toMatchObject({ name: 'react', args: { kind: 'thanks' } });
  await expect(button(page, 'More')).toBeFocused();
  standin.signal('reaction', { seat: june.id, kind: 'thanks' });
  const chip = page.locator(`[data-seat="${june.id}"]`).getByRole('img', { name: 'Thanks' });
  await expect(chip).toBeInViewport({ ratio: 1 });
  await button(page, 'More').click();
  await expect(react, 'the list begins anew').toBeVisible();
});

test('where the session has no reactions, none is offered', async ({ page }) => {
  const standin = await inside(page);
  await expect(button(page, 'React')).toBeVisible();
  const session = { id: 'ses_1', title: 'Skills group', startsAt: planned, endsAt: planned };
  standin.event('session-changed', { session: { ...session, policy: { reactions: false } } });
  await expect(button(page, 'React')).toBeHidden();
});
