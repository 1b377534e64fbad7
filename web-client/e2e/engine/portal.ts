import { spawn, type ChildProcess } from 'node:child_process';
import { pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { TEST } from '../patience';
import { freePorts } from '../run/ports';
import { adopt, end } from '../run/processes';
import type { Engine, Person } from './engine';

/** The sample portal of config/portal/, in Node or in Java: both are built by whoever runs the tests. */
export type Kind = 'node' | 'java';

const built = process.env['ANTEROOM_E2E_PORTALS'] ?? '';
const password = 'a password of the end-to-end test';

/** What each begins with, and how it keeps a password. */
const kinds: Readonly<Record<Kind, { command: readonly string[]; hash: (salt: Buffer) => Buffer }>> = {
  node: {
    command: ['node', join(built, 'node', 'portal.mjs')],
    hash: (salt) => scryptSync(password, salt, 32),
  },
  java: {
    command: [
      'java',
      '-XX:TieredStopAtLevel=1',
      '-cp',
      [join(built, 'java', 'target', 'classes'), join(built, 'java', 'target', 'dependency', '*')].join(':'),
      'org.anteroom.portal.Portal',
    ],
    hash: (salt) => pbkdf2Sync(password, salt, 600_000, 32, 'sha256'),
  },
};

/** A portal in a process of its own, on an origin of its own, that knows these people. */
export class Portal {
  private process: ChildProcess | undefined;
  private port = 0;
  private readonly folder: string;
  private readonly log: string;

  constructor(
    private readonly kind: Kind,
    private readonly engine: Engine,
    private readonly people: readonly Person[],
  ) {
    this.folder = join(engine.folder, `portal-${kind}`);
    this.log = join(this.folder, 'portal.log');
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(program: string, key: string): Promise<void> {
    if (built === '') throw new Error('The sample portals are not built: ./anteroom test builds them');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    if (this.port === 0) [this.port = 0] = await freePorts(1);
    const { command, hash } = kinds[this.kind];
    const known = this.people.map(({ ref, name, role }) => {
      const salt = randomBytes(16);
      return {
        user: ref,
        ref,
        name,
        role,
        password: [salt, hash(salt)].map((it) => it.toString('base64')).join(':'),
      };
    });
    writeFileSync(join(this.folder, 'people.json'), JSON.stringify(known), { mode: 0o600 });
    const [program0 = '', ...words] = command;
    const child = spawn(program0, words, {
      cwd: this.folder,
      env: {
        ...process.env,
        ROOMS_URL: this.engine.url,
        ROOMS_KEY: key,
        ROOMS_PROGRAM: program,
        PORTAL_PORT: String(this.port),
        PORTAL_PUBLIC: join(built, 'public'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    adopt(child);
    child.stdout.on('data', (text: Buffer) => appendFileSync(this.log, text));
    child.stderr.on('data', (text: Buffer) => appendFileSync(this.log, text));
    this.process = child;
    for (const until = Date.now() + TEST; Date.now() < until && child.exitCode === null;) {
      const answer = await fetch(this.url).catch(() => undefined);
      if (answer?.ok === true) return;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`The portal is not ready:\n${readFileSync(this.log, 'utf8').slice(-4000)}`);
  }

  /** As a crash would, without a word. */
  async kill(): Promise<void> {
    await end(this.process, 'SIGKILL');
  }

  /** A browser of their own in which somebody has signed in. */
  async signIn(browser: Browser, person: Person, before: (page: Page) => Promise<void>): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      permissions: ['camera', 'microphone'],
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await before(page);
    await page.goto(this.url);
    await page.getByLabel('Name').fill(person.ref);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('That did not match').waitFor();
    await page.getByLabel('Name').fill(person.ref);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'This week' }).waitFor();
    return page;
  }
}
