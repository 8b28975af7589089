import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { askForPort, fakeElectron } from '../../test/desktop/fake-electron.ts';
import type { FakeElectron } from '../../test/desktop/fake-electron.ts';
import { hello } from '../../test/page/states.ts';
import { claimDesktop, runDesktop } from './desktop.ts';
import type { Electron } from './desktop.ts';
import { answerPage, isOwnFrame, webPreferences } from './electron-security.ts';

const html = '<!doctype html>the till';
const files = new Map([['/', { body: Buffer.from(html), type: 'text/html; charset=utf-8' }]]);

async function start(electron: FakeElectron = fakeElectron(), kiosk = false) {
  const close = vi.fn(async () => {});
  const report = vi.fn<(error: unknown) => void>();
  const handle = vi.fn(async () => ({ told: true }));
  claimDesktop(electron as unknown as Parameters<typeof claimDesktop>[0]);
  await runDesktop(electron as unknown as Electron, {
    files,
    preloadFile: 'preload.cjs',
    kiosk,
    openTill: async () => ({ handle, subscribe: () => () => {}, close }),
    report,
  });
  const [window] = electron.windows;
  if (!window) throw new Error('no window was opened');
  return { electron, window, close, report, handle };
}

describe('the settings of the desktop window', () => {
  it('are those of the security checklist', () => {
    expect(webPreferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
      webviewTag: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      devTools: false,
    });
  });

  it('reach the window whole, with the preload script and no menu', async () => {
    const { electron, window } = await start();
    expect(window.options).toMatchObject({
      kiosk: false,
      webPreferences: { ...webPreferences, preload: 'preload.cjs' },
    });
    expect(window.url).toBe('kopilka://page/');
    expect(electron.Menu.menu).toBeNull();
    expect(electron.app.sandboxed).toBe(true);
    expect(electron.protocol.schemes).toMatchObject([
      { scheme: 'kopilka', privileges: { standard: true, secure: true } },
    ]);
    expect(electron.protocol.schemes).not.toMatchObject([{ privileges: { bypassCSP: true } }]);
  });

  it('may be a kiosk', async () => {
    expect((await start(fakeElectron(), true)).window.options).toMatchObject({ kiosk: true });
  });
});

describe('the page of the desktop window', () => {
  it('comes from its own scheme, with a policy that lets it connect nowhere', async () => {
    const { electron } = await start();
    const answer = electron.session.defaultSession.handlers.get('kopilka')?.(new Request('kopilka://page/'));
    expect(await answer?.text()).toBe(html);
    const policy = answer?.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    const worker = answerPage(files, { method: 'GET', url: 'kopilka://page/assets/worker.dom-Ab1.js' });
    expect(worker.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/,
    );
  });

  it.each([
    ['GET', 'kopilka://page/../secret'],
    ['GET', 'kopilka://elsewhere/'],
    ['POST', 'kopilka://page/'],
  ])('is all there is: not %s %s', (method, url) => {
    expect(answerPage(files, { method, url }).status).toBe(404);
  });

  it('is granted no permission but the camera’s picture, downloads nothing and loads nothing else', async () => {
    const { electron } = await start();
    const own = electron.session.defaultSession;
    const decided: unknown[] = [];
    const ask = (how: string, ...asked: unknown[]) =>
      (own.permissions.get(how) as (...asked: unknown[]) => unknown)(...asked);
    const request = (permission: string, requestingUrl: string, mediaTypes?: string[]) =>
      ask('request', {}, permission, (allowed: boolean) => decided.push(allowed), { requestingUrl, mediaTypes });
    request('notifications', 'kopilka://page/');
    request('media', 'kopilka://page/', ['audio']);
    request('media', 'kopilka://page/', ['video', 'audio']);
    request('media', 'https://example.org/', ['video']);
    expect(decided).toEqual([false, false, false, false]);
    expect(ask('check', {}, 'geolocation', 'kopilka://page/', {})).toBe(false);
    expect(ask('check', {}, 'media', 'kopilka://page', { mediaType: 'audio' })).toBe(false);
    expect(ask('device')).toBe(false);
    request('media', 'kopilka://page/', ['video']);
    expect([decided.at(-1), ask('check', {}, 'media', 'kopilka://page', { mediaType: 'video' })]).toEqual([true, true]);
    const filter = own.filters[0] as (details: { url: string }, decide: (answer: unknown) => void) => void;
    const cancelled = (url: string) => {
      let answer: unknown;
      filter({ url }, (told) => (answer = told));
      return answer;
    };
    expect(cancelled('kopilka://page/assets/a.js')).toEqual({ cancel: false });
    expect(cancelled('data:image/svg+xml;x')).toEqual({ cancel: false });
    for (const url of [
      'https://example.org/',
      'file:///etc/hosts',
      'kopilka://elsewhere/',
      'data:text/html,x',
      'ws://127.0.0.1/',
    ]) {
      expect(cancelled(url)).toEqual({ cancel: true });
    }
    const preventDefault = vi.fn();
    own.emit('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalled();
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'stays: %s',
    async (event) => {
      const { window } = await start();
      const preventDefault = vi.fn();
      window.webContents.emit(event, { preventDefault });
      expect(preventDefault).toHaveBeenCalled();
    },
  );

  it('opens no other window', async () => {
    const { window } = await start();
    expect(window.webContents.opener?.({ url: 'https://example.org/' })).toEqual({ action: 'deny' });
  });

  it('is loaded again when it crashed or hangs', async () => {
    const { window, report } = await start();
    window.emit('unresponsive');
    await wait(600);
    expect(window.webContents.reloads).toBe(1);
    expect(report).toHaveBeenCalledOnce();
  });
});

describe('the bridge of the desktop window', () => {
  it('gives the page a port on which the till answers', async () => {
    const { electron, handle } = await start();
    const port = askForPort(electron);
    port?.postMessage({ type: 'request', id: 1, method: 'page.hello', params: {} });
    const reply = await new Promise((resolve) => port?.once('message', resolve));
    expect(reply).toEqual({ type: 'reply', id: 1, result: { told: true } });
    expect(handle).toHaveBeenCalledWith('page.hello', {});
    port?.close();
  });

  it('closes the old port when a page that was loaded again asks', async () => {
    const { electron } = await start();
    const old = askForPort(electron);
    const closed = new Promise((resolve) => old?.once('close', resolve));
    const next = askForPort(electron);
    await closed;
    expect(next).not.toBeNull();
    next?.close();
  });

  it.each([
    ['a frame within the page', { url: 'kopilka://page/', parent: {} }],
    ['another site', { url: 'https://example.org/', parent: null }],
    ['an address that only begins like ours', { url: 'kopilka://page/x', parent: null }],
  ])('gives nothing to %s', async (_what, frame) => {
    const { electron, report } = await start();
    expect(askForPort(electron, frame)).toBeNull();
    expect(report).toHaveBeenCalledOnce();
  });

  it('gives the customer’s window on a second display a port of its own, on which it only listens', async () => {
    const electron = fakeElectron();
    electron.screen.displays.push({ id: 2, bounds: { x: 1280, y: 0 } });
    const { handle } = await start(electron);
    const [, beside] = electron.windows;
    expect(beside?.url).toBe('kopilka://page/customer');
    // It never takes the keyboard, and with it the scanner, from the cashier.
    expect(beside?.options).toMatchObject({ x: 1280, y: 0, fullscreen: true, focusable: false, webPreferences });
    expect(askForPort(electron, { url: 'kopilka://page/', parent: null }, beside?.webContents)).toBeNull();
    handle.mockResolvedValueOnce(hello as never);
    const port = askForPort(electron, { url: 'kopilka://page/customer', parent: null }, beside?.webContents);
    expect(await new Promise((resolve) => port?.once('message', resolve))).toMatchObject({ phase: 'welcome' });
    port?.postMessage({ type: 'request', id: 1, method: 'sale.cancel', params: {} });
    await wait(50);
    expect(handle.mock.calls).toEqual([['page.hello', {}]]);
    port?.close();
  });

  it('has one window where there is one display', async () => {
    expect((await start()).electron.windows).toHaveLength(1);
  });

  it('gives nothing to other contents, nor to a frame that is gone', async () => {
    const { electron } = await start();
    expect(askForPort(electron, { url: 'kopilka://page/', parent: null }, {})).toBeNull();
    expect(isOwnFrame(null, 'kopilka://page/')).toBe(false);
  });
});

describe('the life of the desktop app', () => {
  it('is single: a second start ends and brings the first to the front', async () => {
    const second = fakeElectron();
    second.app.hasLock = false;
    expect(claimDesktop(second as unknown as Parameters<typeof claimDesktop>[0])).toBe(false);
    expect(second.app.exitCode).toBe(0);
    const { electron, window } = await start();
    electron.app.emit('second-instance');
    expect(window.focused).toBe(1);
  });

  it('ends only when the till is closed', async () => {
    const { electron, close } = await start();
    electron.app.emit('window-all-closed');
    expect(electron.app.exitCode).toBeNull();
    await vi.waitFor(() => expect(electron.app.exitCode).toBe(0));
    expect(close).toHaveBeenCalledOnce();
  });
});
