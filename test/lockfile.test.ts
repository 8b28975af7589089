import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Locked = { optionalDependencies?: Record<string, string> };
type Lock = { packages: Record<string, Locked> };

const lock = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8')) as Lock;

/** Whether a package at `path` finds `name` in its own node_modules or in one above, as Node looks for it. */
function isLocked(path: string, name: string): boolean {
  const folders = path.split(/(?:^|\/)node_modules\//);
  return folders.some((_, depth) => {
    const above = folders.slice(1, folders.length - depth).map((folder) => `node_modules/${folder}/`);
    return `${above.join('')}node_modules/${name}` in lock.packages;
  });
}

describe('package-lock.json', () => {
  it('names the binaries of every platform, or `npm ci` refuses it everywhere', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
    );
    expect(missing).toEqual([]);
  });
});
