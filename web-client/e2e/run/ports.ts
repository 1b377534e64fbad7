import { createSocket } from 'node:dgram';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lives } from './processes';

/**
 * Below the ports that a system gives to outgoing connections: a client that knocks at a stopped engine again and again
 * could otherwise be given the engine's own port.
 */
const first = 12_000;
const last = 19_999;
const claims = join(tmpdir(), 'anteroom-e2e-ports');
const own = new Set<number>();

/** Ports that nothing uses and that no other run is given while this process lives. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = first + Math.floor(Math.random() * (last - first + 1));
    if (!claim(port)) continue;
    if ((await freeForTcp(port)) && (await freeForUdp(port))) ports.push(port);
    else release(port);
  }
  return ports;
}

/** A file of the port's name says whose it is; one of a process that is gone says nothing. */
function claim(port: number): boolean {
  mkdirSync(claims, { recursive: true });
  const file = join(claims, String(port));
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      if (own.size === 0) process.once('exit', () => [...own].forEach(release));
      own.add(port);
      return true;
    } catch {
      if (lives(holder(file))) return false;
      rmSync(file, { force: true });
    }
  }
  return false;
}

/** The process that holds a claim; 0 where it says none, as while it is being written. */
function holder(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    return 0;
  }
}

function release(port: number): void {
  own.delete(port);
  rmSync(join(claims, String(port)), { force: true });
}

function freeForTcp(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const server = createServer();
    server.once('error', () => settle(false));
    server.listen({ port, host: '0.0.0.0', exclusive: true }, () => server.close(() => settle(true)));
  });
}

function freeForUdp(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = createSocket('udp4');
    socket.once('error', () => settle(false));
    socket.bind({ port, address: '0.0.0.0', exclusive: true }, () => socket.close(() => settle(true)));
  });
}
