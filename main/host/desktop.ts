import type * as ElectronApi from 'electron';
import type { BrowserWindow, BrowserWindowConstructorOptions, Session, WebContents } from 'electron';
import {
  answerPage,
  customerUrl,
  isOwnFrame,
  mayUse,
  pageScheme,
  pageUrl,
  portChannel,
  scheme,
  webPreferences,
} from './electron-security.ts';
import type { PageFiles } from './page-files.ts';
import { serveCustomer, servePort } from './port.ts';
import type { MainPort } from './port.ts';
import type { TillPort } from './rpc.ts';

/** What of Electron is used; a test hands in its own. */
export type Electron = Pick<
  typeof ElectronApi,
  'app' | 'BrowserWindow' | 'ipcMain' | 'MessageChannelMain' | 'Menu' | 'screen' | 'session'
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
  const window = openWindow(electron, options, { ...size, kiosk: options.kiosk });
  const windows = [{ window, url: pageUrl, serve: servePort }];
  const place = secondDisplay(electron);
  // The customer's window lives and ends with the cashier's.
  if (place) {
    const beside = openWindow(electron, options, { ...place, parent: window, fullscreen: true, focusable: false });
    windows.push({ window: beside, url: customerUrl, serve: serveCustomer });
  }
  answerPorts(electron, windows, till, options.report);
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
  await Promise.all(windows.map((each) => each.window.loadURL(each.url)));
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

/** Where a customer looks: the first display that is not the cashier's. */
function secondDisplay({ screen }: Electron): { x: number; y: number } | undefined {
  const own = screen.getPrimaryDisplay().id;
  const second = screen.getAllDisplays().find(({ id }) => id !== own);
  return second && { x: second.bounds.x, y: second.bounds.y };
}

function openWindow(
  { BrowserWindow: Window }: Electron,
  { preloadFile, report }: DesktopOptions,
  look: BrowserWindowConstructorOptions,
): BrowserWindow {
  const preferences = { ...webPreferences, preload: preloadFile };
  const window = new Window({ ...look, show: false, autoHideMenuBar: true, webPreferences: preferences });
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

type Served = {
  window: BrowserWindow;
  url: string;
  serve: (till: TillPort, port: MainPort, report: (error: unknown) => void) => void;
};

/** The one thing a page may ask of the process: its port to the till. A page that was loaded again gets a new one. */
function answerPorts(
  { ipcMain, MessageChannelMain }: Electron,
  windows: readonly Served[],
  till: TillPort,
  report: (error: unknown) => void,
): void {
  const open = new Map<Served, () => void>();
  ipcMain.on(portChannel, (event) => {
    const frame = event.senderFrame;
    const served = windows.find(({ window }) => window.webContents === event.sender);
    if (!served || !isOwnFrame(frame, served.url)) {
      report(new Error(`a port was asked for by ${frame?.url ?? 'a frame that is gone'}`));
      return;
    }
    open.get(served)?.();
    const { port1, port2 } = new MessageChannelMain();
    open.set(served, () => port1.close());
    served.serve(till, port1, report);
    frame?.postMessage(portChannel, null, [port2]);
  });
}
