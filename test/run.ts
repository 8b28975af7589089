/** `npm test`: sees to it that the machine has what the tests need, then runs them all; arguments go to Vitest. */
import { spawnSync } from 'node:child_process';
import type { SpawnSyncOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensurePage } from '../main/host/bundle.ts';
import { cannotRunHere, onPath } from './cannot-run.ts';
import { findChromium } from './chromium.ts';

const root = dirname(import.meta.dirname);
const aptGet = '/usr/bin/apt-get';

/** Debian's names of what the tests need and this machine lacks. */
function missingPackages(): string[] {
  const missing = findChromium() === undefined ? ['chromium'] : [];
  if (process.platform === 'linux') missing.push(...['socat', 'strace'].filter((name) => onPath(name) === undefined));
  return missing;
}

function install(packages: string[]): void {
  console.log(`Installing what the tests need: ${packages.join(', ')}`);
  const options: SpawnSyncOptions = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync(aptGet, ['update', '-qq'], options);
  spawnSync(aptGet, ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}

function prepare(): void {
  const missing = missingPackages();
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync(aptGet)) install(missing);
  const still = missingPackages();
  if (still.length > 0 && (existsSync(aptGet) || still.includes('chromium'))) {
    const names = still.join(' ');
    console.error(
      `The tests need ${names}: install it (on Debian: sudo apt-get install ${names}), or name a Chromium in KOPILKA_CHROMIUM.`,
    );
    process.exit(1);
  }
  for (const line of cannotRunHere()) console.log(line);
}

prepare();
// Once, before the suites that show it run side by side.
await ensurePage(root);
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const reporters = [
  '--reporter=default',
  '--reporter=json',
  '--reporter=./test/seconds.ts',
  '--outputFile.json=dist/test-report.json',
];
const { status } = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
