import { defineConfig } from '@playwright/test';

/**
 * `stories` checks every screen for accessibility, `client` runs the built client against a stand-in of the wire;
 * both need nothing but this folder. `engine` needs a running engine, at ANTEROOM_URL (http://127.0.0.1:8080).
 */
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
    '--allow-loopback-in-peer-connection',
    // A page that a test writes has no address of its own, and may otherwise not load from this machine.
    '--disable-features=LocalNetworkAccessChecks',
  ],
};

export default defineConfig({
  testDir: 'e2e',
  timeout: 60_000,
  workers: 1,
  reporter: 'list',
  use: { launchOptions: chromium, trace: 'off', actionTimeout: 15_000 },
  projects: [
    { name: 'stories', testMatch: 'stories.spec.ts', use: { baseURL: 'http://127.0.0.1:4177' } },
    { name: 'client', testMatch: 'client.spec.ts', use: { baseURL: 'http://127.0.0.1:4178' } },
    {
      name: 'engine',
      testMatch: 'engine/**/*.spec.ts',
      use: { baseURL: process.env['ANTEROOM_URL'] ?? 'http://127.0.0.1:8080' },
    },
  ],
  webServer: [
    {
      command:
        'npx vite build --config vite.stories.config.ts && npx vite preview --config vite.stories.config.ts --outDir dist-stories --port 4177 --strictPort --host 127.0.0.1',
      url: 'http://127.0.0.1:4177/stories.html',
      reuseExistingServer: true,
      timeout: 60_000,
    },
    {
      command: 'npm run build && npx vite preview --port 4178 --strictPort --host 127.0.0.1',
      url: 'http://127.0.0.1:4178/',
      reuseExistingServer: true,
      timeout: 60_000,
    },
  ],
});
