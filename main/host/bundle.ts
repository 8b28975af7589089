import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { InlineConfig } from 'vite';

/** What the page is made of; its bundle is stale when any of these changed. */
const pageSources = ['renderer', 'shared', 'drivers', 'main/host/bundle.ts', 'package-lock.json'];

export function pageConfig(root: string): InlineConfig {
  return {
    configFile: false,
    root: join(root, 'renderer', 'cashier'),
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: join(root, 'dist', 'page'),
      emptyOutDir: true,
      target: 'es2024',
      // The one font is a file of its own, so that the first paint does not wait for it.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  };
}

/**
 * Where the built page lies, built now when it is missing or older than its sources (a second or two). A packed till has no
 * sources: what was packed with it is used.
 */
export async function ensurePage(root: string): Promise<string> {
  const folder = join(root, 'dist', 'page');
  if (!existsSync(join(root, 'renderer'))) return folder;
  const stamp = join(root, 'dist', 'page.stamp');
  const digest = digestOf(root, pageSources);
  const isFresh = existsSync(join(folder, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
  if (!isFresh) {
    const { build } = await import('vite');
    await build(pageConfig(root));
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, digest);
  }
  return folder;
}

function digestOf(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesOf(root, path)) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function filesOf(root: string, path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted();
}
