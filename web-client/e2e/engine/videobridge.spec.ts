import { expect, test, type Browser } from '@playwright/test';
import {
  admit,
  askToJoin,
  button,
  closeSeats,
  expectInRoom,
  expectWaiting,
  goIn,
  mediaStats,
  openSeat,
  type Figures,
} from '../people';
import { expectStopped, passPictures } from './arriving';
import { defy, heights, keepConnections, made, newerThan } from './connections';
import { Engine, type Seated } from './engine';
import {
  command,
  expectInRoomA,
  expectTogether,
  gather,
  openBreakout,
  places,
  secrets,
  share,
  smallCamera,
  type Attendee,
  type Group,
} from './group';
import { canKill, carrier, conferences, declared, kill } from './videobridge';

/**
 * What a real videobridge has to do, and what becomes of a group when it is killed. `./anteroom test --videobridge` runs
 * it; for the kill it wants two bridges and either their processes (ANTEROOM_E2E_KILL_PIDS=1,2) or a command that kills
 * the one of which ANTEROOM_E2E_BRIDGE says the number (ANTEROOM_E2E_KILL).
 */
const engine = new Engine();

test.beforeAll(() => engine.start());
test.afterAll(async ({ browser }) => {
  await closeSeats(browser);
  await engine.dispose();
});

test('the picture that is sent follows the size of the tile that shows it', async ({ browser }) => {
  const enter = async (person: Seated, camera = (): void => undefined): Promise<Attendee> => {
    const seat = await openSeat(browser, 'about:blank');
    await seat.page.addInitScript(keepConnections);
    await seat.page.addInitScript(camera);
    await seat.page.goto(person.url);
    return { ...seat, ...person };
  };
  const session = await engine.session(secrets.title);
  const lena = await enter(await engine.invite(session, secrets.facilitator));
  await goIn(lena.page);
  await expectInRoom(lena.page);
  // Only the picture that is looked at is large: a browser that is short of a processor sends a smaller one.
  const ana = await enter(await engine.invite(session, secrets.patients[0]), smallCamera);
  await askToJoin(ana.page);
  await expectWaiting(ana.page);
  await admit(lena.page, ana.name);
  await expectInRoom(ana.page);
  const tallest = async (): Promise<number> => (await heights(ana.page))[0] ?? 0;
  await ana.page.setViewportSize({ width: 1900, height: 1100 });
  await expect.poll(tallest).toBe(720);
  await ana.page.setViewportSize({ width: 360, height: 480 });
  let small = 0;
  await expect
    .poll(async () => {
      small = await tallest();
      return small > 0 && small < 720;
    })
    .toBe(true);
  await ana.page.setViewportSize({ width: 1900, height: 1100 });
  await expect.poll(tallest).toBe(720);
  console.log(`layers: 720 on a large stage, ${small} on a small tile, 720 again`);
  for (const { context } of [lena, ana]) await context.close();
});

let group: Group;
/** What the videobridges had before the group came. */
let before: readonly string[];

test('a group on videobridges, whose screen ends with its lease and whose bridge is killed', async ({
  browser,
}) => {
  before = await conferences();
  await test.step('a screen is on the bridge while its lease holds, and no longer', () =>
    shareScreen(browser));
  if (canKill)
    await test.step('the bridge is killed: everybody is offered another, and nobody has left', loseBridge);
  await test.step('a breakout is a conference of its own, which ends when everybody is back', breakOut);
  await test.step(
    'a screen that goes on after its lease is noticed by its packets, and reaches nobody',
    defyLease,
  );
  await test.step('when the session ends, nothing of it stays on a bridge', endSession);
});

/** The conferences that came since the others were there. */
async function since(others: readonly string[]): Promise<string[]> {
  return (await conferences()).filter((meeting) => !others.includes(meeting));
}

async function breakOut(): Promise<void> {
  const { lena, ana, bert, all, session } = group;
  const here = await conferences();
  await openBreakout(group);
  for (const { page } of [ana, bert]) await expectInRoomA(page);
  await expectTogether([ana, bert]);
  expect(await since(here)).toHaveLength(1);
  for (const { page } of [ana, bert]) await button(page, 'Back to group').click();
  await lena.page.getByRole('tab', { name: 'Room', exact: true }).click();
  await expectTogether(all);
  await expect.poll(() => since(here), { message: 'conferences of a breakout that is empty' }).toEqual([]);
  await command(engine, session, 'closeBreakouts', { countdownSeconds: 0 });
  await expectTogether(all);
}

async function endSession(): Promise<void> {
  expect((await since(before)).length).toBeGreaterThan(0);
  await button(group.lena.page, 'End session').click();
  await expect.poll(() => since(before), { message: 'conferences of a session that ended' }).toEqual([]);
}

async function shareScreen(browser: Browser): Promise<void> {
  group = await gather(browser, engine, keepConnections);
  const { lena, ana, bert, all } = group;
  await expectTogether(all);
  const bridge = await carrier(engine);
  const screens = async (): Promise<number> =>
    (await declared(bridge)).filter((name) => name.endsWith('-v1')).length;
  const screen = (figures: Figures): number => figures[ana.seat]?.screen?.framesDecoded ?? 0;
  const frames = async (): Promise<number> => screen(await mediaStats(bert.page));
  expect(await screens()).toBe(0);
  await share(ana, lena);
  await expect.poll(frames).toBeGreaterThan(0);
  expect(await screens()).toBe(1);
  await button(lena.page, 'Take back').click();
  await expect(ana.page.getByText('took the screen back').first()).toBeVisible();
  expect(await screens()).toBe(0);
  await expectStopped(bert.page, screen, ana, 'pictures of a screen without a lease');
  const metrics = await (await engine.manage('/metrics')).text();
  expect(metrics).not.toMatch(/^anteroom_media_violations_total/mu);
}

async function loseBridge(): Promise<void> {
  const { all, session } = group;
  const before = await Promise.all(all.map(({ page }) => made(page)));
  const fallen = await carrier(engine);
  const waiting = all.map(({ page }, i) => newerThan(page, before[i] ?? 0));
  const killed = kill(fallen);
  const times = await Promise.all(waiting);
  const offered = Math.max(...times.map((time) => time.offered)) - killed;
  const connected = Math.max(...times.map((time) => time.connected)) - killed;
  await expectTogether(all);
  console.log(
    `failover: all offered after ${offered} ms, all connected after ${connected} ms, ` +
      `all seen and heard to go on after ${Date.now() - killed} ms`,
  );
  expect(await carrier(engine)).not.toBe(fallen);
  expect(Object.values(await places(engine, session))).toEqual(all.map(() => 'main here'));
  const ledger = await engine.call<{ seats: { intervals: { place: string; to?: string }[] }[] }>(
    'GET',
    `/v1/sessions/${session}/attendance`,
  );
  for (const { intervals } of ledger.seats) {
    const stays = intervals.filter(({ place }) => place === 'main');
    expect(stays).toHaveLength(1);
    expect(stays[0]?.to).toBeUndefined();
  }
}

async function defyLease(): Promise<void> {
  const { lena, ana, bert, session } = group;
  const screen = (figures: Figures): number => figures[ana.seat]?.screen?.framesDecoded ?? 0;
  const frames = async (): Promise<number> => screen(await mediaStats(bert.page));
  const violations = async (): Promise<boolean> =>
    /^anteroom_media_violations_total\{kind="screen"\} [1-9]/mu.test(
      await (await engine.manage('/metrics')).text(),
    );
  await share(ana, lena);
  await expect.poll(frames).toBeGreaterThan(0);
  await defy(ana.page);
  const taken = Date.now();
  await button(lena.page, 'Take back').click();
  await expect(ana.page.getByText('took the screen back').first()).toBeVisible();
  await passPictures(bert.page, ana);
  const stopped = await frames();
  await expect.poll(violations).toBe(true);
  console.log(`a screen without a lease: noticed ${Date.now() - taken} ms after it was taken back`);
  await passPictures(bert.page, ana);
  expect([0, stopped], 'pictures of a screen without a lease').toContain(await frames());
  const ended = async (): Promise<string | undefined> => {
    const journal = await engine.call<{ items: { name: string; data: { reason?: string } }[] }>(
      'GET',
      `/v1/sessions/${session}/journal?limit=1000`,
    );
    return journal.items.filter(({ name }) => name === 'share-ended').at(-1)?.data.reason;
  };
  await expect.poll(ended).toBe('violation');
}
