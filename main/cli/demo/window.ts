import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Electron's own program where it is already on disk. Never loads the package: that would fetch the program. */
export function electronOnDisk(): string | null {
  try {
    const home = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
    const program = join(home, 'dist', readFileSync(join(home, 'path.txt'), 'utf8').trim());
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/**
 * Opens a browser window on the address; false where there is no screen or nothing that opens one. The address goes through a
 * private file: as an argument every user of the machine could read it.
 */
export async function openWindow(address: string, file: string): Promise<boolean> {
  const opener = openerOf(process.platform);
  if (!opener) return false;
  writeFileSync(file, `<!doctype html><meta http-equiv="refresh" content="0;url=${address}">`, { mode: 0o600 });
  const [program = '', ...args] = opener;
  return new Promise((resolve) => {
    const child = spawn(program, [...args, pathToFileURL(file).href], { stdio: 'ignore', detached: true });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** The address in the file has been used, or will never be. */
export function forgetWindow(file: string): void {
  rmSync(file, { force: true });
}

function openerOf(platform: NodeJS.Platform): string[] | null {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  if (platform === 'darwin') return ['open'];
  return process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? ['xdg-open'] : null;
}
