import { readFileSync } from 'node:fs';

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
