import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join, resolve } from 'node:path';
import { PATIENCE } from '../patience';
import { runFolder } from '../run/folder';
import { freePorts } from '../run/ports';
import { adopt, end } from '../run/processes';

const example = resolve(import.meta.dirname, '../../../config/coturn/turnserver.conf');

/** How a browser reaches the relay. */
export type Way = 'udp' | 'tcp' | 'tls';

/** A real coturn on this machine, by the project's own example of a configuration with this machine's values in it. */
export class Relay {
  private process: ChildProcess | undefined;
  private ports: { readonly plain: number; readonly tls: number } | undefined;
  readonly secret = 'a-secret-of-the-relay-end-to-end-test';
  readonly folder = join(runFolder(), `relay-${randomUUID()}`);
  private readonly logFile = join(this.folder, 'log');

  /**
   * @param host - where it listens and relays from
   * @param peer - the one address that it relays to
   */
  constructor(
    private readonly host = '127.0.0.1',
    private readonly peer = host,
  ) {}

  /** Chooses ports, makes the folder and the certificate, whose hash the browser must be given before it starts. */
  async prepare(): Promise<void> {
    const [plain, tls] = (await freePorts(2)) as [number, number];
    this.ports = { plain, tls };
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const words =
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=relay ' +
      `-addext subjectAltName=IP:${this.host} -keyout ${this.folder}/relay.key -out ${this.folder}/relay.pem`;
    execFileSync('openssl', words.split(' '), { stdio: 'ignore' });
  }

  /** The certificate's public key, as Chromium is told to trust it. */
  get publicKeyHash(): string {
    const { publicKey } = new X509Certificate(readFileSync(join(this.folder, 'relay.pem')));
    return createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64');
  }

  private listening(): { readonly plain: number; readonly tls: number } {
    if (this.ports === undefined) throw new Error('The relay was not prepared');
    return this.ports;
  }

  port(way: Way): number {
    const { plain, tls } = this.listening();
    return way === 'tls' ? tls : plain;
  }

  /** What a browser is told, for each way to it. */
  address(way: Way): string {
    return way === 'tls'
      ? `turns:${this.host}:${this.port(way)}?transport=tcp`
      : `turn:${this.host}:${this.port(way)}?transport=${way}`;
  }

  private configuration(): string {
    const { plain, tls } = this.listening();
    const changed: Record<string, string> = {
      'listening-port': String(plain),
      'tls-listening-port': String(tls),
      'static-auth-secret': this.secret,
      'allowed-peer-ip': this.peer,
      cert: join(this.folder, 'relay.pem'),
      pkey: join(this.folder, 'relay.key'),
    };
    const lines = readFileSync(example, 'utf8')
      .split('\n')
      .map((line) => {
        const key = line.split('=')[0] ?? '';
        const value = changed[key];
        return value === undefined ? line : `${key}=${value}`;
      });
    const own = [`listening-ip=${this.host}`, `relay-ip=${this.host}`, 'allow-loopback-peers', 'verbose'];
    return [...lines, ...own, `userdb=${this.folder}/db`, `pidfile=${this.folder}/pid`, ''].join('\n');
  }

  async start(): Promise<void> {
    const file = join(this.folder, 'turnserver.conf');
    writeFileSync(file, this.configuration(), { mode: 0o600 });
    const log = openSync(this.logFile, 'a');
    this.process = spawn('turnserver', ['-c', file], { stdio: ['ignore', log, log], detached: true });
    adopt(this.process);
    const { plain, tls } = this.listening();
    await Promise.all([this.listens(plain), this.listens(tls)]);
  }

  private async listens(port: number): Promise<void> {
    for (const end = Date.now() + PATIENCE; Date.now() < end;) {
      if (this.process?.exitCode !== null) break;
      if (await accepts(port, this.host)) return;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`The relay does not listen on ${port}:\n${this.log().slice(-4000)}`);
  }

  /** Everything that it wrote, each request and each user name in it. */
  log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  /** Ends the process as a crash would, without a word. */
  async kill(): Promise<void> {
    await end(this.process, 'SIGKILL');
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function accepts(port: number, address: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = createConnection(port, address);
    socket.once('connect', () => {
      socket.destroy();
      settle(true);
    });
    socket.once('error', () => settle(false));
  });
}
