import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';

/**
 * `stories` checks every screen for accessibility, `client` runs the built client against a stand-in of the wire;
 * both need nothing but this folder, and each gets the server that it needs. `engine` starts engines of its own and
 * reaches them on loopback, which takes a flag of Chromium's. `namespace` holds the group session once more without
 * that flag: e2e/in-namespace.mjs runs it, in a network namespace where the bridge has another address. With
 * ANTEROOM_MEDIA_BRIDGE=videobridge, for which one must run already, `engine` also asks what only a videobridge can do.
 * `bench` measures, and is there for `./anteroom bench --part bridges` alone.
 */
const benching = process.env['ANTEROOM_BENCH_JSON'] !== undefined;
const onVideobridge = process.env['ANTEROOM_MEDIA_BRIDGE'] === 'videobridge';
const inNamespace = process.env['ANTEROOM_E2E_NAMESPACE'] !== undefined;

const chromium = {
  executablePath: process.env['ANTEROOM_E2E_CHROMIUM'] ?? '/usr/bin/chromium',
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

const onLoopback: NonNullable<PlaywrightTestConfig['projects']> = [
  { name: 'stories', testMatch: 'stories.spec.ts', use: { baseURL: 'http://127.0.0.1:4177' } },
  { name: 'client', testMatch: 'client*.spec.ts', use: { baseURL: 'http://127.0.0.1:4178' } },
  {
    name: 'engine',
    testMatch: 'engine/**/*.spec.ts',
    ...(onVideobridge ? {} : { testIgnore: 'engine/videobridge.spec.ts' }),
  },
];

const server = { reuseExistingServer: true, timeout: 120_000 };
const servers = {
  stories: {
    ...server,
    command:
      'npx vite build --config vite.stories.config.ts && npx vite preview --config vite.stories.config.ts --port 4177 --strictPort --host 127.0.0.1',
    url: 'http://127.0.0.1:4177/stories.html',
  },
  client: {
    ...server,
    command: 'npm run build && npx vite preview --port 4178 --strictPort --host 127.0.0.1',
    url: 'http://127.0.0.1:4178/',
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

export default defineConfig({
  testDir: 'e2e',
  timeout: 60_000,
  // Nothing here asserts a speed: a busy machine may take its time.
  expect: { timeout: 20_000 },
  workers: 1,
  forbidOnly: true,
  reporter: 'list',
  use: { launchOptions: chromium, trace: 'off', actionTimeout: 15_000 },
  projects: inNamespace
    ? [{ name: 'namespace', testMatch: 'engine/session.spec.ts' }]
    : benching
      ? [{ name: 'bench', testMatch: 'bench/*.spec.ts' }]
      : onLoopback,
  webServer:
    inNamespace || benching
      ? []
      : Object.entries(servers)
          .filter(([project]) => named(process.argv).includes(project))
          .map(([, each]) => each),
});
