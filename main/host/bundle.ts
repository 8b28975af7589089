import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { InlineConfig } from 'vite';

/** What the page is made of; its bundle is stale when any of these changed. */
const pageSources = ['renderer', 'shared', 'drivers', 'main/host/bundle.ts', 'package-lock.json'];

export function pageConfig(root: string): InlineConfig {
  return {
    configFile: false,
    root: join(root, 'renderer'),
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    worker: { format: 'es' },
    build: {
      outDir: join(root, 'dist', 'page'),
      emptyOutDir: true,
      target: 'es2024',
      // The one font is a file of its own, so that the first paint does not wait for it.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: { input: ['index.html', 'customer.html'].map((page) => join(root, 'renderer', page)) },
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

/** Other names for modules: a test puts its own `electron` in. */
type Aliases = Record<string, string>;

/**
 * The desktop app in JavaScript: every module beside the others as in the sources, so that data files keep their relative places;
 * packages stay in node_modules, frozen engines where they are, byte for byte.
 */
export function appConfig(root: string, outDir: string, alias: Aliases = {}): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    resolve: { alias },
    ssr: { external: ['electron'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: join(root, 'main', 'host', 'electron.ts'),
        external: [/engines\/\d+-\w+\.js$/, /^vite$/],
        output: {
          format: 'es',
          preserveModules: true,
          preserveModulesRoot: root,
          entryFileNames: '[name].js',
        },
      },
    },
  };
}

/** The preload script: one file of CommonJS, because the sandbox loads no modules. */
export function preloadConfig(root: string, outDir: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    ssr: { external: ['electron'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: join(root, 'main', 'host', 'preload.ts'),
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  };
}

/** Builds the desktop app with its page; answers its entry. */
export async function buildApp(root: string, outDir: string, alias: Aliases = {}): Promise<string> {
  const { build } = await import('vite');
  const page = await ensurePage(root);
  await build(appConfig(root, outDir, alias));
  await build(preloadConfig(root, outDir));
  cpSync(page, join(outDir, 'page'), { recursive: true });
  cpSync(join(root, 'examples', 'demo-shop'), join(outDir, 'examples', 'demo-shop'), { recursive: true });
  return join(outDir, 'main', 'host', 'electron.js');
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
