import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const example = resolve(import.meta.dirname, '../../../config/coturn/turnserver.conf');

/** A real coturn on this machine, by the project's own example of a configuration with this machine's values in it. */
export class Relay {
  private process: ChildProcess | undefined;
  readonly secret = 'a-secret-of-the-relay-end-to-end-test';
  readonly folder = join(tmpdir(), `anteroom-relay-${randomUUID()}`);
  private readonly logFile = join(this.folder, 'log');

  /**
   * @param address - where it listens and relays from
   * @param peer - the one address that it relays to
   */
  constructor(
    readonly ports: { readonly plain: number; readonly tls: number },
    private readonly address = '127.0.0.1',
    private readonly peer = address,
  ) {}

  /** Makes the folder and the certificate, whose hash the browser must be given before it starts. */
  prepare(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const words =
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=relay ' +
      `-addext subjectAltName=IP:${this.address} -keyout ${this.folder}/relay.key -out ${this.folder}/relay.pem`;
    execFileSync('openssl', words.split(' '), { stdio: 'ignore' });
  }

  /** The certificate's public key, as Chromium is told to trust it. */
  get publicKeyHash(): string {
    const { publicKey } = new X509Certificate(readFileSync(join(this.folder, 'relay.pem')));
    return createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64');
  }

  private configuration(): string {
    const changed: Record<string, string> = {
      'listening-port': String(this.ports.plain),
      'tls-listening-port': String(this.ports.tls),
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
    const own = [
      `listening-ip=${this.address}`,
      `relay-ip=${this.address}`,
      'allow-loopback-peers',
      'verbose',
    ];
    return [...lines, ...own, `userdb=${this.folder}/db`, `pidfile=${this.folder}/pid`, ''].join('\n');
  }

  async start(): Promise<void> {
    const file = join(this.folder, 'turnserver.conf');
    writeFileSync(file, this.configuration(), { mode: 0o600 });
    const log = openSync(this.logFile, 'a');
    this.process = spawn('turnserver', ['-c', file], { stdio: ['ignore', log, log] });
    await Promise.all([this.listens(this.ports.plain), this.listens(this.ports.tls)]);
  }

  private async listens(port: number): Promise<void> {
    for (const end = Date.now() + 20_000; Date.now() < end;) {
      if (this.process?.exitCode !== null) break;
      if (await accepts(port, this.address)) return;
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
    const child = this.process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
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
