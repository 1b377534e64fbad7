import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';
import { test, type Browser, type Page } from '@playwright/test';
import { admit, askToJoin, closeSeats, expectInRoom, expectWaiting, goIn } from '../people';
import type { Engine, Seated } from '../engine/engine';
import type { Attendee } from '../engine/group';
import { firstPictureMs, firstPictures, Watch, type Come } from '../engine/quality';
import { openSpeaker } from '../engine/speakers';
import { read } from '../faces';
import { Line, type Way } from '../line';
import { engineOn, kinds, settings, tableOfBridges, type Kind } from './figures';
import { useOf } from './processes';
import { soundBetween, soundOf } from './sound';
import { openTalkers } from '../talkers';

/**
 * `./anteroom bench --part lines`: people in real Chromium, one of them on lines of every kind, and what comes of it for
 * that one and for the others. It prints figures, writes them as JSON, and judges nothing.
 */
interface Steady {
  readonly name: string;
  readonly way: Way;
}

const steady: readonly Steady[] = [
  { name: 'clean', way: {} },
  { name: '300 kbit/s, 5 %, 300 ms', way: { kbps: 300, lossPercent: 5, delayMs: 150 } },
  { name: '2,000 kbit/s, 100 ms', way: { kbps: 2000, delayMs: 50 } },
  { name: '100 kbit/s, 100 ms', way: { kbps: 100, delayMs: 50 } },
  { name: '30 % lost, 100 ms', way: { lossPercent: 30, delayMs: 50 } },
];

const { seconds, people } = settings;
/** What a line was before is over by then. */
const settlesMs = 10_000;
const neverMs = 60_000;
/** So many have a page of their own, and a camera. The rest speak and listen, all of them in one page. */
const facesMax = 3;
/** Who carries packets goes before whose browsers fill the cores: a line on a full machine is late by itself. */
const carriersNice = -10;
const table = tableOfBridges();

interface Room {
  readonly kind: Kind;
  readonly engine: Engine;
  readonly line: Line;
  /** Who is on the line. */
  readonly ana: Attendee;
  /** Who is seen besides. */
  readonly others: readonly Attendee[];
}

/**
 * When somebody speaks. Two do at the same time: one of those whose picture the person on the line may see, who is the
 * second, and one of the rest.
 */
function turnOf(index: number): { turn: number; of: number } {
  const seen = Math.min(people, facesMax) - 1;
  const rest = people - seen + 1;
  if (index === 2) return { turn: 0, of: rest };
  return index <= facesMax
    ? { turn: index === 1 ? 0 : index - 2, of: seen }
    : { turn: index - facesMax, of: rest };
}

/** Only root may; elsewhere the machine has to be wide enough. */
function favour(pids: readonly number[]): void {
  try {
    for (const pid of pids) {
      for (const task of readdirSync(`/proc/${pid}/task`)) setPriority(Number(task), carriersNice);
    }
  } catch {
    // As they are.
  }
}

/** By the line everybody on it reaches the bridge; the others reach it by themselves. */
async function openLine(kind: Kind, engine: Engine): Promise<{ line: Line; named: number }> {
  if (kind === 'embedded') return { line: await Line.open(engine.ports.media), named: engine.ports.media };
  const [host = '', port = ''] = settings.media.split(':');
  return { line: await Line.open(Number(port), host), named: Number(port) };
}

async function meet(kind: Kind, browser: Browser, engine: Engine): Promise<Room> {
  await engine.start();
  const { line, named } = await openLine(kind, engine);
  const session = await engine.session('Lines');
  const invite = (index: number): Promise<Seated> =>
    engine.invite(session, {
      ref: `line-${index}`,
      name: `Person${index} Line`,
      role: index === 1 ? 'facilitator' : 'patient',
    });
  const come = async (index: number): Promise<Attendee> =>
    openSpeaker(browser, await invite(index), {
      whose: index,
      ...turnOf(index),
      ...(index === 2 ? { line: { named, by: line.port } } : {}),
    });
  const lena = await come(1);
  await goIn(lena.page);
  await expectInRoom(lena.page);
  const patients: Attendee[] = [];
  const first: number[] = [];
  for (let index = 2; index <= Math.min(people, facesMax); index++) {
    const patient = await come(index);
    await askToJoin(patient.page);
    await expectWaiting(patient.page);
    await admit(lena.page, patient.name);
    const began = Date.now();
    const here = [lena, ...patients];
    const each = [
      firstPictures(patient.page, here, began),
      ...here.map(({ page }) => firstPictures(page, [patient], began)),
    ];
    first.push(...(await Promise.all(each)).flat());
    await expectInRoom(patient.page);
    patients.push(patient);
  }
  favour([process.pid, engine.pid]);
  if (people > facesMax) {
    const talk = await openTalkers(browser, engine);
    for (let index = facesMax + 1; index <= people; index++) {
      const invited = await invite(index);
      const inside = talk(invited, turnOf(index));
      await admit(lena.page, invited.name);
      await inside;
    }
  }
  const tell = (what: string, value: number | undefined, unit: string, how: string): void =>
    table.add(kind, `admission to first picture: ${what}`, value, unit, how);
  tell(
    'median',
    middle(first),
    'ms',
    'read off the page, each way, on clean lines; browsers start meanwhile',
  );
  tell('longest', Math.max(...first), 'ms', `of ${first.length}`);
  const within = first.filter((ms) => ms <= firstPictureMs).length;
  tell('in time', (100 * within) / first.length, '%', `within ${firstPictureMs} ms`);
  const [ana, ...rest] = patients;
  if (ana === undefined) throw new Error('Nobody is on the line');
  return { kind, engine, line, ana, others: [lena, ...rest] };
}

/** What a page gets of others: of the pictures the one with the most frames, of the sound all. */
interface Got {
  readonly best: Come[];
  readonly shown: number[];
  readonly lateMs: number[];
}

async function watched(page: Page, of: readonly Attendee[], ms: number): Promise<Got> {
  const got: Got = { best: [], shown: [], lateMs: [] };
  const watches = of.map(({ seat }) => ({ seat, watch: new Watch(page, seat) }));
  for (const end = Date.now() + ms; Date.now() < end;) {
    await page.waitForTimeout(1000);
    const looks = await Promise.all(
      watches.map(async ({ seat, watch }) => ({ seat, come: await watch.look() })),
    );
    const come = looks.flatMap(({ seat, come: one }) => (one === undefined ? [] : [{ seat, ...one }]));
    const [first] = come.sort((one, other) => other.fps - one.fps);
    if (first === undefined) continue;
    got.best.push(first);
    got.shown.push(come.filter(({ fps }) => fps > 0).length);
    const seen = await read(page, first.seat);
    if (seen !== undefined) got.lateMs.push(seen.ageMs);
  }
  return got;
}

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

function middle(values: readonly number[]): number | undefined {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

/** The figures of a line that stays as it is. */
async function stay(room: Room, { name, way }: Steady): Promise<void> {
  const { kind, engine, line, ana, others } = room;
  const [other] = others;
  if (other === undefined) return;
  line.become(way);
  await ana.page.waitForTimeout(settlesMs);
  const before = { sound: await soundOf(ana.page), ...counts(room), ...(await spent(engine)) };
  const [got, theirs] = await Promise.all([
    watched(ana.page, others, 1000 * seconds),
    watched(other.page, others.slice(1), 1000 * seconds),
  ]);
  const after = { sound: await soundOf(ana.page), ...counts(room), ...(await spent(engine)) };
  const sound = soundBetween(before.sound, after.sound);
  const add = (what: string, value: number | undefined, unit: string, how: string): void =>
    table.add(kind, `${name}: ${what}`, value, unit, how);
  const look = `a look a second, ${seconds} s`;
  add('picture', middle(got.best.map(({ height }) => height)), 'lines', `the liveliest, median, ${look}`);
  add('frames', mean(got.best.map(({ fps }) => fps)), '/s', 'the liveliest, mean');
  add('pictures', mean(got.shown), '', 'that moved, mean');
  add('frozen', mean(got.best.map(({ frozenPercent }) => frozenPercent)), '%', 'of the liveliest, getStats');
  add('picture late', middle(got.lateMs), 'ms', 'time code in the picture, 100 ms fine');
  add('sound made up', sound.concealedPercent, '%', 'of all sound, getStats');
  add('sound made up, audible', sound.audiblePercent, '%', 'without what was made up as silence');
  add('sound late', sound.bufferMs, 'ms', 'in the jitter buffer alone');
  const passed = after.packets - before.packets;
  const dropped = after.dropped - before.dropped;
  add('queue drops', (100 * dropped) / Math.max(1, passed + dropped), '%', 'of what came down the line');
  add("others' frames", mean(theirs.best.map(({ fps }) => fps)), '/s', 'what one of the others sees');
  const forwarded = after.forwarded - before.forwarded;
  if (kind === 'embedded' && forwarded > 0) {
    const each = (1e6 * (after.seconds - before.seconds)) / forwarded;
    add('processor a packet', each, 'us', `/proc, ${forwarded} packets; with the engine's own work`);
  }
}

function counts({ line }: Room): { packets: number; dropped: number } {
  const { packets, dropped } = line.down.passed;
  return { packets, dropped };
}

async function spent(engine: Engine): Promise<{ seconds: number; forwarded: number }> {
  const metrics = await (await engine.manage('/metrics')).text();
  const forwarded = /^anteroom_bridge_packets_out_total ([0-9.E+]+)$/mu.exec(metrics)?.[1] ?? '0';
  return { seconds: useOf([engine.pid]).seconds, forwarded: Number(forwarded) };
}

/** How long it takes until what is looked for comes; nothing where it does not within a minute. */
async function until(
  page: Page,
  of: readonly Attendee[],
  holds: (come: Come) => boolean,
): Promise<number | undefined> {
  const began = Date.now();
  const watches = of.map(({ seat }) => new Watch(page, seat));
  while (Date.now() - began < neverMs) {
    const come = await Promise.all(watches.map((watch) => watch.look()));
    if (come.some((one) => one !== undefined && holds(one))) return Date.now() - began;
    await page.waitForTimeout(500);
  }
  return undefined;
}

async function changes({ kind, line, ana, others }: Room): Promise<void> {
  const [thin, wide]: readonly Way[] = [
    { kbps: 300, delayMs: 50 },
    { kbps: 2000, delayMs: 50 },
  ];
  const { page } = ana;
  const tell = (what: string, value: number | undefined): void =>
    table.add(kind, what, value, 'ms', 'a look each 500 ms; - is not within a minute');
  line.become(thin ?? {});
  await page.waitForTimeout(settlesMs);
  line.become(wide ?? {});
  tell('300 to 2,000 kbit/s: 360 lines after', await until(page, others, ({ height }) => height >= 360));
  line.become(thin ?? {});
  const clean = ({ heard, audiblePercent }: Come): boolean => heard > 0.3 && audiblePercent < 2;
  tell('2,000 to 300 kbit/s: clean sound after', await until(page, others, clean));
  line.become({});
}

for (const kind of kinds) {
  test(`${people} people, one of them on lines of every kind, by ${kind}`, async ({ browser }) => {
    test.setTimeout(1000 * steady.length * (4 * seconds + 60) + 600_000);
    const engine = engineOn(kind);
    let line: Line | undefined;
    try {
      const room = await meet(kind, browser, engine);
      line = room.line;
      for (const each of steady.filter(({ name }) => settings.only.test(name))) await stay(room, each);
      if (settings.only.test('changes')) await changes(room);
    } finally {
      await closeSeats(browser);
      line?.close();
      await engine.dispose();
    }
  });
}

test.afterAll(() => table.write());
