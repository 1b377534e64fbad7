import { execSync } from 'node:child_process';
import type { Engine } from './engine';

/** The videobridges that these tests were given: what can be seen of them from their own side, and how one is killed. */

const addresses = (process.env['ANTEROOM_MEDIA_VIDEOBRIDGES'] ?? '').split(',').filter(Boolean);
const pids = (process.env['ANTEROOM_E2E_KILL_PIDS'] ?? '').split(',').filter(Boolean).map(Number);
const command = process.env['ANTEROOM_E2E_KILL'];
const killed = new Set<number>();

/** Whether one can be killed and another take over. */
export const canKill = addresses.length > 1 && (pids.length === addresses.length || command !== undefined);

/** The place in media.videobridges of the one that carries this engine's people. */
export async function carrier(engine: Engine): Promise<number> {
  const metrics = await (await engine.manage('/metrics')).text();
  const line = /anteroom_videobridge_endpoints\{bridge="([0-9]+)"\} (?!0\.0)/u.exec(metrics);
  if (line === null) throw new Error('No videobridge carries anybody');
  return Number(line[1]);
}

/** Kills it, by its process or by the command that was given for it; answers when. */
export function kill(bridge: number): number {
  const pid = pids[bridge];
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  else execSync(command ?? 'false', { env: { ...process.env, ANTEROOM_E2E_BRIDGE: String(bridge) } });
  killed.add(bridge);
  return Date.now();
}

interface Debug {
  readonly conferences: Record<
    string,
    { readonly meeting_id?: string; readonly endpoints?: Record<string, Endpoint | string> }
  >;
}

interface Endpoint {
  readonly transceiver?: { readonly media_sources?: Record<string, unknown> };
}

/** What a videobridge says of itself at a path; fails where it says nothing, which is not the same as having nothing. */
async function read(bridge: number, path: string): Promise<Debug> {
  const answer = await fetch(`${addresses[bridge] ?? ''}${path}`).catch((cause: unknown) => {
    throw new Error(`Videobridge ${bridge} does not answer at ${path}`, { cause });
  });
  const said = answer.ok
    ? ((await answer.json().catch(() => undefined)) as Partial<Debug> | undefined)
    : undefined;
  if (said?.conferences === undefined)
    throw new Error(`Videobridge ${bridge} answers ${answer.status} at ${path}, and names no conferences`);
  return { conferences: said.conferences };
}

/** The conferences that the videobridges have now, by the ids that they were given; of one that was killed none. */
export async function conferences(): Promise<string[]> {
  const alive = [...addresses.keys()].filter((bridge) => !killed.has(bridge));
  const each = await Promise.all(alive.map((bridge) => read(bridge, '/debug')));
  return each.flatMap((held) =>
    Object.values(held.conferences).map((conference) => conference.meeting_id ?? ''),
  );
}

/** The names of the video sources that a videobridge was told of, in all of its conferences. */
export async function declared(bridge: number): Promise<string[]> {
  const names: string[] = [];
  for (const id of Object.keys((await read(bridge, '/debug')).conferences)) {
    const endpoints = (await read(bridge, `/debug/${id}`)).conferences[id]?.endpoints ?? {};
    for (const endpoint of Object.values(endpoints)) {
      if (typeof endpoint === 'object') names.push(...Object.keys(endpoint.transceiver?.media_sources ?? {}));
    }
  }
  return names;
}
