import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { canRun, onPath } from '../cannot-run.ts';
import { chanceOf } from './random.ts';
import { serve } from './visits.ts';
import { moveIn, openWorld } from './world.ts';
import type { World } from './world.ts';

/** A kill keeps what the kernel has; only a flush keeps it over a power cut. A folder on a disk, not in memory. */
const under = join(import.meta.dirname, '../../dist/fsyncs');
const visits = 25;

let world: World;
afterEach(() => world.remove());

describe.runIf(canRun('fsyncs'))('the journal', () => {
  it(
    'is flushed to the disk at least once for each transaction that it says is committed',
    { timeout: 120_000 },
    async () => {
      world = openWorld(chanceOf(1), under);
      const hub = world.hub();
      await hub.opened;
      const log = join(world.folder, 'strace.log');
      const strace = [onPath('strace')!, '-f', '-y', '--seccomp-bpf', '-e', 'trace=fsync,fdatasync', '-o', log];
      const till = world.till({ under: strace });
      await till.opened;
      await moveIn(world, till);
      await world.counter.resume(till);
      let served = 0;
      await serve(world.counter, () => (served += 1) <= visits);
      const commits = await till.call<number>('commits');
      await till.close();
      await hub.close();

      const acknowledged = world.acknowledged().size;
      const flushes = flushesOf(readFileSync(log, 'utf8'), 'journal.db-wal');
      console.log(
        `${flushes} flushes of the journal's log for ${commits} commits, ${acknowledged} receipts acknowledged`,
      );
      expect(acknowledged).toBeGreaterThan(visits / 2);
      expect(commits).toBeGreaterThan(acknowledged);
      expect(flushes).toBeGreaterThanOrEqual(commits);
    },
  );
});

/** `1234 fdatasync(21</folder/journal.db-wal>) = 0`: by file, for the replica flushes its own. */
function flushesOf(log: string, file: string): number {
  return log.split('\n').filter((line) => line.includes('sync(') && line.includes(`/${file}>`)).length;
}
