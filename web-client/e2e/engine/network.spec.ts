import { chromium, expect, test, type Browser } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { admit, askToJoin, closeSeats, expectInRoom, expectWaiting, goIn } from '../people';
import { runFolder } from '../run/folder';
import { keepConnections, made, waysOut } from './connections';
import { Engine } from './engine';
import {
  expectInRoomA,
  expectToSee,
  expectTogether,
  openBreakout,
  places,
  seated,
  secrets,
  type Attendee,
} from './group';
import { Relay, type Way } from './relay';

/**
 * A phone whose network changes in mid-breakout, and one whose network lets no UDP through. Runs in the network namespace
 * alone, where the phone is in a namespace of its own; see e2e/in-namespace.mjs.
 */
const address = '10.77.0.1';
const relay = new Relay(address);
const phone = `${process.env['ANTEROOM_E2E_NAMESPACE'] ?? ''}-peer`;

let engine: Engine;
let office: Browser;
let street: Browser;

function ip(words: string): void {
  execFileSync('ip', ['-n', phone, ...words.split(' ')]);
}

/** The browser, begun in the phone's namespace. */
function onPhone(executable: string): string {
  mkdirSync(runFolder(), { recursive: true });
  const path = join(runFolder(), 'phone');
  writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${phone} ${executable} "$@"\n`);
  chmodSync(path, 0o700);
  return path;
}

function engineWithRelay(): Engine {
  const ways: readonly Way[] = ['udp', 'tcp', 'tls'];
  return new Engine(
    {
      ANTEROOM_MANAGEMENT_HOST: address,
      ANTEROOM_TRUSTED_PROXIES: '127.0.0.1',
      ANTEROOM_MEDIA_TURN_URLS: ways.map((way) => relay.address(way)).join(','),
      ANTEROOM_MEDIA_TURN_SECRET: relay.secret,
    },
    [],
    address,
  );
}

test.beforeAll(async ({ launchOptions }) => {
  await relay.prepare();
  await relay.start();
  engine = engineWithRelay();
  await engine.start();
  const args = [
    ...(launchOptions.args ?? []),
    // An address in a house has no certificate: it is trusted with a camera as loopback is.
    `--unsafely-treat-insecure-origin-as-secure=${engine.url}`,
    `--ignore-certificate-errors-spki-list=${relay.publicKeyHash}`,
  ];
  const executablePath = launchOptions.executablePath ?? '';
  office = await chromium.launch({ ...launchOptions, args });
  street = await chromium.launch({ ...launchOptions, args, executablePath: onPhone(executablePath) });
});

test.afterAll(async () => {
  await street.close();
  await office.close();
  await engine.dispose();
  await relay.dispose();
});

async function meet(): Promise<{ session: string; lena: Attendee; ana: Attendee; bert: Attendee }> {
  const session = await engine.session(secrets.title);
  const lena = await seated(office, await engine.invite(session, secrets.facilitator), 1, keepConnections);
  await goIn(lena.page);
  await expectInRoom(lena.page);
  const come = async (browser: Browser, index: 0 | 1): Promise<Attendee> => {
    const patient = await seated(
      browser,
      await engine.invite(session, secrets.patients[index]),
      index + 2,
      keepConnections,
    );
    await askToJoin(patient.page);
    await expectWaiting(patient.page);
    await admit(lena.page, patient.name);
    await expectInRoom(patient.page);
    return patient;
  };
  const ana = await come(street, 0);
  const bert = await come(office, 1);
  return { session, lena, ana, bert };
}

let rules = 0;

/** From now on what the phone sends by this goes nowhere, and nobody says so. */
function shut(words: string): void {
  ip(`rule add pref 10 ${words} blackhole`);
  rules += 1;
}

function openAll(): void {
  for (; rules > 0; rules--) ip('rule delete pref 10');
}

test.afterEach(openAll);

// Nine people in three sessions at once are not what any of these is about, and fill this machine.
test.afterEach(() => Promise.all([office, street].map(closeSeats)));

test('a phone whose network lets no UDP through is heard and seen over TCP, else over TLS', async () => {
  shut('ipproto udp');
  const { lena, ana, bert } = await meet();
  await expectWay([lena, ana, bert], ana, 'tcp');

  shut(`ipproto tcp dport ${relay.port('tcp')}`);
  await ana.page.reload();
  await expectInRoom(ana.page);
  await expectWay([lena, ana, bert], ana, 'tls');

  openAll();
  await ana.page.reload();
  await expectInRoom(ana.page);
  await expectTogether([lena, ana, bert]);
  const connections = await made(ana.page);
  const began = Date.now();
  shut('ipproto udp');
  await expectToSee(lena.page, ana, began);
  const seen = Date.now() - began;
  await expectToSee(ana.page, lena, began);
  console.log(
    `network, UDP shut in mid-session: seen again after ${seen} ms, seeing after ${Date.now() - began} ms, by` +
      ` ${(await made(ana.page)) - connections} new connections`,
  );
  await expectTogether([lena, ana, bert]);
});

/** All are together, and the phone's media went by the relay this way alone. */
async function expectWay(all: readonly Attendee[], one: Attendee, way: Way): Promise<void> {
  await expectTogether(all);
  const out = await waysOut(one.page);
  expect(out.length).toBeGreaterThan(0);
  for (const each of out) expect(each).toEqual({ type: 'relay', relayProtocol: way });
}

test('a phone whose network lets UDP through by IPv6 alone needs no relay', async () => {
  shut('ipproto udp');
  ip('address add fd77::2/64 dev peer nodad');
  const { lena, ana, bert } = await meet();
  await expectTogether([lena, ana, bert]);
  const out = await waysOut(ana.page);
  expect(out.length).toBeGreaterThan(0);
  for (const { type } of out) expect(['host', 'prflx']).toContain(type);
  ip('address delete fd77::2/64 dev peer');
});

test('a phone changes its network in mid-breakout, and is back in the same place', async () => {
  const { session, lena, ana, bert } = await meet();
  await expectTogether([lena, ana, bert]);
  await openBreakout({ lena, ana, bert });
  await expectTogether([ana, bert]);

  const here = {
    [lena.ref]: 'main here',
    [ana.ref]: 'breakout here',
    [bert.ref]: 'breakout here',
  };
  await change('from Wi-Fi to mobile', ana, bert, () => ip('link set peer down'));
  expect(await places(engine, session)).toEqual(here);

  // A tunnel: no network at all, and after it an address that nobody knew before.
  ip('link set mobile down');
  await expect(ana.page.getByRole('heading', { name: 'Bringing you back' })).toBeVisible();
  await change('to an address of a new network', ana, bert, () => {
    ip('address del 10.77.0.2/24 dev peer');
    ip('address add 10.77.0.3/24 dev peer');
    ip('link set peer up');
    ip('route add default via 10.77.0.1 dev peer metric 100');
  });
  expect(await places(engine, session)).toEqual(here);
});

/** Changes the phone's network, and waits until both see and hear each other in the breakout, as it is now. */
async function change(how: string, phone: Attendee, other: Attendee, by: () => void): Promise<void> {
  const connections = await made(phone.page);
  const changed = Date.now();
  by();
  await expectToSee(other.page, phone, changed);
  const seen = Date.now() - changed;
  await expectToSee(phone.page, other, changed);
  const sees = Date.now() - changed;
  await expectInRoomA(phone.page);
  await expectTogether([phone, other]);
  console.log(
    `network, ${how}: seen again after ${seen} ms, seeing after ${sees} ms, by` +
      ` ${(await made(phone.page)) - connections} new connections`,
  );
}
