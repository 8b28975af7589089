import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onPath } from './cannot-run.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];

const windowsFolders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => process.env[name] ?? []);

const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...windowsFolders.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
  ...windowsFolders.map((folder) => join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe')),
];

/** The Chromium the browser tests drive: KOPILKA_CHROMIUM when set, else the first one found; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env['KOPILKA_CHROMIUM'];
  if (named !== undefined) return existsSync(named) ? named : undefined;
  return names.map(onPath).find((path) => path !== undefined) ?? places.find((path) => existsSync(path));
}
