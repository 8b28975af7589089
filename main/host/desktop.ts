import type * as ElectronApi from 'electron';
import type { BrowserWindow, Session, WebContents } from 'electron';
import {
  answerPage,
  isOwnFrame,
  mayUse,
  pageScheme,
  pageUrl,
  portChannel,
  scheme,
  webPreferences,
} from './electron-security.ts';
import type { PageFiles } from './page-files.ts';
import { servePort } from './port.ts';
import type { TillPort } from './rpc.ts';

/** What of Electron is used; a test hands in its own. */
export type Electron = Pick<
  typeof ElectronApi,
  'app' | 'BrowserWindow' | 'ipcMain' | 'MessageChannelMain' | 'Menu' | 'session'
>;

export type DesktopOptions = {
  files: PageFiles;
  preloadFile: string;
  /** The whole screen, with no way out but the app's own end. */
  kiosk: boolean;
  openTill: () => Promise<TillPort & { close: () => Promise<void> }>;
  report: (error: unknown) => void;
};

const reloadAfterMs = 500;
const size = { width: 1280, height: 800, minWidth: 1024, minHeight: 700 };

/** To be called before Electron is ready. False when the till already runs: its window comes to the front instead. */
export function claimDesktop({ app, protocol }: Pick<typeof ElectronApi, 'app' | 'protocol'>): boolean {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([scheme]);
  const isFirst = app.requestSingleInstanceLock();
  if (!isFirst) app.quit();
  return isFirst;
}

/** Opens the till and its window, and ends with it: the till is closed before the process is. */
export async function runDesktop(electron: Electron, options: DesktopOptions): Promise<void> {
  const { app, session, Menu } = electron;
  await app.whenReady();
  Menu.setApplicationMenu(null);
  lockDown(app, session.defaultSession, options.files);
  const till = await options.openTill();
  const window = openWindow(electron, options);
  answerPort(electron, window, till, options.report);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    isClosed = true;
    till.close().then(() => app.quit(), options.report);
  });
  await window.loadURL(pageUrl);
}

/** Nothing but the camera is permitted, nothing is loaded but our own files, nothing leads anywhere. */
function lockDown(app: Electron['app'], own: Session, files: PageFiles): void {
  own.protocol.handle(pageScheme, (request) => answerPage(files, request));
  // 5: permissions, however they are asked for.
  own.setPermissionRequestHandler((_contents, permission, decide, asked) =>
    decide(mayUse(permission, asked.requestingUrl, 'mediaTypes' in asked ? (asked.mediaTypes ?? []) : [])),
  );
  own.setPermissionCheckHandler((_contents, permission, from, { mediaType }) => mayUse(permission, from, [mediaType]));
  own.setDevicePermissionHandler(() => false);
  own.on('will-download', (event) => event.preventDefault());
  // 1: only secure content, and of that only ours; receipts are pictures in data: addresses.
  own.webRequest.onBeforeRequest(({ url }, decide) =>
    decide({ cancel: !url.startsWith(pageUrl) && !url.startsWith('data:image/') }),
  );
  app.on('web-contents-created', (_event, contents) => closeWays(contents));
}

/** 12 to 15: no navigation, no new windows, no webviews, and so nothing ever to hand to the system's browser. */
function closeWays(contents: WebContents): void {
  const stop = (event: { preventDefault: () => void }) => event.preventDefault();
  contents.on('will-navigate', stop);
  contents.on('will-frame-navigate', stop);
  contents.on('will-redirect', stop);
  contents.on('will-attach-webview', stop);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function openWindow({ BrowserWindow: Window }: Electron, options: DesktopOptions): BrowserWindow {
  const { kiosk, preloadFile, report } = options;
  const preferences = { ...webPreferences, preload: preloadFile };
  const window = new Window({ ...size, kiosk, show: false, autoHideMenuBar: true, webPreferences: preferences });
  window.once('ready-to-show', () => window.show());
  // A page that crashed comes back to the open sale: the till never left it.
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    report(new Error(`the page is gone: ${reason}, ${exitCode}`));
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    }, reloadAfterMs);
  });
  window.on('unresponsive', () => window.webContents.forcefullyCrashRenderer());
  return window;
}

/** The one thing the page may ask of the process: a port to the till. A page that was loaded again gets a new one. */
function answerPort(
  { ipcMain, MessageChannelMain }: Electron,
  window: BrowserWindow,
  till: TillPort,
  report: (error: unknown) => void,
): void {
  let close = () => {};
  ipcMain.on(portChannel, (event) => {
    const frame = event.senderFrame;
    if (event.sender !== window.webContents || !isOwnFrame(frame)) {
      report(new Error(`a port was asked for by ${frame?.url ?? 'a frame that is gone'}`));
      return;
    }
    close();
    const { port1, port2 } = new MessageChannelMain();
    close = () => port1.close();
    servePort(till, port1, report);
    frame?.postMessage(portChannel, null, [port2]);
  });
}
