import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Where the results go as JUnit XML, too. */
const junit = process.env['ANTEROOM_JUNIT'];

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'e2e/**/*.test.ts'],
    // No speed is asserted: a busy machine may take its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    ...(junit ? { reporters: ['default', 'junit'], outputFile: { junit: join(junit, 'vitest.xml') } } : {}),
  },
});
