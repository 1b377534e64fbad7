import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** What two videobridges say of themselves: a status, and a body. */
interface Said {
  status: number;
  body: string;
}

const held = (...meetings: string[]): Said => ({
  status: 200,
  body: JSON.stringify({
    conferences: Object.fromEntries(meetings.map((meeting, i) => [`c${i}`, { meeting_id: meeting }])),
  }),
});

let said: Said[] = [];
let servers: Server[] = [];

async function serve(bridge: number): Promise<Server> {
  const server = createServer((_request, response) => {
    const { status, body } = said[bridge] ?? { status: 500, body: '' };
    response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function stop(bridge: number): Promise<void> {
  await new Promise((resolve) => servers[bridge]?.close(resolve));
}

/** Reads which videobridges there are when it is loaded. */
async function loaded() {
  const at = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('ANTEROOM_MEDIA_VIDEOBRIDGES', at.join(','));
  vi.stubEnv('ANTEROOM_E2E_KILL_PIDS', '');
  vi.stubEnv('ANTEROOM_E2E_KILL', 'true');
  vi.resetModules();
  return import('./videobridge');
}

beforeEach(async () => {
  said = [held('one'), held('two', 'three')];
  servers = [await serve(0), await serve(1)];
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([stop(0), stop(1)]);
});

it('namesTheConferencesOfAllVideobridges', async () => {
  const { conferences } = await loaded();
  expect(await conferences()).toEqual(['one', 'two', 'three']);
  said = [held(), held()];
  expect(await conferences()).toEqual([]);
});

it('doesNotTakeAVideobridgeThatIsAwayForOneWithoutConferences_unlessItWasKilled', async () => {
  const { conferences, kill } = await loaded();
  await stop(1);
  await expect(conferences()).rejects.toThrow('Videobridge 1 does not answer at /debug');
  kill(1);
  expect(await conferences()).toEqual(['one']);
});

it.each([
  { status: 404, body: '{"conferences":{}}' },
  { status: 500, body: '' },
  { status: 200, body: '{}' },
  { status: 200, body: 'hello' },
])('doesNotTakeAnAnswerThatSaysNothingForNone: $status $body', async (answer) => {
  said[0] = answer;
  const { conferences, declared } = await loaded();
  await expect(conferences()).rejects.toThrow(`Videobridge 0 answers ${answer.status} at /debug`);
  await expect(declared(0)).rejects.toThrow(`Videobridge 0 answers ${answer.status} at /debug`);
});
