import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** Whether a process of this id is there. */
export function lives(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const running = new Set<ChildProcess>();

/** This process takes a child with it when it ends, however a test went. The child leads a group of its own. */
export function adopt(child: ChildProcess): void {
  if (running.size === 0) {
    process.removeListener('exit', endAll);
    process.once('exit', endAll);
  }
  running.add(child);
  child.once('exit', () => running.delete(child));
}

function endAll(): void {
  for (const child of running) signal(child, 'SIGKILL');
}

/** Sends a signal to a child and to what it started in turn. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // It ended meanwhile.
  }
}

/** Ends a child that leads a group of its own, and waits for its end; answers its exit code, if it has one. */
export async function end(child: ChildProcess | undefined, name: NodeJS.Signals): Promise<number | null> {
  if (child === undefined) return null;
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  signal(child, name);
  await exited;
  return child.exitCode;
}

/** Ends every process whose environment says this. */
export function endThoseWith(setting: string): void {
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!(pid > 0) || pid === process.pid) continue;
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(setting)) continue;
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone meanwhile, or somebody else's.
    }
  }
}
