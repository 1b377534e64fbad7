import { expect, test, type Browser, type Frame, type FrameLocator, type Page } from '@playwright/test';
import { wearFace } from '../faces';
import { admit, button, closeSeats, expectInRoom, goIn } from '../people';
import { Engine, type Person } from './engine';
import { failOnErrors } from './errors';
import { expectTogether, openBreakout, seated, secrets, type Attendee } from './group';
import { Portal } from './portal';

/**
 * The sample portals, in Node and in Java, each on an origin of its own: people sign in there, see their group, are in its room
 * by the portal's word inside its page, and read there how many minutes they were present, which webhooks told of.
 */
const engine = new Engine({ ANTEROOM_MEDIA_ADDRESSES: '127.0.0.1', ANTEROOM_WEBHOOKS_ALLOW_PRIVATE: 'true' });

const lenaIs = secrets.facilitator;
const [anaIs, bertIs, coraIs] = secrets.patients;
const inNode = new Portal('node', engine, [anaIs, coraIs]);
const inJava = new Portal('java', engine, [bertIs]);

let program: { id: string; key: string };
let series: string;
let session: string;
let lena: Attendee;
let ana: Embedded;
let bert: Embedded;

/** Somebody in a frame of a portal's page. */
interface Embedded extends Attendee {
  readonly room: FrameLocator;
  readonly whole: Page;
}

interface Account {
  readonly ref: string;
  readonly creditedMinutes: number;
}

test.afterAll(async ({ browser }) => {
  await closeSeats(browser);
  await inNode.kill();
  await inJava.kill();
  await engine.dispose();
});

test('people come through two portals, from signing in there to reading their minutes', async ({
  browser,
}) => {
  await test.step('an engine and two portals start', start);
  await test.step('each portal lets its own people in, and the facilitator admits them', () =>
    comeIn(browser));
  await test.step('everybody sees and hears everybody', () => expectTogether([lena, ana, bert]));
  await test.step('who does not belong to the group is shown none and opens no room', () =>
    stranger(browser));
  await test.step('both are moved to a breakout, and a reload of a portal’s page returns there', breakout);
  await test.step('one portal is killed and starts again', async () => {
    await inNode.kill();
    await inNode.start(program.id, program.key);
  });
  await test.step('one leaves, the session ends, and both portals show the credited minutes', () =>
    minutes(browser));
  await test.step('what nobody signed is not believed', forged);
  await test.step('no name stands anywhere with the engine', nothingReadable);
});

async function start(): Promise<void> {
  await engine.start();
  program = await engine.call('POST', '/v1/programs', {
    name: 'Hill clinic',
    crisis: { call: '988', text: '741741' },
    region: 'us-west',
  });
  series = (
    await own<{ id: string }>('POST', '/v1/series', {
      title: secrets.title,
      kind: 'group',
      timeZone: 'Etc/UTC',
      startsAt: new Date().toISOString().slice(0, 16),
      durationMinutes: 60,
      recurrence: 'FREQ=WEEKLY;COUNT=2',
      capacity: 8,
      policy: {
        checkIn: 'none',
        attendance: { graceSeconds: 0, lateAfterSeconds: 600, creditPercent: 80, hallwayCounts: true },
      },
      roster: [lenaIs, anaIs, bertIs],
    })
  ).id;
  await Promise.all([inNode, inJava].map((portal) => portal.start(program.id, program.key)));
}

function own<T>(method: string, path: string, body?: unknown): Promise<T> {
  return engine.call<T>(method, path, body, { authorization: `Bearer ${program.key}` });
}

async function comeIn(browser: Browser): Promise<void> {
  const { url } = await own<{ url: string }>('POST', `/v1/series/${series}/invites`, lenaIs);
  const link = await seated(browser, { ...lenaIs, seat: '', url }, 1);
  await goIn(link.page);
  await expectInRoom(link.page);
  const { items } = await own<{ items: { id?: string }[] }>(
    'GET',
    `/v1/series/${series}/sessions?from=${day(-1)}&to=${day(1)}`,
  );
  session = items.find(({ id }) => id !== undefined)?.id ?? '';
  lena = { ...link, seat: await seatOf(lenaIs) };
  ana = await comeInBy(inNode, browser, anaIs, 2);
  bert = await comeInBy(inJava, browser, bertIs, 3);
}

function day(later: number): string {
  return new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);
}

async function seatOf({ ref }: Person): Promise<string> {
  const { seats } = await own<{ seats: { id: string; ref: string }[] }>(
    'GET',
    `/v1/sessions/${session}/roster`,
  );
  const found = seats.find((seat) => seat.ref === ref);
  if (found === undefined) throw new Error(`No seat of ${ref}`);
  return found.id;
}

async function comeInBy(portal: Portal, browser: Browser, person: Person, whose: number): Promise<Embedded> {
  const whole = await portal.signIn(browser, person, async (page) => {
    await page.addInitScript(wearFace, { whose, width: 320, height: 180, fps: 10 });
    failOnErrors(page);
  });
  await whole.getByRole('link', { name: secrets.title }).click();
  const room = whole.frameLocator('iframe');
  await room.getByRole('button', { name: 'Ask to join' }).click();
  await expect(room.getByText('Your team knows you are here').first()).toBeVisible();
  // The portal's word names its person: it stands in no address once it was read.
  expect(frameOf(whole).url()).toMatch(/#seat\.\w+&device=\w+$/u);
  await admit(lena.page, person.name);
  await expect(room.getByRole('navigation', { name: 'Controls' })).toBeVisible();
  // A frame is another one after a reload.
  const page = {
    evaluate: (...given: Parameters<Frame['evaluate']>) => frameOf(whole).evaluate(...given),
  } as Page;
  return {
    ...person,
    context: whole.context(),
    url: whole.url(),
    seat: await seatOf(person),
    whose,
    room,
    whole,
    page,
  };
}

function frameOf(page: Page): Frame {
  const found = page.frames().find((each) => each.url().includes('/join/'));
  if (found === undefined) throw new Error('There is no room in this page');
  return found;
}

async function stranger(browser: Browser): Promise<void> {
  const page = await inNode.signIn(browser, coraIs, () => Promise.resolve());
  await expect(page.getByText('Nothing is planned this week')).toBeVisible();
  const word = await page.request.post(`${inNode.url}/room/${series}/word`);
  expect(word.status()).toBe(404);
  await page.context().close();
}

async function breakout(): Promise<void> {
  await openBreakout({ lena, ana, bert });
  const inRoomA = ({ room }: Embedded): Promise<void> =>
    expect(room.getByRole('heading', { name: 'Room A' })).toBeVisible();
  await Promise.all([ana, bert].map(inRoomA));
  await expectTogether([ana, bert]);
  await ana.whole.reload();
  await inRoomA(ana);
  await expectTogether([ana, bert]);
}

/** As the engine has them now. */
async function accounts(): Promise<Map<string, number>> {
  const { seats } = await own<{ seats: Account[] }>('GET', `/v1/sessions/${session}/attendance`);
  return new Map(seats.map(({ ref, creditedMinutes }) => [ref, creditedMinutes]));
}

async function minutes(browser: Browser): Promise<void> {
  for (const { ref } of [ana, bert])
    await expect
      .poll(async () => (await accounts()).get(ref), { message: 'a minute is over' })
      .toBeGreaterThan(0);
  await ana.room.getByRole('button', { name: 'Leave' }).click();
  await expect(ana.room.getByRole('heading', { name: 'You have left the room' })).toBeVisible();
  await lena.page.getByRole('tab', { name: 'Room', exact: true }).click();
  await button(lena.page, 'End session').click();
  await expect(bert.room.getByRole('heading', { name: "Today's group has ended" })).toBeVisible();
  const final = await accounts();
  // Whoever was signed in before the portal was killed signs in again.
  const again = await inNode.signIn(browser, anaIs, () => Promise.resolve());
  for (const [page, { ref }] of [
    [again, ana],
    [bert.whole, bert],
  ] as const) {
    await page.getByRole('link', { name: 'Attendance' }).click();
    const row = page.getByRole('row').getByText(`${final.get(ref)} minutes`, { exact: true });
    await expect(async () => {
      await page.reload();
      await expect(row).toBeVisible({ timeout: 500 });
    }).toPass();
  }
}

async function forged(): Promise<void> {
  for (const { url } of [inNode, inJava]) {
    const answer = await fetch(`${url}/webhooks`, {
      method: 'POST',
      headers: {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': `v1,${'A'.repeat(43)}=`,
      },
      body: JSON.stringify({
        type: 'attendance.final',
        timestamp: new Date().toISOString(),
        data: { session },
      }),
    });
    expect(answer.status).toBe(401);
  }
}

async function nothingReadable(): Promise<void> {
  const people = [lenaIs, anaIs, bertIs, coraIs];
  const words = [secrets.title, ...people.flatMap(({ ref, name }) => [ref, name, ...name.split(' ')])];
  const kept = [...(await engine.everythingKept())].filter(
    ([path]) => !/portal-\w+\/(?:people|portal)\.json$/u.test(path),
  );
  for (const [path, bytes] of kept)
    for (const word of words) expect(bytes.includes(word), `a word of the test in ${path}`).toBe(false);
}
