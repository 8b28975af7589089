import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const renderer = join(import.meta.dirname, 'renderer');

/** Every folder of renderer/ that holds an index.html is a page: cashier, display, and so on. */
const pages = Object.fromEntries(
  readdirSync(renderer)
    .map((name) => [name, join(renderer, name, 'index.html')] as const)
    .filter(([, file]) => existsSync(file)),
);

/** The pages, built into dist/page for both hosts: loopback and Electron's own protocol. */
export default defineConfig({
  root: renderer,
  base: './',
  publicDir: false,
  build: {
    outDir: join(import.meta.dirname, 'dist', 'page'),
    emptyOutDir: true,
    target: 'chrome120',
    modulePreload: { polyfill: false },
    // A strict CSP allows no data: addresses.
    assetsInlineLimit: 0,
    rolldownOptions: { input: pages },
  },
});
