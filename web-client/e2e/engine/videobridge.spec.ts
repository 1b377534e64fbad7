import { expect, test } from '@playwright/test';
import { admit, askToJoin, button, expectInRoom, expectWaiting, goIn, mediaStats, openSeat } from '../people';
import { defy, heights, keepConnections, made, newerThan } from './connections';
import { Engine, type Seated } from './engine';
import {
  expectTogether,
  gather,
  places,
  secrets,
  share,
  smallCamera,
  type Attendee,
  type Group,
} from './group';
import { canKill, carrier, declared, kill } from './videobridge';

/**
 * What a real videobridge has to do, and what becomes of a group when it is killed. `./anteroom test --videobridge` runs
 * it; for the kill it wants two bridges and either their processes (ANTEROOM_E2E_KILL_PIDS=1,2) or a command that kills
 * the one of which ANTEROOM_E2E_BRIDGE says the number (ANTEROOM_E2E_KILL).
 */
const engine = new Engine({ web: 18380, management: 18381, media: 18382, portal: 18383 });

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  await engine.start();
});

test.afterAll(() => engine.dispose());

test.beforeEach(() => test.setTimeout(240_000));

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
  await expect.poll(tallest, { timeout: 90_000 }).toBe(720);
  await ana.page.setViewportSize({ width: 360, height: 480 });
  let small = 0;
  await expect
    .poll(
      async () => {
        small = await tallest();
        return small > 0 && small < 720;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  await ana.page.setViewportSize({ width: 1900, height: 1100 });
  await expect.poll(tallest, { timeout: 90_000 }).toBe(720);
  console.log(`layers: 720 on a large stage, ${small} on a small tile, 720 again`);
  for (const { context } of [lena, ana]) await context.close();
});

let group: Group;

test('a screen is on the bridge while its lease holds, and not a second longer', async ({ browser }) => {
  group = await gather(browser, engine, keepConnections);
  const { lena, ana, bert, all } = group;
  await expectTogether(all);
  const bridge = await carrier(engine);
  const screens = async (): Promise<number> =>
    (await declared(bridge)).filter((name) => name.endsWith('-v1')).length;
  const frames = async (): Promise<number> =>
    (await mediaStats(bert.page))[ana.seat]?.screen?.framesDecoded ?? 0;
  expect(await screens()).toBe(0);
  await share(ana, lena);
  await expect.poll(frames, { timeout: 30_000 }).toBeGreaterThan(0);
  expect(await screens()).toBe(1);
  await button(lena.page, 'Take back').click();
  await expect(ana.page.getByText('took the screen back').first()).toBeVisible();
  expect(await screens()).toBe(0);
  await bert.page.waitForTimeout(1000);
  const stopped = await frames();
  await bert.page.waitForTimeout(700);
  expect((await frames()) - stopped).toBe(0);
  const metrics = await (await engine.manage('/metrics')).text();
  expect(metrics).not.toMatch(/^anteroom_media_violations_total/mu);
});

if (canKill) {
  test('the bridge is killed: everybody is offered another within five seconds, and nobody has left', async () => {
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
    expect(offered).toBeLessThan(5000);
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
  });
}

test('a screen that goes on after its lease is noticed by its packets, and reaches nobody', async () => {
  const { lena, ana, bert, session } = group;
  const frames = async (): Promise<number> =>
    (await mediaStats(bert.page))[ana.seat]?.screen?.framesDecoded ?? 0;
  const violations = async (): Promise<boolean> =>
    /^anteroom_media_violations_total\{kind="screen"\} [1-9]/mu.test(
      await (await engine.manage('/metrics')).text(),
    );
  await share(ana, lena);
  await expect.poll(frames, { timeout: 30_000 }).toBeGreaterThan(0);
  await defy(ana.page);
  const taken = Date.now();
  await button(lena.page, 'Take back').click();
  await bert.page.waitForTimeout(1000);
  const stopped = await frames();
  await expect.poll(violations, { timeout: 30_000 }).toBe(true);
  console.log(`a screen without a lease: noticed ${Date.now() - taken} ms after it was taken back`);
  expect(await frames()).toBeLessThanOrEqual(stopped);
  const ended = async (): Promise<string | undefined> => {
    const journal = await engine.call<{ items: { name: string; data: { reason?: string } }[] }>(
      'GET',
      `/v1/sessions/${session}/journal?limit=1000`,
    );
    return journal.items.filter(({ name }) => name === 'share-ended').at(-1)?.data.reason;
  };
  await expect.poll(ended).toBe('violation');
});
