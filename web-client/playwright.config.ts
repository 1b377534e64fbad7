import { defineConfig, type PlaywrightTestConfig, type ReporterDescription } from '@playwright/test';
import { join, resolve } from 'node:path';
import { PATIENCE, STORY, TEST } from './e2e/patience';
import { runFolder } from './e2e/run/folder';
import { freePorts } from './e2e/run/ports';

/**
 * `stories` checks every screen for accessibility, `client` runs the built client against a stand-in of the wire;
 * both need nothing but this folder, and each gets the server that it needs. `engine` starts engines of its own and
 * reaches them on loopback, which takes a flag of Chromium's. `namespace` holds the group session once more without
 * that flag, what a change of network does, and the session with Firefox, which takes media on no loopback:
 * e2e/in-namespace.mjs runs them, in a network namespace where the bridge has another address. With
 * ANTEROOM_MEDIA_BRIDGE=videobridge, for which one must run already, `engine` also asks what only a videobridge can do.
 * `bench` measures, and is there for `./anteroom bench` alone: its parts bridges, lines and janus.
 *
 * Runs at the same time, of one checkout or of several, share nothing: each has a folder and ports of its own.
 */
const benching = process.env['ANTEROOM_BENCH_JSON'] !== undefined;
const onVideobridge = process.env['ANTEROOM_MEDIA_BRIDGE'] === 'videobridge';
const inNamespace = process.env['ANTEROOM_E2E_NAMESPACE'] !== undefined;
const run = benching ? 'bench' : inNamespace ? 'namespace' : 'e2e';

const whole = process.env['ANTEROOM_E2E_CHROMIUM'] ?? '/usr/bin/chromium';

const chromium = {
  // The same engine without windows costs less where many pages are open; one session is held in the whole browser.
  executablePath: inNamespace ? whole : (process.env['ANTEROOM_E2E_HEADLESS'] ?? whole),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    ...(inNamespace ? [] : ['--allow-loopback-in-peer-connection']),
    // A page that a test writes has no address of its own, and may otherwise not load from this machine.
    '--disable-features=LocalNetworkAccessChecks',
  ],
};

/** Chosen by the first process, which starts the servers; its workers read this file again and find them. */
const variable = 'ANTEROOM_E2E_PORTS';
process.env[variable] ??= (await freePorts(2)).join(',');
const [stories = '', client = ''] = process.env[variable].split(',');
const at = (port: string): string => `http://127.0.0.1:${port}`;

/** Pages that send and receive pictures fill two cores by themselves: one story at a time. */
const pagesFill = 1;

const onLoopback: NonNullable<PlaywrightTestConfig['projects']> = [
  { name: 'stories', testMatch: 'stories.spec.ts', use: { baseURL: at(stories) } },
  { name: 'client', testMatch: 'client*.spec.ts', use: { baseURL: at(client) } },
  {
    name: 'engine',
    testMatch: 'engine/**/*.spec.ts',
    timeout: STORY,
    workers: pagesFill,
    testIgnore: [
      'engine/network.spec.ts',
      'engine/firefox.spec.ts',
      ...(onVideobridge ? [] : ['engine/videobridge.spec.ts']),
    ],
  },
];

/** Built aside: what an engine serves, and what another run looks at, stay as they are. */
const built = (name: string): string => join(runFolder(), name);
const preview = (port: string): string => `--port ${port} --strictPort --host 127.0.0.1`;
const server = { reuseExistingServer: false, timeout: TEST };
const servers = {
  stories: {
    ...server,
    command: [
      `npx vite build --config vite.stories.config.ts --outDir ${built('stories')}`,
      `npx vite preview --config vite.stories.config.ts --outDir ${built('stories')} ${preview(stories)}`,
    ].join(' && '),
    url: `${at(stories)}/stories.html`,
  },
  client: {
    ...server,
    command: [
      `npx vite build --outDir ${built('client')}`,
      `npx vite build --config vite.embed.config.ts --outDir ${built('client')}`,
      `npx vite preview --outDir ${built('client')} ${preview(client)}`,
    ].join(' && '),
    url: `${at(client)}/`,
  },
};

/** The projects that the command line names, or all: Playwright itself would start every server for each of them. */
function named(words: readonly string[]): readonly string[] {
  const names = words.flatMap((word, i) => {
    if (word.startsWith('--project=')) return [word.slice('--project='.length)];
    return word === '--project' ? [words[i + 1] ?? ''] : [];
  });
  return names.length === 0 ? Object.keys(servers) : names;
}

const junit = process.env['ANTEROOM_JUNIT'];
const reporters: ReporterDescription[] = [
  ['list', { printSteps: true }],
  ...(junit ? [['junit', { outputFile: join(resolve(junit), `${run}.xml`) }] as ReporterDescription] : []),
];

export default defineConfig({
  testDir: 'e2e',
  // Playwright empties it first: the run in the namespace must leave the pictures of the one before.
  outputDir: join(resolve(process.env['ANTEROOM_E2E_OUTPUT'] || 'test-results'), run),
  timeout: TEST,
  // Nothing here asserts a speed: a busy machine may take its time.
  expect: { timeout: PATIENCE, toPass: { timeout: PATIENCE } },
  workers: 2,
  forbidOnly: true,
  reporter: reporters,
  use: { launchOptions: chromium, trace: 'off', actionTimeout: PATIENCE, navigationTimeout: PATIENCE },
  projects: benching
    ? [{ name: 'bench', testMatch: 'bench/*.spec.ts' }]
    : inNamespace
      ? [
          {
            name: 'namespace',
            testMatch: /engine\/(session|network|firefox)\.spec\.ts$/u,
            timeout: STORY,
            workers: pagesFill,
          },
        ]
      : onLoopback,
  webServer:
    inNamespace || benching
      ? []
      : Object.entries(servers)
          .filter(([project]) => named(process.argv).includes(project))
          .map(([, each]) => each),
});
