import { test, type Browser } from '@playwright/test';
import { button, expectInRoom } from '../people';
import { assemble, expectLanded, type Eight, type Guest } from '../engine/eight';
import type { Engine } from '../engine/engine';
import { command } from '../engine/group';
import { carrier } from '../engine/videobridge';
import { engineOn, kinds, settings, tableOfBridges, type Kind } from './figures';
import { firstPicture, record, seen } from './pictures';
import { useOf } from './processes';

/**
 * `./anteroom bench --part bridges`: the same session of eight people in real Chromium by the embedded bridge and by
 * videobridges. It prints figures side by side, writes them as JSON, and judges nothing.
 */
const { pids, seconds, bridges } = settings;
const table = tableOfBridges();
const { remarks } = table;

function add(kind: Kind, name: string, value: number | undefined, unit: string, how: string): void {
  table.add(kind, name, value, unit, how);
}

function spread(kind: Kind, name: string, values: readonly number[], how: string): void {
  const sorted = [...values].sort((a, b) => a - b);
  add(kind, `${name}, median`, sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN, 'ms', how);
  add(kind, `${name}, slowest`, sorted.at(-1) ?? NaN, 'ms', how);
}

const everybody = ({ lena, amir, patients }: Eight): readonly Guest[] => [lena, amir, ...patients];

async function letIn(group: Eight): Promise<void> {
  await button(group.lena.page, 'Admit all').click();
  for (const { page } of group.patients) await expectInRoom(page);
  await button(group.lena.page, 'Start session').click();
}

/** Who is moved by `act` gets a new connection each: when its first picture came, and how long there was none. */
async function afterNewConnections(
  people: readonly Guest[],
  act: () => Promise<unknown>,
): Promise<{ first: number[]; gaps: number[]; never: number }> {
  const before = await Promise.all(people.map(async ({ page }) => (await seen(page)).connections));
  const start = Date.now();
  await act();
  const came = await Promise.all(people.map(({ page }, i) => firstPicture(page, before[i] ?? 0)));
  const there = came.filter((each) => each !== undefined);
  return {
    first: there.map(({ at }) => at - start),
    gaps: there.map(({ gap }) => gap),
    never: came.length - there.length,
  };
}

async function steady(kind: Kind, engine: Engine, group: Eight): Promise<void> {
  const people = everybody(group);
  const own = kind === 'videobridge' ? pids : [];
  const before = await Promise.all(people.map(({ page }) => seen(page)));
  const [engineBefore, bridgeBefore, start] = [useOf([engine.pid]), useOf(own), Date.now()];
  await group.lena.page.waitForTimeout(1000 * seconds);
  const took = (Date.now() - start) / 1000;
  const [engineUse, bridgeUse] = [useOf([engine.pid]), useOf(own)];
  const after = await Promise.all(people.map(({ page }) => seen(page)));
  const more = (of: 'frames' | 'freezes' | 'frozenMs'): number =>
    after.reduce((sum, now, i) => sum + now[of] - (before[i]?.[of] ?? 0), 0);
  const core = (now: number, then: number): number => (100 * (now - then)) / took;
  const mebi = 1024 * 1024;
  add(kind, 'engine, processor', core(engineUse.seconds, engineBefore.seconds), '% core', '/proc');
  add(kind, 'engine, memory', engineUse.residentBytes / mebi, 'MiB', '/proc');
  const all = `/proc, ${pids.length} videobridge(s); the embedded one is in the engine`;
  const measured = own.length > 0;
  const spent = measured ? core(bridgeUse.seconds, bridgeBefore.seconds) : undefined;
  add(kind, 'videobridges, processor', spent, '% core', all);
  add(kind, 'videobridges, memory', measured ? bridgeUse.residentBytes / mebi : undefined, 'MiB', all);
  if (kind === 'videobridge' && !measured) {
    remarks.push('The videobridges were not measured: no --videobridge-pid was given.');
  }
  add(kind, 'frames decoded', more('frames') / took, '/s', 'getStats of eight pages');
  add(kind, 'freezes', more('freezes'), '', 'getStats of eight pages');
  add(kind, 'frozen', more('frozenMs'), 'ms', 'getStats of eight pages');
}

async function moves(kind: Kind, engine: Engine, group: Eight): Promise<void> {
  const { session, patients } = group;
  await command(engine, session, 'planBreakouts', { mode: 'random', roomCount: 3 });
  const there = await afterNewConnections(patients, () => command(engine, session, 'openBreakouts', {}));
  const how = 'six pages, looked at every 50 ms';
  spread(kind, 'place created to first frame', there.first, how);
  spread(kind, 'gap in a move to a breakout', there.gaps, how);
  await expectLanded(engine, session);
  const back = await afterNewConnections(patients, () =>
    command(engine, session, 'closeBreakouts', { countdownSeconds: 0 }),
  );
  spread(kind, 'gap in a move back', back.gaps, how);
  add(kind, 'moves without a picture within 30 s', there.never + back.never, '', how);
  await expectLanded(engine, session);
}

async function failover(kind: Kind, engine: Engine, group: Eight): Promise<void> {
  if (kind === 'embedded') {
    remarks.push(
      'Failover of the embedded bridge is a restart of the engine: ./anteroom bench --part media.',
    );
    return;
  }
  if (bridges < 2 || pids.length !== bridges) {
    remarks.push('Failover was not measured: it wants two --videobridge and the --videobridge-pid of each.');
    return;
  }
  const pid = pids[await carrier(engine)] ?? 0;
  const after = await afterNewConnections(everybody(group), () => {
    process.kill(pid, 'SIGKILL');
    return Promise.resolve();
  });
  const how = 'eight pages, from the kill of the process on';
  spread(kind, 'bridge killed to first frame', after.first, how);
  add(kind, 'people without a picture 30 s after it', after.never, '', how);
}

async function measure(kind: Kind, browser: Browser): Promise<void> {
  const engine = engineOn(kind);
  try {
    await engine.start();
    const group = await assemble(browser, engine, { more: record });
    const admitted = await afterNewConnections(group.patients, () => letIn(group));
    spread(kind, 'let in to first frame', admitted.first, 'six pages, looked at every 50 ms');
    await expectLanded(engine, group.session);
    await steady(kind, engine, group);
    await moves(kind, engine, group);
    await failover(kind, engine, group);
    for (const { context } of everybody(group)) await context.close();
  } finally {
    await engine.dispose();
  }
}

for (const kind of kinds) {
  test(`eight people by ${kind}`, async ({ browser }) => {
    test.setTimeout(600_000);
    await measure(kind, browser);
  });
}

test.afterAll(() => table.write());
