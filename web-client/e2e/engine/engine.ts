import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TEST } from '../patience';
import { runFolder } from '../run/folder';
import { freePorts } from '../run/ports';
import { adopt, end } from '../run/processes';

/** Where an engine listens: chosen at its first start, and kept when it is started again. */
interface Ports {
  readonly web: number;
  readonly management: number;
  readonly media: number;
  readonly portal: number;
}

export interface Person {
  readonly ref: string;
  readonly name: string;
  readonly role: string;
}

export interface Seated extends Person {
  readonly seat: string;
  readonly url: string;
}

const root = resolve(import.meta.dirname, '../../..');
const key = 'a-bootstrap-key-of-the-end-to-end-test';

/** A real engine in a process and a data folder of its own, started by the project's own command. */
export class Engine {
  private process: ChildProcess | undefined;
  private chosen: Ports | undefined;
  readonly folder = join(runFolder(), `engine-${randomUUID()}`);
  readonly data = join(this.folder, 'data');
  readonly log = join(this.folder, 'engine.log');

  constructor(
    private readonly more: Record<string, string> = {},
    private readonly prefix: readonly string[] = [],
    private readonly host = '127.0.0.1',
  ) {}

  get ports(): Ports {
    if (this.chosen === undefined) throw new Error('The engine was not started');
    return this.chosen;
  }

  get url(): string {
    return `http://${this.host}:${this.ports.web}`;
  }

  async start(): Promise<void> {
    // Made here and not with the object: a test file is read more often than it is run.
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    if (this.chosen === undefined) {
      const [web, management, media, portal] = (await freePorts(4)) as [number, number, number, number];
      this.chosen = { web, management, media, portal };
    }
    const [command = 'bash', ...rest] = [...this.prefix, join(root, 'anteroom'), 'run'];
    // An engine refuses what begins like one of its own keys and is none.
    const { ANTEROOM_JUNIT: _results, ANTEROOM_E2E_PORTALS: _portals, ...environment } = process.env;
    const child = spawn(command, rest, {
      env: {
        ...environment,
        ANTEROOM_PORT: String(this.ports.web),
        ANTEROOM_MANAGEMENT_PORT: String(this.ports.management),
        ANTEROOM_MEDIA_PORT: String(this.ports.media),
        ANTEROOM_SAMPLE_PORTAL_PORT: String(this.ports.portal),
        ANTEROOM_HOST: this.host,
        ANTEROOM_DATA: this.data,
        ANTEROOM_BOOTSTRAP_KEY: key,
        // A page that a busy machine lets wait for half a minute is still there.
        ANTEROOM_HEARTBEAT_MS: '60000',
        ...this.more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    adopt(child);
    child.stdout.on('data', (text: Buffer) => appendFileSync(this.log, text));
    child.stderr.on('data', (text: Buffer) => appendFileSync(this.log, text));
    this.process = child;
    await this.until(async () => (await this.manage('/readyz')).ok, TEST);
  }

  /** Asks until it holds; an engine that ended meanwhile fails the test with its log. */
  private async until(holds: () => Promise<boolean>, ms: number): Promise<void> {
    for (const end = Date.now() + ms; Date.now() < end;) {
      if (this.process?.exitCode !== null) break;
      if (await holds().catch(() => false)) return;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`The engine is not ready:\n${readFileSync(this.log, 'utf8').slice(-4000)}`);
  }

  /** The engine's process: the command becomes it. */
  get pid(): number {
    if (this.process?.pid === undefined) throw new Error('The engine does not run');
    return this.process.pid;
  }

  manage(path: string): Promise<Response> {
    return fetch(`http://${this.host}:${this.ports.management}${path}`);
  }

  /** Ends the process as a crash would, without a word. */
  async kill(): Promise<void> {
    await end(this.process, 'SIGKILL');
  }

  async stop(): Promise<number | null> {
    return end(this.process, 'SIGTERM');
  }

  async dispose(): Promise<void> {
    await end(this.process, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return (response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as T;
  }

  async session(title: string, policy: Record<string, unknown> = {}): Promise<string> {
    const startsAt = new Date().toISOString();
    const made = await this.call<{ id: string }>('POST', '/v1/sessions', {
      title,
      kind: 'group',
      startsAt,
      durationMinutes: 90,
      capacity: 12,
      policy,
    });
    return made.id;
  }

  async invite(session: string, person: Person): Promise<Seated> {
    const made = await this.call<{ url: string; seat: string }>(
      'POST',
      `/v1/sessions/${session}/invites`,
      person,
    );
    return { ...person, seat: made.seat, url: made.url };
  }

  /** Every file of the data folder and the log, and what /metrics says, as bytes to search. */
  async everythingKept(): Promise<Map<string, Buffer>> {
    const kept = new Map<string, Buffer>();
    const walk = (folder: string): void => {
      for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        if (statSync(path).isDirectory()) walk(path);
        else kept.set(path, readFileSync(path));
      }
    };
    walk(this.folder);
    kept.set('/metrics', Buffer.from(await (await this.manage('/metrics')).text()));
    return kept;
  }
}
