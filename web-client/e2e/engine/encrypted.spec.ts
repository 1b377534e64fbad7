import { expect, test, type Browser, type Page } from '@playwright/test';
import { read } from '../faces';
import { admit, askToJoin, button, closeSeats, expectInRoom, expectWaiting, mediaStats } from '../people';
import { Engine } from './engine';
import {
  command,
  expectInRoomA,
  expectNothingOf,
  expectToSee,
  expectTogether,
  gather,
  openBreakout,
  places,
  seated,
  share,
  type Attendee,
  type Group,
} from './group';
import { endWorkers, keepKeys, keptKeys } from './kept-keys';

/** A group session that is encrypted from page to page, in real Chromium, over the embedded bridge. */
const engine = new Engine({ ANTEROOM_MEDIA_ADDRESSES: '127.0.0.1' });
let group: Group;
let late: Attendee;

test.afterAll(async ({ browser }) => {
  await closeSeats(browser);
  await engine.dispose();
});

test('an encrypted group session: everybody sees everybody of their place, and nobody else does', async ({
  browser,
}) => {
  await test.step('an engine starts', () => engine.start());
  await test.step('a facilitator lets three patients in, and everybody sees and hears everybody', () =>
    admitAll(browser));
  await test.step('each page shows the same five words', sameWords);
  await test.step('a latecomer has no key of before, and a tap on what the bridge sends shows nobody', () =>
    comeLate(browser));
  await test.step('whoever was removed has none of the keys that are used then', removeLate);
  await test.step(
    'two go to a breakout: they have each other and nobody else, nor a key of anybody else',
    breakout,
  );
  await test.step('a reload returns to the same breakout', reload);
  await test.step('the engine is killed and starts again: everybody is back where they were', restart);
  await test.step('everybody comes back to the main room, and a screen is shared', comeTogether);
  await test.step('a page whose worker ended sends nothing, until it is loaded again', endWorker);
  await test.step('nobody was alarmed', async () => {
    for (const { page } of group.all) await expect(page.locator('.keys-banner.alarm')).toHaveCount(0);
  });
});

async function admitAll(browser: Browser): Promise<void> {
  group = await gather(browser, engine, keepKeys, { e2ee: 'required' });
  await button(group.lena.page, 'Start session').click();
  await expectTogether(group.all);
  for (const { page } of group.all) {
    const counts = await page.evaluate(() => window.__anteroomSealed?.());
    expect(counts?.sent).toBeGreaterThan(0);
    expect(counts?.opened).toBeGreaterThan(0);
  }
}

async function sameWords(): Promise<void> {
  const words = await Promise.all(group.all.map(({ page }) => page.locator('.five-words').textContent()));
  expect(words[0]?.split(' · ')).toHaveLength(5);
  expect(new Set(words).size).toBe(1);
}

/** A page that keeps its keys, and whose receivers pass on what the bridge sends as it is: what a tap there would have. */
function tap(): void {
  Object.defineProperty(RTCRtpReceiver.prototype, 'transform', { set: () => undefined, get: () => null });
}

async function comeLate(browser: Browser): Promise<void> {
  const before = await allSent(group.all);
  const person = await engine.invite(group.session, {
    ref: 'ref-zylph-5',
    name: 'Tapio Uzbergen',
    role: 'patient',
  });
  late = await seated(browser, person, 9, keepKeys, tap);
  await askToJoin(late.page);
  await expectWaiting(late.page);
  await admit(group.lena.page, late.name);
  await expectInRoom(late.page);
  await expectKeysOf(late.page, group.all);
  for (const key of (await keptKeys(late.page)).given) expect(before).not.toContain(key);
  // With keys it is somebody like everybody, so that the others see it.
  await expectToSee(group.lena.page, late);
  await expectNoFace(late.page);
}

/** Much of everybody's camera has come, and no picture of it says whose it is. */
async function expectNoFace(page: Page): Promise<void> {
  for (const { seat, whose } of group.all) {
    const came = async (): Promise<number> => (await mediaStats(page))[seat]?.camera?.bytesReceived ?? 0;
    await expect.poll(came, { message: `bytes of ${seat}` }).toBeGreaterThan(20_000);
    for (let look = 0; look < 5; look += 1) {
      const seen = await read(page, seat);
      expect(seen?.whose === whose && seen !== undefined && seen.ageMs < 20_000).toBe(false);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    }
  }
}

async function removeLate(): Promise<void> {
  await command(engine, group.session, 'remove', { seat: late.seat });
  await expectTogether(group.all);
  await expectNoKeysOf(late.page, group.all);
  await late.page.context().close();
}

/** The page has the key that each of these seals with now. */
async function expectKeysOf(page: Page, senders: readonly Attendee[]): Promise<void> {
  for (const sender of senders) {
    const has = async (): Promise<boolean> =>
      (await keptKeys(page)).given.includes((await keptKeys(sender.page)).sent.at(-1) ?? 'none');
    await expect.poll(has, { message: `the key of ${sender.ref}` }).toBe(true);
  }
}

/** Each of these seals with a key that the page was never given, and keeps on doing so. */
async function expectNoKeysOf(page: Page, senders: readonly Attendee[]): Promise<void> {
  for (const sender of senders) {
    const has = async (): Promise<boolean> =>
      (await keptKeys(page)).given.includes((await keptKeys(sender.page)).sent.at(-1) ?? 'none');
    await expect.poll(has, { message: `no key of ${sender.ref}` }).toBe(false);
  }
}

async function allSent(people: readonly Attendee[]): Promise<readonly string[]> {
  return (await Promise.all(people.map(({ page }) => keptKeys(page)))).flatMap(({ sent }) => sent);
}

async function breakout(): Promise<void> {
  const { lena, ana, bert, cora } = group;
  await openBreakout(group);
  await lena.page.getByRole('tab', { name: 'Room', exact: true }).click();
  await expectInRoomA(ana.page);
  await Promise.all([
    expectNothingOf(ana.page, [lena, cora], bert),
    expectNothingOf(lena.page, [ana, bert], cora),
  ]);
  await expectTogether([ana, bert]);
  await expectTogether([lena, cora]);
  await expectNoKeysOf(lena.page, [ana, bert]);
  await expectNoKeysOf(ana.page, [lena, cora]);
}

async function reload(): Promise<void> {
  await group.ana.page.reload();
  await expectInRoomA(group.ana.page);
  await expectTogether([group.ana, group.bert]);
}

async function restart(): Promise<void> {
  await engine.kill();
  await engine.start();
  await expect
    .poll(() => places(engine, group.session))
    .toMatchObject({
      'ref-zylph-1': 'main here',
      'ref-zylph-2': 'breakout here',
      'ref-zylph-3': 'breakout here',
      'ref-zylph-4': 'main here',
    });
  await expectTogether([group.ana, group.bert]);
  await expectTogether([group.lena, group.cora]);
}

async function comeTogether(): Promise<void> {
  const { lena, ana, bert, all } = group;
  await command(engine, group.session, 'closeBreakouts', { countdownSeconds: 0 });
  await expectTogether(all);
  await share(ana, lena);
  const screen = async (): Promise<number> =>
    (await mediaStats(bert.page))[ana.seat]?.screen?.framesDecoded ?? 0;
  await expect.poll(screen).toBeGreaterThan(0);
  await button(lena.page, 'Take back').click();
  await expect(ana.page.getByText('took the screen back').first()).toBeVisible();
  await expectTogether(all);
}

async function endWorker(): Promise<void> {
  const { lena, bert, cora, all } = group;
  await endWorkers(bert.page);
  await expectNothingOf(lena.page, [bert], cora);
  await bert.page.reload();
  await expectInRoom(bert.page);
  await expectTogether(all);
}
