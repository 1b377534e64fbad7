import { expect, test, type Browser, type BrowserContext, type Frame, type Page } from '@playwright/test';
import { admit, button, closeSeats, expectInRoom, goIn, type Figures } from '../people';
import { Engine } from './engine';
import { smallCamera } from './group';

/** A patient's room inside a portal's page, on an origin of its own: the sample's portal, as a first visitor finds it. */
const noor = 'Noor Aziz';

function engineWithPortal(): Engine {
  return new Engine({ ANTEROOM_MEDIA_ADDRESSES: '127.0.0.1' });
}

/** Where the portal's page is: the sample's own place, or another name of this machine, which is not on the list. */
function portalOf({ ports }: Engine, host = '127.0.0.1'): string {
  return `http://${host}:${ports.portal}`;
}

interface Portal {
  readonly page: Page;
  readonly frame: () => Frame;
}

async function visitor(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    permissions: ['camera', 'microphone'],
  });
  await context.addInitScript(smallCamera);
  return context;
}

/** As a browser does it that denies storage to third-party frames: naming it throws. */
function denyStorageToFrames(): void {
  if (window === window.top) return;
  for (const name of ['sessionStorage', 'localStorage']) {
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  }
}

async function openPortal(context: BrowserContext, address: string): Promise<Portal> {
  const page = await context.newPage();
  await page.goto(address);
  const frame = (): Frame => {
    const found = page.frames().find((each) => each.url().includes('/join/'));
    if (found === undefined) throw new Error('There is no room in this page');
    return found;
  };
  return { page, frame };
}

function figures(room: Page | Frame): Promise<Figures> {
  return room.evaluate(async () => (await window.__anteroomStats?.()) ?? {});
}

/** Pictures and sound of the one other person rise. */
async function expectTheOther(room: () => Page | Frame): Promise<void> {
  const other = async (): Promise<{ frames: number; energy: number }> => {
    const [only, ...more] = Object.values(await figures(room()));
    return more.length > 0
      ? { frames: -1, energy: -1 }
      : { frames: only?.camera?.framesDecoded ?? 0, energy: only?.microphone?.totalAudioEnergy ?? 0 };
  };
  await expect.poll(async () => (await other()).energy).toBeGreaterThan(0);
  const before = await other();
  await expect.poll(async () => (await other()).frames).toBeGreaterThan(before.frames);
  await expect.poll(async () => (await other()).energy).toBeGreaterThan(before.energy);
}

/** Opens a link of the landing page, which leads to a page of its own. */
async function follow(front: Page, name: string): Promise<Page> {
  const opened = front.context().waitForEvent('page');
  await front.getByRole('link', { name }).click();
  return opened;
}

for (const storage of ['kept', 'denied'] as const) {
  test(`inside a portal, where storage in frames is ${storage}`, async ({ browser }) => {
    const engine = engineWithPortal();
    try {
      await test.step('an engine starts', () => engine.start());
      const lena = await test.step('the landing page opens the facilitator’s room', () =>
        openFacilitator(browser, engine));
      const context = await visitor(browser);
      if (storage === 'denied') await context.addInitScript(denyStorageToFrames);
      const inside =
        await test.step('a patient asks to join, is let in, and both see and hear each other', () =>
          letInThroughPortal(context, engine, lena));
      await test.step('a reload of the portal’s page returns to the place', async () => {
        await inside.page.reload();
        await expect(
          inside.page.frameLocator('iframe').getByRole('navigation', { name: 'Controls' }),
        ).toBeVisible();
        await expectTheOther(inside.frame);
        await expectTheOther(() => lena);
        expect(await inside.frame().evaluate(storageThere)).toBe(storage === 'kept');
      });
    } finally {
      await closeSeats(browser);
      await engine.dispose();
    }
  });
}

async function openFacilitator(browser: Browser, engine: Engine): Promise<Page> {
  const front = await (await visitor(browser)).newPage();
  await front.goto(engine.url);
  await expect(front.getByRole('heading', { name: 'A session is ready' })).toBeVisible();
  const lena = await follow(front, 'Facilitator');
  await goIn(lena);
  await expectInRoom(lena);
  return lena;
}

async function letInThroughPortal(context: BrowserContext, engine: Engine, lena: Page): Promise<Portal> {
  const inside = await openPortal(context, `${portalOf(engine)}/`);
  const room = inside.page.frameLocator('iframe');
  await room.getByRole('button', { name: 'Ask to join' }).click();
  await expect(room.getByText('Your team knows you are here').first()).toBeVisible();
  await admit(lena, noor);
  await expect(room.getByRole('navigation', { name: 'Controls' })).toBeVisible();
  await expectTheOther(() => lena);
  await expectTheOther(inside.frame);
  return inside;
}

function storageThere(): boolean {
  try {
    return window.sessionStorage !== null;
  } catch {
    return false;
  }
}

test.describe('who may not embed a room', () => {
  const engine = engineWithPortal();

  test.beforeAll(() => engine.start());
  test.afterAll(async ({ browser }) => {
    await closeSeats(browser);
    await engine.dispose();
  });

  test('every link of the landing page opens a seat', async ({ browser }) => {
    const sample = (await (await fetch(`${engine.url}/sample.json`)).json()) as Sample;
    expect(sample.portal).toBe(`${portalOf(engine)}/`);
    expect(sample.links.map(({ label }) => label)).toEqual([
      'Facilitator',
      'Patient 1',
      'Patient 2',
      'Patient 3',
    ]);
    const front = await (await visitor(browser)).newPage();
    await front.goto(engine.url);
    for (const { label } of sample.links) {
      const seat = await follow(front, label);
      const door = label === 'Facilitator' ? 'Go in' : 'Ask to join';
      await expect(button(seat, door)).toBeVisible();
      await seat.close();
    }
    await expect(front.getByRole('link', { name: 'See it inside a portal page' })).toHaveAttribute(
      'href',
      `${portalOf(engine)}/`,
    );
  });

  test('a page on an origin that is not allowed shows the reason, not the room', async ({ browser }) => {
    const elsewhere = portalOf(engine, 'localhost');
    const { page } = await openPortal(await visitor(browser), `${elsewhere}/`);
    await expect(
      page.getByRole('heading', { name: 'The room does not open inside this page' }),
    ).toBeVisible();
    await expect(
      page.getByText(`POST ${engine.url}/v1/origins {"origin": "${elsewhere}"}`).first(),
    ).toBeVisible();
    await expect(page.locator('iframe')).toHaveCount(0);
    await expect(button(await follow(page, 'Open the room in a new tab'), 'Ask to join')).toBeVisible();
  });

  test('the room of an unknown program is framed by nobody', async ({ browser }) => {
    const unknown = `${engine.url}/join/prg_${'z'.repeat(20)}`;
    const context = await visitor(browser);
    const page = await context.newPage();
    await page.route(`${portalOf(engine)}/framing`, (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${unknown}"></iframe>` }),
    );
    const told = page.waitForEvent('console', {
      predicate: (message) => message.text().includes('frame-ancestors'),
    });
    await page.goto(`${portalOf(engine)}/framing`);
    await told;
    expect(page.frames().map((frame) => frame.url())).not.toContain(unknown);
  });

  test('the pages say who may frame them, and nothing about where they were opened from', async () => {
    const sample = (await (await fetch(`${engine.url}/sample.json`)).json()) as Sample;
    const room = new URL(sample.links[0]?.url ?? '');
    room.hash = '';
    for (const [address, ancestors] of [
      [room.href, `'self' ${portalOf(engine)}`],
      [`${engine.url}/join/prg_${'z'.repeat(20)}`, `'none'`],
      [`${engine.url}/join/x`, `'none'`],
      [`${engine.url}/`, `'self'`],
      [`${engine.url}/nowhere`, `'self'`],
    ] as const) {
      const { headers } = await fetch(address);
      const policy = headers.get('content-security-policy')?.split('; ') ?? [];
      expect(policy, address).toContain(`frame-ancestors ${ancestors}`);
      expect(policy, address).toContain(`default-src 'none'`);
      expect(policy, address).toContain(`script-src 'self'`);
      expect(headers.get('x-content-type-options'), address).toBe('nosniff');
      expect(headers.get('referrer-policy'), address).toBe('no-referrer');
    }
    const element = await fetch(`${engine.url}/embed/anteroom-session.js`);
    expect(element.headers.get('access-control-allow-origin')).toBe('*');
    expect(element.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

interface Sample {
  readonly portal: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
}
