import { defineConfig } from 'vitest/config';

/** It sets what the whole process goes by, and runs other files' tests again. */
const apart = ['test/postgres/hub.test.ts'];
const never = ['**/node_modules/**', 'dist/**', '.kopilka/**', 'test/bench/peers/**'];

export default defineConfig({
  test: {
    environment: 'node',
    setupFiles: 'test/property-runs.ts',
    globalSetup: 'test/postgres/setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        // One file after another in the same process: each would take half a second to load the same modules.
        test: { name: 'all', include: ['**/*.test.{ts,tsx}'], exclude: [...never, ...apart], isolate: false },
      },
      { extends: true, test: { name: 'apart', include: apart, exclude: never } },
    ],
  },
});
