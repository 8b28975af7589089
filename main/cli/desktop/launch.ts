import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import { buildApp } from '../../host/bundle.ts';
import { electronOnDisk } from '../demo/window.ts';

/** Electron's own program, fetched now when it is not on disk. Throws `desktop.unfetched`. */
export async function fetchElectron(onFetch: () => void): Promise<string> {
  const found = electronOnDisk();
  if (found !== null) return found;
  onFetch();
  const home = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  // The package's own installer: it checks what it fetched against its checksums.
  const installer = spawn(process.execPath, [join(home, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let problem = '';
  installer.stderr.setEncoding('utf8').on('data', (text: string) => (problem += text));
  await once(installer, 'close');
  const fetched = electronOnDisk();
  if (fetched === null) {
    throw new KopilkaError('desktop.unfetched', { problem: problem.trim().split('\n')[0] ?? '' });
  }
  return fetched;
}

/** Whether a window can be shown here at all. */
export function hasScreen(): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

export type Launch = {
  root: string;
  /** From `fetchElectron` or `electronOnDisk`. */
  program: string;
  kiosk?: boolean;
  /** The demo shop's folder, or the folders of a till that was set up. */
  demo?: string;
  /** The folder of another shop than the demo's own. */
  shop?: string;
  fresh?: boolean;
  data?: string;
  keys?: string;
  stop: AbortSignal;
};

/** Builds the desktop app where its sources changed, runs it, and answers its exit code. */
export async function launchDesktop({ root, program, stop, ...wanted }: Launch): Promise<number> {
  const entry = await buildApp(root, join(root, 'dist', 'app'));
  const child = spawn(program, [entry, ...desktopArguments(wanted)], { stdio: 'inherit' });
  const end = () => child.kill();
  stop.addEventListener('abort', end);
  const [code] = (await once(child, 'close')) as [number | null];
  stop.removeEventListener('abort', end);
  return code ?? 0;
}

/** The words after the entry. Folders are told whole: the window's process may stand elsewhere. */
export function desktopArguments(wanted: Omit<Launch, 'root' | 'program' | 'stop'>): string[] {
  const folders = ['demo', 'shop', 'data', 'keys'] as const;
  const switches = ['fresh', 'kiosk'] as const;
  return [
    ...folders.flatMap((name) => (wanted[name] === undefined ? [] : [`--${name}`, resolve(wanted[name])])),
    ...switches.flatMap((name) => (wanted[name] ? [`--${name}`] : [])),
  ];
}
