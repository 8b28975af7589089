import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KopilkaError } from '../../../shared/protocol/errors.ts';

/** Where the demo keeps its shop between starts. The till's key lies outside its data folder, as everywhere. */
export type DemoFolder = {
  dir: string;
  hub: string;
  till: string;
  keys: string;
  page: string;
  /** Runs once in the life of the folder; again after a start that failed in it. */
  furnish(work: () => Promise<void>): Promise<void>;
  /** Says that the demo runs here, until it ends. */
  claim(origin: string): void;
  release(): void;
};

/** Throws `demo.running` where another start already sells in the folder. `fresh` wipes what an earlier one left. */
export function demoFolder(path: string, fresh: boolean): DemoFolder {
  const dir = resolve(path);
  const runningFile = join(dir, 'running.json');
  refuseSecond(runningFile);
  if (fresh) rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return {
    dir,
    hub: join(dir, 'hub'),
    till: join(dir, 'till'),
    keys: join(dir, 'keys'),
    page: join(dir, 'open.html'),
    async furnish(work) {
      const furnished = join(dir, 'furnished');
      if (existsSync(furnished)) return;
      await work();
      writeFileSync(furnished, '');
    },
    claim: (origin) => writeFileSync(runningFile, JSON.stringify({ pid: process.pid, origin })),
    release: () => rmSync(runningFile, { force: true }),
  };
}

function refuseSecond(runningFile: string): void {
  if (!existsSync(runningFile)) return;
  const { pid, origin } = JSON.parse(readFileSync(runningFile, 'utf8')) as { pid: number; origin: string };
  if (isAlive(pid)) throw new KopilkaError('demo.running', { pid, origin });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
