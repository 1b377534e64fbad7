import { expect, test, type Browser } from '@playwright/test';
import { readScreen } from '../faces';
import {
  admit,
  askToJoin,
  button,
  closeSeats,
  expectInRoom,
  expectWaiting,
  fillCheckIn,
  goIn,
  mediaStats,
  placeByKeys,
  type Figures,
} from '../people';
import { expectArriving, expectStopped } from './arriving';
import { Engine } from './engine';
import { Firefox, type FirefoxPage } from './firefox';
import {
  command,
  expectInRoomA,
  expectNothingOf,
  expectToSee,
  expectTogether,
  places,
  seated,
  secrets,
  type Attendee,
  type Present,
} from './group';
import { Watch } from './quality';
import { SendingWatch } from './sending';
import { openSpeaker, type Speaking } from './speakers';

/**
 * Sessions in which one person has Firefox and the others Chromium: everything that a person does, by content. In a
 * network namespace, because Firefox takes no media over loopback.
 */
const engine = new Engine();

interface InFirefox extends Present {
  readonly name: string;
  readonly tab: FirefoxPage;
}

let firefox: Firefox;
let session: string;
let lena: Attendee;
let ana: Attendee;
let fox: InFirefox;
let sending: SendingWatch;

test.afterAll(async ({ browser }) => {
  await closeSeats(browser);
  await firefox?.close();
  await engine.dispose();
});

test('a person in Firefox is in a session as everybody is', async ({ browser }) => {
  await test.step('an engine and Firefox start', start);
  await test.step('Firefox checks in, waits and is let in', () => letIn(browser));
  await test.step('everybody sees and hears everybody', () => expectTogether([lena, ana, fox]));
  await test.step('what Firefox is sent fits its tiles, and its sound is whole', receive);
  await test.step('a hand goes up, microphone and camera go off and on', ownDevices);
  await test.step('a camera in Chromium goes off and on', othersCamera);
  await test.step('a breakout and back', breakout);
  await test.step('a reload keeps the place', reload);
  await test.step('a screen is shared, and stops when it is taken back', shareScreen);
  await test.step('Firefox complained of nothing', complaints);
  await test.step('Firefox leads a session of sound alone', () => leadBySound(browser));
});

async function start(): Promise<void> {
  [firefox] = await Promise.all([Firefox.start(), engine.start()]);
  console.log(`firefox: ${await firefox.version()}`);
}

/** A small face, and a voice that goes on and on: sound is judged while somebody speaks. */
function speaking(whose: number): Speaking {
  return { whose, turn: 0, of: 1, width: 320, height: 180 };
}

async function letIn(browser: Browser): Promise<void> {
  session = await engine.session(secrets.title, { checkIn: 'required' });
  const [anaIs, foxIs] = secrets.patients;
  lena = await openSpeaker(browser, await engine.invite(session, secrets.facilitator), speaking(1));
  await goIn(lena.page);
  await expectInRoom(lena.page);
  ana = await openSpeaker(browser, await engine.invite(session, anaIs), speaking(2));
  await fillCheckIn(ana.page);
  await askToJoin(ana.page);
  await expectWaiting(ana.page);
  const person = await engine.invite(session, foxIs);
  const tab = await firefox.open(person.url, { whose: 3, width: 640, height: 360, fps: 15 });
  fox = { ...person, whose: 3, tab, page: tab.inside };
  await tab.read('We hear you');
  await tab.write('location', '214 Alder Street, Tacoma');
  await tab.write('callback', '(253) 555-0148');
  await tab.write('contact', 'Ines, (253) 555-0172');
  await tab.press('I agree to take part by video today. I can stop at any time.');
  await tab.press('Ask to join');
  await tab.read('One person is before you');
  await admit(lena.page, ana.name);
  await tab.read('You are next');
  await admit(lena.page, fox.name);
  await tab.expectInRoom();
  sending = new SendingWatch(fox.page);
}

/** What arrives is of the size of its tile and moves, and what is said comes and is hardly made up. */
async function receive(): Promise<void> {
  const watches = [lena, ana].map(({ seat }) => new Watch(fox.page, seat));
  await expect
    .poll(
      async () => {
        const come = await Promise.all(watches.map((watch) => watch.look()));
        console.log(`firefox gets: ${come.map((one) => JSON.stringify(one)).join(' | ')}`);
        return come.every(
          (one) =>
            one !== undefined && one.height >= 180 && one.fps > 5 && one.heard > 1 && one.audiblePercent < 5,
        );
      },
      { message: 'pictures of 180 lines, and sound of which nearly nothing is made up', intervals: [2000] },
    )
    .toBe(true);
}

async function ownDevices(): Promise<void> {
  const { tab, seat } = fox;
  await tab.press('Raise hand');
  await expect(lena.page.locator(`figure[data-seat="${seat}"]`).getByText('hand up, number')).toBeAttached();
  await tab.press('Lower hand');
  await tab.press('Mute');
  await expectToStop(
    lena.page,
    ana,
    (figures) => figures[seat]?.microphone?.bytesReceived ?? 0,
    'sound of who is muted',
  );
  await tab.press('Unmute');
  await expectArriving(lena.page, [ana.seat, seat], { kinds: ['microphone'] });
  await tab.press('Stop camera');
  await expectToStop(
    lena.page,
    ana,
    (figures) => figures[seat]?.camera?.framesDecoded ?? 0,
    'a camera that is off',
  );
  const offAt = Date.now();
  await tab.press('Start camera');
  await expectToSee(lena.page, fox, offAt);
}

/** The other way round: what Chromium stops and begins again, Firefox stops and begins to show. */
async function othersCamera(): Promise<void> {
  await button(ana.page, 'Stop camera').click();
  const frames = (figures: Figures): number => figures[ana.seat]?.camera?.framesDecoded ?? 0;
  await expectToStop(fox.page, lena, frames, 'a camera in Chromium that is off');
  const offAt = Date.now();
  await button(ana.page, 'Start camera').click();
  await expectToSee(fox.page, ana, offAt);
}

/** What the person did takes effect in their browser a moment after the click. */
async function expectToStop(
  page: Present['page'],
  witness: Present,
  count: (figures: Figures) => number,
  message: string,
): Promise<void> {
  await expect(() => expectStopped(page, count, witness, message)).toPass();
}

async function breakout(): Promise<void> {
  const { page } = lena;
  await button(page, 'Breakout rooms').first().click();
  await placeByKeys(page, ana.name, 'a');
  await placeByKeys(page, fox.name, 'a');
  await button(page, 'Open breakouts').click();
  await expectInRoomA(ana.page);
  await fox.tab.expectHeading('Room A');
  await expectTogether([ana, fox]);
  await expectNothingOf(fox.page, [lena], ana);
  await fox.tab.press('Back to group');
  await page.getByRole('tab', { name: 'Room', exact: true }).click();
  await expectTogether([lena, fox]);
  await command(engine, session, 'closeBreakouts', { countdownSeconds: 0 });
  await expectTogether([lena, ana, fox]);
}

async function reload(): Promise<void> {
  await fox.tab.reload();
  await fox.tab.expectInRoom();
  expect((await places(engine, session))[fox.ref]).toBe('main here');
  await expectTogether([lena, ana, fox]);
}

async function shareScreen(): Promise<void> {
  const screen = (figures: Figures): number => figures[fox.seat]?.screen?.framesDecoded ?? 0;
  await command(engine, session, 'grantShare', { seat: fox.seat, seconds: 600 });
  await fox.tab.read('You can share your screen now');
  await fox.tab.press('Share screen');
  await fox.tab.read('You are sharing your screen');
  await expect.poll(async () => screen(await mediaStats(lena.page))).toBeGreaterThan(0);
  await expect
    .poll(async () => (await readScreen(lena.page))?.whose, {
      message: 'the screen',
    })
    .toBe(fox.whose);
  await button(lena.page, 'Take back').click();
  await fox.tab.read('took the screen back');
  await expectStopped(lena.page, screen, ana, 'pictures of a screen without a grant');
}

function complaints(): void {
  for (const line of sending.end()) console.log(`firefox sends: ${line}`);
  expect(fox.tab.complaints).toEqual([]);
}

/** Firefox with the devices that it makes up itself, in front of staff's screen. */
async function leadBySound(browser: Browser): Promise<void> {
  await fox.tab.close();
  await closeSeats(browser);
  const sound = await engine.session(secrets.title, { video: 'off' });
  const person = await engine.invite(sound, secrets.facilitator);
  const tab = await firefox.open(person.url);
  await tab.press('Go in');
  await tab.expectInRoom();
  const bert = await seated(browser, await engine.invite(sound, secrets.patients[1]), 4);
  await askToJoin(bert.page);
  await expectWaiting(bert.page);
  await tab.press('Admit');
  await expectInRoom(bert.page);
  const heard = { kinds: ['microphone'], message: 'what is heard' } as const;
  await expectArriving(tab.inside, [bert.seat], heard);
  await expectArriving(bert.page, [person.seat], heard);
  await tab.press('End session');
  await expect(bert.page.getByRole('heading', { name: "Today's group has ended" })).toBeVisible();
  expect(tab.complaints).toEqual([]);
}
