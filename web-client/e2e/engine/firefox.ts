import { expect, type Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser, type ElementHandle, type Page as Tab } from 'puppeteer-core';
import { wearFace, type Face } from '../faces';
import { PATIENCE } from '../patience';
import { runFolder } from '../run/folder';
import { adopt } from '../run/processes';
import { keepConnections } from './connections';

/** What runs functions inside a page, whichever browser it is in. */
export type Inside = Pick<Page, 'evaluate'>;

/** Devices that nobody has to allow, and sound without a touch. */
const preferences = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // Its own addresses as they are: nothing answers a name on the local network here.
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.autoplay.default': 0,
  // Where there is no sound card, whatever works on sound in the page would stand still.
  'media.cubeb.force_mock_context': true,
  // What moves without end is drawn sixty times a second, without a graphics card.
  'ui.prefersReducedMotion': 1,
};

/** `light` or `dark`, as a system asks for it. */
export type Scheme = 'light' | 'dark';

function program(): string {
  const named = process.env['ANTEROOM_E2E_FIREFOX'];
  const found = named ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path));
  if (found === undefined) throw new Error('There is no Firefox. On Debian: apt-get install -y firefox-esr');
  return found;
}

/** A Firefox of its own, with a profile that goes with it. */
export class Firefox {
  private constructor(
    private readonly browser: Browser,
    private readonly profile: string,
  ) {}

  static async start(scheme: Scheme = 'light'): Promise<Firefox> {
    const profile = join(runFolder(), `firefox-${randomUUID()}`);
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: program(),
      userDataDir: profile,
      protocolTimeout: PATIENCE,
      timeout: PATIENCE,
      defaultViewport: { width: 1440, height: 900 },
      extraPrefsFirefox: {
        ...preferences,
        'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1,
      },
    });
    const child = browser.process();
    // It leads a process group of its own, which ends with this process however the test went.
    if (child !== null) adopt(child);
    return new Firefox(browser, profile);
  }

  version(): Promise<string> {
    return this.browser.version();
  }

  /** A page, with this face for a camera where one is given, else with Firefox's own picture of changing colours. */
  async open(address: string, face?: Face): Promise<FirefoxPage> {
    const tab = await this.browser.newPage();
    tab.setDefaultTimeout(PATIENCE);
    tab.setDefaultNavigationTimeout(PATIENCE);
    const page = new FirefoxPage(tab);
    await tab.evaluateOnNewDocument(sayViolations);
    await tab.evaluateOnNewDocument(keepConnections);
    if (face !== undefined) {
      await tab.evaluateOnNewDocument(wearFace, face);
      await tab.evaluateOnNewDocument(wearScreen);
    }
    await tab.goto(address);
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    // Its processes end a moment after it, and write until then.
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** What the page's policy forbade is nobody's exception: it is made a word of the console. Runs in the page. */
function sayViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error(`forbidden by ${violatedDirective}: ${blockedURI}`);
  });
}

/** Without a window there is no screen to choose: the camera's picture is shared in its place. Runs in the page. */
function wearScreen(): void {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices !== undefined) devices.getDisplayMedia = () => devices.getUserMedia({ video: true });
}

/** Where to press it: its middle, once it stays where it is and nothing lies over it. Runs in the page. */
async function restingPlace(element: Element): Promise<{ x: number; y: number } | undefined> {
  const drawn = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
  const middle = (): { x: number; y: number } => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };
  element.scrollIntoView({ block: 'nearest' });
  await drawn();
  const was = middle();
  await drawn();
  await drawn();
  const is = middle();
  const rests = was.x === is.x && was.y === is.y;
  return rests && element.contains(document.elementFromPoint(is.x, is.y)) ? is : undefined;
}

/** A page in Firefox: what a person does there, by the words on the screen. */
export class FirefoxPage {
  /** Everything that the page complained of: exceptions, and what the console calls a warning or an error. */
  readonly complaints: string[] = [];
  readonly inside: Inside;

  constructor(readonly tab: Tab) {
    // Both drivers take a function and one argument, and answer what it returns.
    this.inside = tab as unknown as Inside;
    tab.on('pageerror', (error) =>
      this.complaints.push(error instanceof Error ? error.message : String(error)),
    );
    tab.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warn') this.complaints.push(message.text());
    });
  }

  /** Presses the button, or what is labelled so, once it can be seen and pressed. */
  async press(name: string): Promise<void> {
    await expect(async () => {
      const at = await (await this.named('button, label', name)).evaluate(restingPlace);
      if (at === undefined) throw new Error(`"${name}" moves, or something lies over it`);
      await this.tab.mouse.click(at.x, at.y);
    }).toPass();
  }

  async expectHeading(name: string): Promise<void> {
    await this.named('h1, h2', name);
  }

  /** The first of these that can be seen and has this name. To ask Firefox's accessibility tree takes a second each time. */
  private async named(selector: string, name: string): Promise<ElementHandle> {
    const found = await this.tab.waitForFunction(
      (kinds, wanted) =>
        [...document.querySelectorAll<HTMLElement>(kinds)].find((each) => {
          const words = each.getAttribute('aria-label') ?? each.textContent.replace(/\s+/gu, ' ').trim();
          return (
            words === wanted && each.checkVisibility() && !each.matches(':disabled, [aria-disabled="true"]')
          );
        }),
      {},
      selector,
      name,
    );
    const element = found.asElement();
    if (element === null) throw new Error(`There is no "${name}"`);
    return element as ElementHandle;
  }

  /** Waits until this can be read somewhere on the page. */
  async read(words: string): Promise<void> {
    await this.tab.waitForFunction((text) => document.body.innerText.includes(text), {}, words);
  }

  async write(field: string, words: string): Promise<void> {
    await this.tab.locator(`input[name="${field}"]`).fill(words);
  }

  async expectInRoom(): Promise<void> {
    await this.tab.waitForSelector('nav[aria-label="Controls"]', { visible: true });
  }
  async reload(): Promise<void> {
    await this.tab.reload();
  }

  async close(): Promise<void> {
    await this.tab.close();
  }
}
