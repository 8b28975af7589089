import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../main/host/bundle.ts';
import type { HelloView } from '../../shared/protocol/page.ts';

const root = dirname(dirname(import.meta.dirname));
/** Within the project, because packages and frozen engines are found from there, as in the packed app. */
const outDir = join(root, 'dist', 'app-test');
let entry: string;

beforeAll(async () => {
  entry = await buildApp(root, outDir, { electron: join(import.meta.dirname, 'electron.ts') });
}, 120_000);
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

describe('the bundled main process, under Node with a stand-in for Electron', () => {
  it('opens journal, hub and demo shop, gives its window a port, answers on it and ends cleanly', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kopilka-desktop-'));
    const { stdout, stderr, status } = spawnSync(process.execPath, [entry, '--demo', join(folder, 'demo')], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    rmSync(folder, { recursive: true });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { result } = JSON.parse(stdout) as { result: HelloView };
    expect(result.sale.phase).toBe('selling');
    expect(result.demo?.length).toBeGreaterThan(10);
  }, 90_000);

  it('says in one box what a till that was never set up needs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kopilka-desktop-'));
    const { status, stdout } = spawnSync(process.execPath, [entry, '--data', join(folder, 'till')], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    rmSync(folder, { recursive: true });
    expect(stdout).toContain('till needs --till');
    expect(status).toBe(1);
  });
});

describe('the bundled preload script', () => {
  it('is one file that needs electron alone, and gives the page one function', () => {
    const code = readFileSync(join(outDir, 'preload.cjs'), 'utf8');
    const exposed: Record<string, { requestPort: () => void }> = {};
    const sent: string[] = [];
    const posted: unknown[] = [];
    const listeners = new Map<string, (event: unknown) => void>();
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: { requestPort: () => void }) => (exposed[name] = api) },
      ipcRenderer: {
        send: (channel: string) => sent.push(channel),
        on: (channel: string, listener: (event: unknown) => void) => listeners.set(channel, listener),
      },
    };
    const required: string[] = [];
    const require = (name: string) => {
      required.push(name);
      return electron;
    };
    const window = { postMessage: (...message: unknown[]) => posted.push(message) };
    runInNewContext(code, { require, window, location: { origin: 'kopilka://page' } });
    expect(required).toEqual(['electron']);
    expect(Object.keys(exposed)).toEqual(['kopilka']);
    expect(Object.keys(exposed['kopilka'] ?? {})).toEqual(['requestPort']);
    exposed['kopilka']?.requestPort();
    expect(sent).toEqual(['kopilka:port']);
    listeners.get('kopilka:port')?.({ ports: ['a port'] });
    expect(posted).toEqual([['kopilka:port', 'kopilka://page', ['a port']]]);
  });
});
