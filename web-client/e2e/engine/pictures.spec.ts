import { expect, test, type Browser, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import {
  admit,
  askToJoin,
  button,
  closeSeats,
  expectInRoom,
  expectVideoOf,
  expectWaiting,
  goIn,
  openSeat,
  placeByKeys,
} from '../people';
import { Engine } from './engine';

/**
 * Takes pictures of a session with invented people, whose cameras show drawn faces, into the folder of results; with
 * ANTEROOM_E2E_PICTURES set also the README's picture, docs/room.png.
 */
const engine = new Engine({ ANTEROOM_MEDIA_ADDRESSES: '127.0.0.1' });
const committed = resolve(import.meta.dirname, '../../../docs/room.png');
const mostBytes = 300_000;

interface Sitter {
  readonly page: Page;
  readonly seat: string;
}

test.afterAll(async ({ browser }) => {
  await closeSeats(browser);
  await engine.dispose();
});

/** The drawings of the stories as a script that puts one of them in the place of this page's camera. */
function drawnCamera(face: string): string {
  const source = readFileSync(resolve(import.meta.dirname, '../../src/stories/faces.ts'), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  return `{
    const exports = {};
    (() => { ${outputText} })();
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted = {}) => {
      const stream = wanted.audio ? await ask({ audio: wanted.audio }) : new MediaStream();
      if (wanted.video) stream.addTrack(exports.faceTrack(${JSON.stringify(face)}));
      return stream;
    };
  }`;
}

async function sitter(browser: Browser, session: string, name: string, role = 'patient'): Promise<Sitter> {
  const face = name.split(' ')[0]?.toLowerCase() ?? '';
  const { seat, url } = await engine.invite(session, { ref: face, name, role });
  const { page } = await openSeat(browser, 'about:blank');
  await page.addInitScript(drawnCamera(face));
  await page.goto(url);
  return { page, seat };
}

function pictures(): string {
  return join(test.info().project.outputDir, 'pictures');
}

/** Tiles have slid to their places, colours have faded, and what follows from it is drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const drawn = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
    await drawn();
    const ending = document
      .getAnimations()
      .filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime ?? 0));
    await Promise.allSettled(ending.map(({ finished }) => finished));
    await drawn();
    await drawn();
  });
}

/** Wide and on a phone, light and dark. */
async function picture(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1440, 900],
    [360, 740],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await settled(page);
      await page.screenshot({ path: join(pictures(), `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

/** What the program's server may ask for, too. */
async function order(session: string, name: string, args: Record<string, unknown>): Promise<void> {
  await engine.call('POST', `/v1/sessions/${session}/commands`, { name, args });
}

async function heading(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

test('every screen of a session can be looked at', async ({ browser }) => {
  await engine.start();
  const session = await engine.session('Skills group');
  const lena = await sitter(browser, session, 'Lena Ortiz', 'facilitator');
  await goIn(lena.page);
  await expectInRoom(lena.page);
  const seated: Sitter[] = [];
  for (const name of ['June Park', 'Dev Rao', 'Noor Aziz']) {
    const patient = await sitter(browser, session, name);
    if (name === 'June Park') await picture(patient.page, 'devices');
    await askToJoin(patient.page);
    await expectWaiting(patient.page);
    if (name === 'June Park') await picture(patient.page, 'waiting-room');
    await admit(lena.page, name);
    await expectInRoom(patient.page);
    if (name === 'June Park') {
      await expectVideoOf(patient.page, lena.seat);
      await picture(patient.page, 'two');
    }
    seated.push(patient);
  }
  const [june, dev, noor] = seated as [Sitter, Sitter, Sitter];
  const rosa = await sitter(browser, session, 'Rosa Delgado');
  await askToJoin(rosa.page);
  await button(lena.page, 'Start session').click();
  await button(noor.page, 'Raise hand').click();
  for (const { seat } of seated) await expectVideoOf(lena.page, seat);
  for (const { seat } of [lena, dev, noor]) await expectVideoOf(june.page, seat);
  await expect(lena.page.getByRole('listitem', { name: 'Rosa Delgado' })).toBeVisible();
  await settled(lena.page);
  const taken = process.env['ANTEROOM_E2E_PICTURES'] === undefined ? join(pictures(), 'room.png') : committed;
  expect((await lena.page.screenshot({ path: taken })).length).toBeLessThan(mostBytes);
  await picture(lena.page, 'facilitator');
  await picture(june.page, 'room');

  await order(session, 'grantShare', { seat: june.seat, seconds: 600 });
  await expect(june.page.getByText('You can share your screen now').first()).toBeVisible();
  await button(june.page, 'Share screen').first().click();
  await expect(june.page.getByText('You are sharing your screen').first()).toBeVisible();
  await picture(june.page, 'own-share');
  await picture(lena.page, 'facilitator-share');
  await button(june.page, 'Stop sharing').first().click();

  await button(lena.page, 'Breakout rooms').first().click();
  await placeByKeys(lena.page, 'June Park', 'a');
  await placeByKeys(lena.page, 'Dev Rao', 'a');
  await picture(lena.page, 'planner');
  await button(lena.page, 'Open breakouts').click();
  await heading(june.page, 'Room A');
  await expectVideoOf(june.page, dev.seat);
  await picture(june.page, 'breakout');
  await picture(lena.page, 'breakouts-open');

  await engine.kill();
  await expect(june.page.getByRole('alertdialog', { name: 'Bringing you back' })).toBeVisible();
  await picture(june.page, 'reconnecting');
  await engine.start();
  await expect(june.page.getByRole('alertdialog')).toHaveCount(0);

  await order(session, 'deny', { seats: [rosa.seat] });
  await picture(rosa.page, 'denied');
  await order(session, 'remove', { seat: noor.seat });
  await picture(noor.page, 'removed');
  await order(session, 'end', {});
  await heading(june.page, "Today's group has ended");
  await picture(june.page, 'ended');
});

test('the README’s picture is there, of the size that it has and small', () => {
  const png = readFileSync(committed);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1440, 900]);
  expect(png.length).toBeLessThan(mostBytes);
});
