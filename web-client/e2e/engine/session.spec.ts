import { expect, test, type Browser, type Page } from '@playwright/test';
import { button, closeSeats, mediaStats, type Figures } from '../people';
import { expectStopped } from './arriving';
import { Engine } from './engine';
import {
  command,
  expectInRoomA,
  expectNothingOf,
  expectTogether,
  gather,
  openBreakout,
  places,
  secrets,
  share,
  type Group,
} from './group';

/**
 * One group session from the first knock to the end, in real Chromium with fake devices. Run once on loopback, with
 * Chromium's flag for it, and once without the flag inside a network namespace, where the bridge has another address.
 */
const inNamespace = process.env['ANTEROOM_E2E_NAMESPACE'] !== undefined;
const engine = new Engine(inNamespace ? {} : { ANTEROOM_MEDIA_ADDRESSES: '127.0.0.1' });

let group: Group;
const inBreakout = {
  'ref-zylph-1': 'main here',
  'ref-zylph-2': 'breakout here',
  'ref-zylph-3': 'breakout here',
  'ref-zylph-4': 'main here',
};

test.afterAll(async ({ browser }) => {
  await closeSeats(browser);
  await engine.dispose();
});

test('a group session, from the first knock to the end', async ({ browser }) => {
  await test.step('an engine starts', () => engine.start());
  await test.step('a facilitator lets three patients in, and everybody sees and hears everybody', () =>
    admitAll(browser));
  await test.step('two go to a breakout: they have each other and nobody else', openBreakouts);
  await test.step('a reload returns to the same breakout', reload);
  await test.step('the engine is killed and starts again: everybody is back where they were', restart);
  await test.step('everybody comes back to the main room', comeTogether);
  await test.step('a screen is shared under a lease, and stops when it is taken back', shareScreen);
  await test.step('who was present for how long can be read, and every minute explained', readAttendance);
  await test.step('the session ends for everybody, and no name stands anywhere', endSession);
});

async function admitAll(browser: Browser): Promise<void> {
  group = await gather(browser, engine);
  await button(group.lena.page, 'Start session').click();
  await expectTogether(group.all);
}

async function openBreakouts(): Promise<void> {
  const { lena, ana, bert, cora } = group;
  await openBreakout(group);
  // Where no tile is shown, no picture is sent.
  await view(lena.page, 'Room');
  await expectInRoomA(ana.page);
  await Promise.all([
    expectNothingOf(ana.page, [lena, cora], bert),
    expectNothingOf(bert.page, [lena, cora], ana),
    expectNothingOf(lena.page, [ana, bert], cora),
    expectNothingOf(cora.page, [ana, bert], lena),
  ]);
  await expectTogether([ana, bert]);
  await expectTogether([lena, cora]);
}

async function view(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}

async function reload(): Promise<void> {
  await group.ana.page.reload();
  await expectInRoomA(group.ana.page);
  await expectTogether([group.ana, group.bert]);
}

async function restart(): Promise<void> {
  await engine.kill();
  const began = Date.now();
  await engine.start();
  const ready = Date.now();
  await expect.poll(() => places(engine, group.session)).toEqual(inBreakout);
  console.log(`restart: ready after ${ready - began} ms, everybody back ${Date.now() - ready} ms later`);
  await expectTogether([group.ana, group.bert]);
  await expectTogether([group.lena, group.cora]);
}

async function comeTogether(): Promise<void> {
  const { lena, ana, all } = group;
  await view(lena.page, 'Breakout rooms');
  await button(lena.page, 'Close breakouts').click();
  await expect(ana.page.getByText(/main room/u).first()).toBeVisible();
  await command(engine, group.session, 'closeBreakouts', { countdownSeconds: 0 });
  await expect
    .poll(() => places(engine, group.session))
    .toEqual(Object.fromEntries(Object.keys(inBreakout).map((ref) => [ref, 'main here'])));
  await view(lena.page, 'Room');
  await expectTogether(all);
}

async function shareScreen(): Promise<void> {
  const { lena, ana, bert } = group;
  const screen = (figures: Figures): number => figures[ana.seat]?.screen?.framesDecoded ?? 0;
  expect(screen(await mediaStats(bert.page))).toBe(0);
  await share(ana, lena);
  await expect.poll(async () => screen(await mediaStats(bert.page))).toBeGreaterThan(0);
  await button(lena.page, 'Take back').click();
  await expect(ana.page.getByText('took the screen back').first()).toBeVisible();
  await expectStopped(bert.page, screen, ana, 'pictures of a screen without a lease');
}

async function readAttendance(): Promise<void> {
  const { lena, session, ana } = group;
  await lena.page.getByRole('tab', { name: 'Attendance' }).click();
  await expect(lena.page.getByRole('region', { name: 'Attendance of each person' })).toContainText(ana.name);
  const ledger = await engine.call<Ledger>('GET', `/v1/sessions/${session}/attendance`);
  const journal = await engine.call<{ items: { seq: number; name: string }[] }>(
    'GET',
    `/v1/sessions/${session}/journal?limit=1000`,
  );
  const names = new Map(journal.items.map(({ seq, name }) => [seq, name]));
  for (const account of ledger.seats) {
    expect(account.presentSeconds).toBeGreaterThan(5);
    for (const [i, stay] of account.intervals.entries()) {
      expect(['seat-moved', 'seat-connection']).toContain(names.get(stay.openedBy));
      const next = account.intervals[i + 1];
      if (next !== undefined) expect(Date.parse(next.from)).toBeGreaterThanOrEqual(Date.parse(stay.to ?? ''));
    }
  }
  const stays = ledger.seats.find(({ ref }) => ref === ana.ref)?.intervals ?? [];
  expect(stays.map(({ place }) => place.split(':')[0])).toEqual(['main', 'breakout', 'main']);
}

interface Ledger {
  readonly seats: readonly {
    readonly ref: string;
    readonly presentSeconds: number;
    readonly intervals: readonly { place: string; from: string; to?: string; openedBy: number }[];
  }[];
}

async function endSession(): Promise<void> {
  const { lena, ana, bert, cora } = group;
  await button(lena.page, 'End session').click();
  for (const { page } of [ana, bert, cora]) {
    await expect(page.getByRole('heading', { name: "Today's group has ended" })).toBeVisible();
  }
  const people = [secrets.facilitator, ...secrets.patients];
  const words = [secrets.title, ...people.flatMap(({ ref, name }) => [ref, name, ...name.split(' ')])];
  for (const [path, bytes] of await engine.everythingKept()) {
    for (const word of words) expect(bytes.includes(word), `a word of the test in ${path}`).toBe(false);
  }
  expect(await engine.stop()).toBe(0);
}
