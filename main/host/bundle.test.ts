import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensurePage } from './bundle.ts';

const root = dirname(dirname(import.meta.dirname));
const budgetBytes = 60_000;
let folder: string;
let html: string;

beforeAll(async () => {
  folder = await ensurePage(root);
  html = readFileSync(join(folder, 'index.html'), 'utf8');
}, 60_000);

/** What index.html names itself: the rest comes after the first paint. */
const startFiles = () => [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');

describe('the built page', () => {
  it('starts under 60 kB gzip, without RxDB', () => {
    const files = startFiles();
    expect(files.length).toBeGreaterThan(1);
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
    expect(bytes + gzipSync(html).length).toBeLessThan(budgetBytes);
    const start = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('');
    expect(start).not.toContain('rxdb');
    expect(start).not.toContain('ZodMini');
  });

  it('holds no script or style of its own in the page, as its policy demands', () => {
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  it('is not built again while its sources stay', async () => {
    const before = readFileSync(join(folder, 'index.html'), 'utf8');
    const startedMs = performance.now();
    await ensurePage(root);
    expect(performance.now() - startedMs).toBeLessThan(2000);
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe(before);
  });
});
