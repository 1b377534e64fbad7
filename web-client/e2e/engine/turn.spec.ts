import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { networkInterfaces } from 'node:os';
import { wearFace } from '../faces';
import { PATIENCE } from '../patience';
import { admit, askToJoin, expectInRoom, expectWaiting, goIn, mediaStats, openSeat } from '../people';
import { connected, keepConnections, waysOut } from './connections';
import { Engine, type Seated } from './engine';
import { expectTogether, secrets, type Attendee } from './group';
import { Relay, type Way } from './relay';

/**
 * Two people in real Chromium whose media may go by a real coturn alone, once by each way to it. The bridge is reached
 * by the relay's address, which it was never told of: it has to believe the checks that come from there. A videobridge
 * cannot be on loopback: then the relay is on this machine's own address, and so is the bridge, if
 * ANTEROOM_E2E_BRIDGE_ADDRESS names no other.
 */
const onVideobridge = process.env['ANTEROOM_MEDIA_BRIDGE'] === 'videobridge';
const address = onVideobridge ? ownAddress() : '127.0.0.1';
const peer = process.env['ANTEROOM_E2E_BRIDGE_ADDRESS'] ?? address;
const relay = new Relay(address, peer);

function ownAddress(): string {
  const known = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  const outside = known.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (outside === undefined) throw new Error('This machine has no address but loopback');
  return outside.address;
}

let browser: Browser;

test.beforeAll(async () => {
  await relay.prepare();
  await relay.start();
});

test.afterAll(() => relay.dispose());

/** A browser that trusts the relay's certificate, as it would one of a public authority. */
test.beforeAll(async ({ launchOptions }) => {
  const trust = `--ignore-certificate-errors-spki-list=${relay.publicKeyHash}`;
  browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), trust] });
});

test.afterAll(() => browser.close());

async function seated(person: Seated, whose: number): Promise<Attendee> {
  const seat = await openSeat(browser, 'about:blank');
  await seat.page.addInitScript(wearFace, { whose, width: 320, height: 180, fps: 10 });
  await seat.page.addInitScript(keepConnections);
  await seat.page.goto(person.url);
  return { ...seat, ...person, whose };
}

function engineWith(way: Way): Engine {
  return new Engine({
    ANTEROOM_MEDIA_ADDRESSES: '127.0.0.1',
    ANTEROOM_MEDIA_TURN_URLS: relay.address(way),
    ANTEROOM_MEDIA_TURN_SECRET: relay.secret,
    ANTEROOM_MEDIA_TURN_RELAY_ONLY: 'true',
  });
}

async function meet(engine: Engine): Promise<readonly [Attendee, Attendee]> {
  const session = await engine.session(secrets.title);
  const lena = await seated(await engine.invite(session, secrets.facilitator), 1);
  await goIn(lena.page);
  await expectInRoom(lena.page);
  const ana = await seated(await engine.invite(session, secrets.patients[0]), 2);
  await askToJoin(ana.page);
  await expectWaiting(ana.page);
  await admit(lena.page, ana.name);
  await expectInRoom(ana.page);
  return [lena, ana];
}

async function expectSecretNowhere(engine: Engine): Promise<void> {
  for (const [path, bytes] of await engine.everythingKept()) {
    expect(bytes.includes(relay.secret), `the relay's secret in ${path}`).toBe(false);
  }
}

for (const way of ['udp', 'tcp', 'tls'] as const) {
  test(`by a relay over ${way}, two people see and hear each other`, async () => {
    const engine = engineWith(way);
    try {
      await engine.start();
      const both = await meet(engine);
      await expectTogether(both);
      for (const { page } of both) {
        const out = await waysOut(page);
        expect(out.length).toBeGreaterThan(0);
        for (const each of out) expect(each).toEqual({ type: 'relay', relayProtocol: way });
      }
      await expectSecretNowhere(engine);
      expectRelayToldNothing();
      for (const { context } of both) await context.close();
    } finally {
      await engine.dispose();
    }
  });
}

test('the relay dies and comes back: the session goes on, and so do sound and picture', async () => {
  const engine = engineWith('udp');
  try {
    await engine.start();
    const both = await meet(engine);
    await expectTogether(both);
    const [lena, ana] = both;
    await relay.kill();
    const lost = Date.now();
    await expectLineLost(lena.page);
    const last = await frames(lena.page, ana.seat);
    await expectLineLost(ana.page);
    expect([0, last], 'pictures without a relay').toContain(await frames(lena.page, ana.seat));
    await relay.start();
    const back = Date.now();
    // A try that began without the relay is given up first, which a browser takes its time for.
    await expect(() => expectTogether(both)).toPass({ timeout: 3 * PATIENCE });
    console.log(
      `relay: away for ${back - lost} ms, everybody together again ${Date.now() - back} ms after its return`,
    );
    expectRelayToldNothing();
    for (const { context } of both) await context.close();
  } finally {
    await engine.dispose();
  }
});

function frames(page: Page, seat: string): Promise<number> {
  return mediaStats(page).then((figures) => figures[seat]?.camera?.framesDecoded ?? 0);
}

/** The browser gave the line up: neither media nor an answer to its checks came for some time. */
async function expectLineLost(page: Page): Promise<void> {
  await expect.poll(() => connected(page), { message: 'a connection without a relay' }).toBe(false);
}

/** The relay was told times and random ids, and no name, title or ref. */
function expectRelayToldNothing(): void {
  const log = relay.log();
  expect(log.match(/<[0-9]{10}:[0-9A-Za-z_-]{22}>/gu)?.length ?? 0).toBeGreaterThan(0);
  const people = [secrets.facilitator, ...secrets.patients];
  const words = [secrets.title, ...people.flatMap(({ ref, name }) => [ref, name, ...name.split(' ')])];
  for (const word of words) expect(log.includes(word), 'a word of the test in the log').toBe(false);
  expect(log).not.toMatch(/\b(?:sea|ses|prg)_/u);
}
