import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endThoseWith, lives } from './processes';

const variable = 'ANTEROOM_E2E_RUN';
const named = /^anteroom-e2e-run-([0-9]+)$/u;

/**
 * The folder of this run, for everything that it builds and keeps while it runs: made by the first process that asks,
 * which removes it when it ends, and handed on to the others by the environment. What a killed run left behind goes too:
 * its folder, and every process that has the folder in its environment.
 */
export function runFolder(): string {
  const known = process.env[variable];
  if (known !== undefined) return known;
  sweep();
  const folder = join(tmpdir(), `anteroom-e2e-run-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // Without this, a process that is told to end leaves without its exit, and its servers stay.
  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
  process.env[variable] = folder;
  return folder;
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(named.exec(name)?.[1] ?? 0);
    if (pid === 0 || lives(pid)) continue;
    const folder = join(tmpdir(), name);
    endThoseWith(`${variable}=${folder}`);
    rmSync(folder, { recursive: true, force: true });
  }
}
