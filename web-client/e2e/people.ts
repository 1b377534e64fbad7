import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import type { FiguresBySeat } from '../src/media/session';

/** One person in front of one browser: what a test says they do, by the words on the screen. */
export interface SeatPage {
  readonly context: BrowserContext;
  readonly page: Page;
}

export type Figures = FiguresBySeat;

/**
 * Takes sound as it comes: cancelling echoes and noise costs more than all the rest of a call, in threads that go before
 * every page's own. Runs in the page before anything else.
 */
function plainSound(): void {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return;
  const ask = devices.getUserMedia.bind(devices);
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  devices.getUserMedia = (wanted = {}) => {
    const { audio = false } = wanted;
    if (audio === false) return ask(wanted);
    return ask({ ...wanted, audio: { ...(audio === true ? {} : audio), ...plain } });
  };
}

/** A browser of their own for each person: storage and devices are not shared. */
export async function openSeat(
  browser: Browser,
  url: string,
  options: { width?: number; height?: number } = {},
): Promise<SeatPage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    permissions: ['camera', 'microphone'],
    // What moves without end is drawn sixty times a second, without a graphics card, in every page that is open.
    reducedMotion: 'reduce',
  });
  await context.addInitScript(plainSound);
  const page = await context.newPage();
  await page.goto(url);
  return { context, page };
}

/** Everybody closes their browser: a page that looks for an engine that is gone takes time from the next test. */
export async function closeSeats(browser: Browser): Promise<void> {
  for (const context of browser.contexts()) await context.close();
}

export function button(page: Page | Locator, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

export async function fillCheckIn(page: Page): Promise<void> {
  await page.getByLabel('Where are you right now?').fill('214 Alder Street, Tacoma');
  await page.getByLabel('Number to call if we lose you').fill('(253) 555-0148');
  await page.getByLabel('Someone we may call in an emergency').fill('Ines, (253) 555-0172');
  await page.getByRole('checkbox').check();
}

export async function askToJoin(page: Page): Promise<void> {
  await button(page, 'Ask to join').click();
}

export async function goIn(page: Page): Promise<void> {
  await button(page, 'Go in').click();
}

export async function expectWaiting(page: Page): Promise<void> {
  await expect(page.getByText('Your team knows you are here').first()).toBeVisible();
}

export async function expectInRoom(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Controls' })).toBeVisible();
}

/** The card of a waiting person on the facilitator's screen. */
export function waitingCard(page: Page, name: string): Locator {
  return page.getByRole('listitem', { name, exact: true });
}

export async function admit(page: Page, name: string): Promise<void> {
  await button(waitingCard(page, name), 'Admit').click();
}

export async function personMenu(page: Page, name: string, item: string): Promise<void> {
  await button(page, `Actions for ${name}`).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Places a person in the planner by keys alone: M, then the letter of the room. */
export async function placeByKeys(page: Page, name: string, letter: string): Promise<void> {
  await page.getByRole('listitem', { name, exact: true }).focus();
  await page.keyboard.press('m');
  await page.keyboard.press(letter);
}

/** What arrives per remote seat now. */
export async function mediaStats(page: Pick<Page, 'evaluate'>): Promise<Figures> {
  return page.evaluate(async () => (await window.__anteroomStats?.()) ?? {});
}

/** Waits until video of `seat` is decoded and grows. */
export async function expectVideoOf(page: Page, seat: string): Promise<void> {
  await expect
    .poll(async () => (await mediaStats(page))[seat]?.camera?.framesDecoded ?? 0)
    .toBeGreaterThan(0);
}

export async function expectSoundOf(page: Page, seat: string): Promise<void> {
  await expect
    .poll(async () => (await mediaStats(page))[seat]?.microphone?.totalAudioEnergy ?? 0)
    .toBeGreaterThan(0);
}
