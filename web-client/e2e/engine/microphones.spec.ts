import { expect, test, type Browser } from '@playwright/test';
import { wearFace } from '../faces';
import { Line, reachBy } from '../line';
import {
  askToJoin,
  button,
  closeSeats,
  expectInRoom,
  goIn,
  mediaStats,
  openSeat,
  type Figures,
  type SeatPage,
} from '../people';
import type { SourceFigures } from '../../src/media/session';
import { openTalkers } from '../talkers';
import { speech, wearVoice, type Voice } from '../voices';
import { keepConnections, soundLost } from './connections';
import { Engine, type Seated } from './engine';
import { failOnErrors } from './errors';
import { command } from './group';

/**
 * Ten people in real Chromium, nine of whom speak at once, the tenth on a line that has no room for nine voices. Of those
 * who speak, one of each kind has our client, the others share a page: ten clients measure the machine. What must hold is
 * waited for, over windows of some seconds; how well it held is printed.
 */
const engine = new Engine({ ANTEROOM_MEDIA_ADDRESSES: '127.0.0.1' });

/** Staff: heard however quiet. */
const lead = 0;
/** So much louder than the others that there is no question who is loudest. */
const loud: readonly number[] = [1, 2, 3];
/** Two of the nine are seen as well. */
const seen: readonly number[] = [lead, 1];
const onTheLine = 9;
const quietVolume = 0.01;
const windowMs = 5000;
/** A microphone that is forwarded is more than this; one that is not is nothing. */
const flowsKbps = 8;

/** By their numbers. */
const everybody = Array.from({ length: onTheLine + 1 }, (_, index) => index);
const chosen = [lead, ...loud];
/** Two of the quiet ones: whose role changes, and who listens. */
const [rising, listening] = [4, 5];
/** Whose hearing is looked at besides: staff, one of the loud, one of the quiet. */
const hearing = [lead, 1, listening];
const ours: readonly number[] = [...hearing, onTheLine];

interface Person extends SeatPage, Seated {}

let line: Line;
let session: string;
/** By their numbers. */
const seats: string[] = [];
const people = new Map<number, Person>();

test.afterAll(async ({ browser }) => {
  await closeSeats(browser);
  line.close();
  await engine.dispose();
});

test('nine speak at once, and a thin line carries the loudest, staff, and a picture', async ({ browser }) => {
  await test.step('ten people meet, one of them by a line of their own', () => meet(browser));
  await test.step('on 300 kbit/s with loss and delay, sound is whole and a small picture comes', thin);
  await test.step('who becomes staff is heard however quiet, and who is staff no more is not', roles);
});

async function meet(browser: Browser): Promise<void> {
  await engine.start();
  line = await Line.open(engine.ports.media);
  session = await engine.session('Nine voices', { admission: 'open' });
  const talk = await openTalkers(browser, engine);
  for (const index of everybody) {
    const role = index === lead ? 'facilitator' : 'patient';
    const seated = await engine.invite(session, { ref: `voice-${index}`, name: `Voice${index} Nine`, role });
    seats.push(seated.seat);
    if (ours.includes(index)) people.set(index, await come(browser, index, seated));
    else await talk(seated, voiceOf(index));
  }
}

function voiceOf(index: number): Omit<Voice, 'wav'> {
  return { turn: 0, of: 1, volume: loud.includes(index) ? 1 : quietVolume, readers: 2 };
}

async function come(browser: Browser, index: number, seated: Seated): Promise<Person> {
  const { context, page } = await openSeat(browser, 'about:blank', { width: 480, height: 480 });
  await page.addInitScript(keepConnections);
  await page.addInitScript(wearFace, { whose: index, width: 640, height: 360, fps: 10 });
  await page.addInitScript(wearVoice, { ...voiceOf(index), wav: speech() });
  if (index === onTheLine) await page.addInitScript(reachBy, { named: engine.ports.media, by: line.port });
  failOnErrors(page);
  await page.goto(seated.url);
  if (!seen.includes(index)) await button(page, 'Stop camera').click();
  if (index === onTheLine) await button(page, 'Mute').click();
  await (index === lead ? goIn(page) : askToJoin(page));
  await expectInRoom(page);
  return { context, page, ...seated };
}

/** What one page got within a window. What was concealed and how long pictures stood still is printed. */
interface Window {
  /** Whose microphones came, by their numbers. */
  readonly heard: readonly number[];
  /** Of the sound of those. */
  readonly concealedPercent: number;
  /** Packets of sound that never came. */
  readonly lost: number;
  /** The lines of the picture of each who is seen, 0 where it stood still; and for how much of the time. */
  readonly pictures: readonly { readonly lines: number; readonly frozenPercent: number }[];
}

interface Look {
  readonly at: number;
  readonly figures: Figures;
  readonly lost: number;
}

/** Looks again and again at what one page gets; each look tells what came since the one before. */
class Ear {
  private before: Look | undefined;

  constructor(readonly person: Person) {}

  async look(): Promise<Window | undefined> {
    const { page } = this.person;
    const after = { at: performance.now(), figures: await mediaStats(page), lost: await soundLost(page) };
    const { before } = this;
    this.before = after;
    return before === undefined ? undefined : between(before, after);
  }
}

function between(before: Look, after: Look): Window {
  const seconds = (after.at - before.at) / 1000;
  const grown = (index: number, source: 'microphone' | 'camera', key: keyof SourceFigures): number => {
    const seat = seats[index] ?? '';
    return (after.figures[seat]?.[source]?.[key] ?? 0) - (before.figures[seat]?.[source]?.[key] ?? 0);
  };
  const heard = everybody.filter(
    (index) => (grown(index, 'microphone', 'bytesReceived') * 8) / 1000 / seconds > flowsKbps,
  );
  const sum = (key: keyof SourceFigures): number =>
    heard.reduce((total, index) => total + grown(index, 'microphone', key), 0);
  return {
    heard,
    concealedPercent: (100 * sum('concealedSamples')) / Math.max(1, sum('totalSamplesReceived')),
    lost: after.lost - before.lost,
    pictures: seen.map((index) => ({
      lines:
        grown(index, 'camera', 'framesDecoded') > 0
          ? (after.figures[seats[index] ?? '']?.camera?.frameHeight ?? 0)
          : 0,
      frozenPercent: (100 * grown(index, 'camera', 'totalFreezesDuration')) / seconds,
    })),
  };
}

/**
 * Waits until a window of each of these was like this. Not the same window: a busy machine's pages give way to each other.
 */
async function until(
  whose: readonly number[],
  message: string,
  holds: (got: Window, index: number) => boolean,
): Promise<void> {
  const ears = new Map(
    [...people].flatMap(([index, person]) => (whose.includes(index) ? [[index, new Ear(person)]] : [])),
  );
  await expect
    .poll(
      async () => {
        const looks = [...ears].map(async ([index, ear]) => {
          const got = await ear.look();
          const words = `${ear.person.ref}: ${JSON.stringify(got)}`;
          console.log(`nine voices: ${words}`);
          if (got !== undefined && holds(got, index)) ears.delete(index);
          return words;
        });
        const words = await Promise.all(looks);
        return ears.size === 0 ? 'holds' : words.join(' | ');
      },
      { message, intervals: [windowMs] },
    )
    .toBe('holds');
}

async function thin(): Promise<void> {
  line.become({ kbps: 300, lossPercent: 5, delayMs: 150 });
  await until([onTheLine], 'what comes down the thin line', ({ heard, concealedPercent, pictures }) => {
    const picture = pictures.some(({ lines }) => lines === 180);
    return String(heard) === String(chosen) && concealedPercent <= 1.5 && picture;
  });
  // A page that this machine leaves waiting conceals sound by itself: that it comes, and whole, is what the line owes.
  await until(hearing, 'what the others hear of each other', ({ heard, lost }, index) => {
    const expected = chosen.filter((other) => other !== index);
    return expected.every((other) => heard.includes(other)) && lost <= 0;
  });
}

async function roles(): Promise<void> {
  const seat = seats[rising];
  const hears = (expected: readonly number[]): Promise<void> =>
    until([listening], `whom ${listening} hears`, ({ heard }) => String(heard) === String(expected));
  await command(engine, session, 'changeRole', { seat, role: 'cofacilitator' });
  await hears([...chosen, rising]);
  await command(engine, session, 'changeRole', { seat, role: 'patient' });
  await hears(chosen);
}
