import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** What processes have used so far, as /proc says. */
export interface Use {
  readonly seconds: number;
  readonly residentBytes: number;
}

export function useOf(pids: readonly number[]): Use {
  let ticks = 0;
  let residentBytes = 0;
  for (const pid of pids) {
    // The name in brackets may hold spaces; the fields after it are numbered from 3.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    ticks += Number(fields[11]) + Number(fields[12]);
    const resident = /^VmRSS:\s+([0-9]+)/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    residentBytes += 1024 * Number(resident?.[1] ?? 0);
  }
  return { seconds: ticks / TICKS_PER_SECOND, residentBytes };
}

/** Seconds that the threads of a process ran so far, by what their names begin with; none where the kernel does not count. */
export function threadsOf(pid: number, names: Readonly<Record<string, string>>): Record<string, number> {
  const seconds: Record<string, number> = Object.fromEntries(Object.keys(names).map((key) => [key, 0]));
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      const name = readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8');
      const ran = Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
      for (const [key, prefix] of Object.entries(names))
        if (name.startsWith(prefix)) seconds[key] = (seconds[key] ?? 0) + ran / 1e9;
    } catch {
      // It ended meanwhile.
    }
  }
  return seconds;
}
