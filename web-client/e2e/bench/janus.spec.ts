import { expect, test, type Browser, type Page } from '@playwright/test';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keepConnections } from '../engine/connections';
import { Engine } from '../engine/engine';
import { openSpeaker } from '../engine/speakers';
import { wearFace } from '../faces';
import { admit, askToJoin, closeSeats, expectInRoom, expectWaiting, goIn, openSeat } from '../people';
import { freePorts } from '../run/ports';
import { speech, wearVoice } from '../voices';
import { cap, encodingsOf, obeyCap } from './caps';
import { settings, SideBySide } from './figures';
import { Janus, joinRoom, room } from './janus';
import { traffic, type Traffic } from './pages';
import { threadsOf, useOf } from './processes';

/**
 * `./anteroom bench --part janus`: the same people with the same faces and voices, in pages of our own by the embedded
 * bridge, and in bare pages by a Janus video room. Both send the same sizes with the same caps: as the product caps the
 * tallest, as they come; then with so much that no cap counts; then as the product does once more. By then what a JVM
 * compiles is compiled; what it compiles still is printed apart. It prints figures side by side and judges nothing.
 */
type Server = 'embedded' | 'janus';
type Terms = 'first' | 'free' | 'capped';
type Column = `${Server}, ${Terms}`;

const { seconds, people } = settings;
const face = { width: 640, height: 360 } as const;
const encodings = encodingsOf(face.height);
const productBps = encodings.at(-1)?.maxBitrate ?? 0;
const phases: readonly { terms: Terms; tallestBps: number; settlesMs: number }[] = [
  // Estimates and encoders have found their rate by then.
  { terms: 'first', tallestBps: productBps, settlesMs: 20_000 },
  { terms: 'free', tallestBps: 2_500_000, settlesMs: 100_000 },
  { terms: 'capped', tallestBps: productBps, settlesMs: 20_000 },
];
const table = new SideBySide<Column>(
  phases.flatMap(({ terms }) => [`embedded, ${terms}` as const, `janus, ${terms}` as const]),
);
/** What of the server's threads is told apart, by what their names begin with. */
const threads = { compilers: 'C', collector: 'GC Thread', vm: 'VM ', media: 'anteroom-media' } as const;

async function byEngine(browser: Browser, engine: Engine): Promise<Page[]> {
  await engine.start();
  const session = await engine.session('Beside');
  const pages: Page[] = [];
  for (let index = 1; index <= people; index++) {
    const person = { ref: `beside-${index}`, name: `Person${index} Beside` };
    const invited = await engine.invite(session, {
      ...person,
      role: index === 1 ? 'facilitator' : 'patient',
    });
    const { page } = await openSpeaker(
      browser,
      invited,
      { whose: index, turn: index - 1, of: people, ...face },
      async (bare) => void (await bare.addInitScript(obeyCap, productBps)),
    );
    if (index === 1) await goIn(page);
    else {
      await askToJoin(page);
      await expectWaiting(page);
      await admit(pages[0] ?? page, person.name);
    }
    await expectInRoom(page);
    pages.push(page);
  }
  return pages;
}

async function byJanus(browser: Browser, janus: Janus, url: string): Promise<Page[]> {
  janus.start();
  const pages: Page[] = [];
  for (let index = 1; index <= people; index++) {
    const { page } = await openSeat(browser, 'about:blank', { width: 1280, height: 800 });
    await page.addInitScript(keepConnections);
    await page.addInitScript(obeyCap, productBps);
    await page.addInitScript(wearFace, { whose: index, ...face, fps: 15 });
    await page.addInitScript(wearVoice, { wav: speech(), turn: index - 1, of: people });
    await page.goto(url);
    await expect(async () => {
      await page.evaluate(joinRoom, {
        url: `ws://127.0.0.1:${janus.port}`,
        number: room,
        encodings: encodings.toReversed(),
      });
    }).toPass();
    pages.push(page);
  }
  return pages;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

async function measure(server: Server, pages: readonly Page[], pid: number): Promise<void> {
  for (const { terms, tallestBps, settlesMs } of phases) {
    for (const page of pages) await cap(page, tallestBps);
    await pages[0]?.waitForTimeout(settlesMs);
    await measureOn(`${server}, ${terms}`, pages, pid);
  }
}

async function measureOn(column: Column, pages: readonly Page[], pid: number): Promise<void> {
  const look = async (): Promise<{
    at: number;
    pages: Traffic[];
    seconds: number;
    residentBytes: number;
    threads: Record<string, number>;
  }> => ({
    at: Date.now(),
    pages: await Promise.all(pages.map(traffic)),
    ...useOf([pid]),
    threads: threadsOf(pid, threads),
  });
  const before = await look();
  await pages[0]?.waitForTimeout(1000 * seconds);
  const after = await look();
  const took = (after.at - before.at) / 1000;
  const each = after.pages.map((now, index) => ({ now, then: before.pages[index] ?? now }));
  const more = (of: 'packetsReceived' | 'framesReceived'): number =>
    each.reduce((sum, { now, then }) => sum + now[of] - then[of], 0);
  const packets = more('packetsReceived');
  const spent = after.seconds - before.seconds;
  const add = (name: string, value: number, unit: string, how: string): void =>
    table.add(column, name, value, unit, how);
  const pictures = people * (people - 1);
  add(
    'bandwidth that a sender sees',
    mean(each.map(({ now }) => now.availableKbps)),
    'kbit/s',
    'getStats, mean',
  );
  add(
    'target of its tallest picture',
    mean(each.map(({ now }) => now.sent.targetKbps)),
    'kbit/s',
    'getStats, mean',
  );
  add('height of that', mean(each.map(({ now }) => now.sent.height)), 'lines', 'getStats, mean');
  const quality = each.map(
    ({ now, then }) => (now.sent.qpSum - then.sent.qpSum) / Math.max(1, now.sent.frames - then.sent.frames),
  );
  add('QP of that', mean(quality), '', `0 is best, 127 worst; over ${seconds} s`);
  add('height of what comes', mean(each.flatMap(({ now }) => now.heights)), 'lines', 'getStats, mean');
  add('frames of what comes', more('framesReceived') / took / pictures, '/s', 'a picture');
  add('packets that came', packets / took, '/s', 'all pages, sound and pictures');
  add('server, processor', (100 * spent) / took, '% core', '/proc');
  const aPacket = (spentSeconds: number): number => (1e6 * spentSeconds) / Math.max(1, packets);
  add('server, processor a packet', aPacket(spent), 'us', '/proc, by the packets that came');
  if (column.startsWith('embedded')) {
    const ran = (kind: keyof typeof threads): number =>
      (after.threads[kind] ?? 0) - (before.threads[kind] ?? 0);
    add('of it, compilers', aPacket(ran('compilers')), 'us', 'the JIT, by its threads');
    add('of it, collector', aPacket(ran('collector') + ran('vm')), 'us', 'by its threads');
    add('of it, media', aPacket(ran('media')), 'us', 'by its thread');
    add('without compilers', aPacket(spent - ran('compilers')), 'us', 'what stays when all is compiled');
  }
  add('server, memory', after.residentBytes / (1024 * 1024), 'MiB', '/proc');
}

test('people by the embedded bridge', async ({ browser }) => {
  test.setTimeout(900_000 + 3000 * seconds);
  const engine = new Engine({ ANTEROOM_MEDIA_ADDRESSES: '10.77.0.1' });
  try {
    await measure('embedded', await byEngine(browser, engine), engine.pid);
  } finally {
    await closeSeats(browser);
    await engine.dispose();
  }
});

test('people by Janus', async ({ browser }) => {
  test.setTimeout(900_000 + 3000 * seconds);
  const [port = 0] = await freePorts(1);
  const janus = new Janus(port);
  const blank = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Beside</title>');
  });
  try {
    await new Promise<void>((bound) => blank.listen(0, '127.0.0.1', bound));
    const url = `http://127.0.0.1:${(blank.address() as AddressInfo).port}/`;
    await measure('janus', await byJanus(browser, janus, url), janus.pid);
  } finally {
    await closeSeats(browser);
    await janus.dispose();
    blank.close();
  }
});

test.afterAll(() => table.write());
