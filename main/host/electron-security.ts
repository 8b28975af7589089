import type { CustomScheme, WebPreferences } from 'electron';
import { securityHeaders } from './page-files.ts';
import type { PageFiles } from './page-files.ts';

/**
 * Every security setting of the desktop app, plain enough to be read and asserted; the comments name the points of Electron's own
 * security checklist. Fuses stand in electron-builder.yml.
 */
export const pageScheme = 'kopilka';
/** The one place the window ever shows (18: no file://). */
export const pageUrl = `${pageScheme}://page/`;
/** And what the window on a second display shows to the customer. */
export const customerUrl = `${pageUrl}customer`;
/** The one channel of the bridge (20: no Electron API reaches the page). */
export const portChannel = 'kopilka:port';

export const scheme: CustomScheme = {
  scheme: pageScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

export const webPreferences: WebPreferences = {
  sandbox: true, // 4
  contextIsolation: true, // 3
  nodeIntegration: false, // 2
  nodeIntegrationInWorker: false, // 2
  nodeIntegrationInSubFrames: false, // 2
  webSecurity: true, // 6
  allowRunningInsecureContent: false, // 8
  experimentalFeatures: false, // 9
  enableBlinkFeatures: '', // 10
  webviewTag: false, // 11, 12
  navigateOnDragDrop: false, // 13
  disableDialogs: true,
  spellcheck: false,
  devTools: false,
};

/** 17: whoever speaks on the bridge is the top frame of our own page at its address, and nothing else. */
export function isOwnFrame(frame: { url: string; parent: unknown } | null, url: string): boolean {
  return frame !== null && frame.parent === null && frame.url === url;
}

/** 5: of all there is to permit, the camera alone, its picture without sound, and to our own page. */
export function mayUse(permission: string, from: string, media: readonly (string | undefined)[]): boolean {
  const isOurs = from === pageUrl || `${from}/` === pageUrl;
  return isOurs && permission === 'media' && media.length > 0 && media.every((kind) => kind === 'video');
}

/** 7: the page with its policy, by the paths that were built; the page talks through its port alone, so it may connect nowhere. */
export function answerPage(files: PageFiles, request: { method: string; url: string }): Response {
  const url = new URL(request.url);
  const file = request.method === 'GET' && url.host === 'page' ? files.get(url.pathname) : undefined;
  const headers = securityHeaders("'none'", url.pathname);
  if (!file) return new Response(null, { status: 404, headers });
  return new Response(new Uint8Array(file.body), { headers: { ...headers, 'content-type': file.type } });
}
