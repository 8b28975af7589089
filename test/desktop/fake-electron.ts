import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

/**
 * As much of Electron as the desktop app uses, in plain Node: windows load nothing, ports are real. Every setting that was made
 * can be read back. Electron's own behaviour is not in it: what only Electron can show is said in docs.
 */
export function fakeElectron() {
  const app = Object.assign(new EventEmitter(), {
    sandboxed: false,
    hasLock: true,
    exitCode: null as number | null,
    enableSandbox: () => void (app.sandboxed = true),
    requestSingleInstanceLock: () => app.hasLock,
    whenReady: async () => {},
    getPath: (name: string) => name,
    getLocale: () => 'en-GB',
    quit() {
      let isStopped = false;
      app.emit('before-quit', { preventDefault: () => (isStopped = true) });
      if (!isStopped) app.exit(0);
    },
    exit: (code: number) => void (app.exitCode = code),
  });
  const own = Object.assign(new EventEmitter(), {
    handlers: new Map<string, (request: Request) => Response>(),
    protocol: {
      handle: (scheme: string, handler: (request: Request) => Response) => void own.handlers.set(scheme, handler),
    },
    permissions: new Map<string, unknown>(),
    setPermissionRequestHandler: (handler: unknown) => void own.permissions.set('request', handler),
    setPermissionCheckHandler: (handler: unknown) => void own.permissions.set('check', handler),
    setDevicePermissionHandler: (handler: unknown) => void own.permissions.set('device', handler),
    filters: [] as unknown[],
    webRequest: { onBeforeRequest: (filter: unknown) => void own.filters.push(filter) },
  });
  const protocol = {
    schemes: [] as unknown[],
    registerSchemesAsPrivileged: (schemes: unknown[]) => void protocol.schemes.push(...schemes),
  };
  const windows: FakeWindow[] = [];
  class BrowserWindow extends FakeWindow {
    constructor(options: Record<string, unknown>) {
      super(options);
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
  }
  class MessageChannelMain {
    readonly port1: FakePort;
    readonly port2: FakePort;
    constructor() {
      const { port1, port2 } = new MessageChannel();
      this.port1 = new FakePort(port1);
      this.port2 = new FakePort(port2);
    }
  }
  const Menu = { menu: undefined as unknown, setApplicationMenu: (menu: unknown) => void (Menu.menu = menu) };
  const screen = {
    displays: [{ id: 1, bounds: { x: 0, y: 0 } }],
    getAllDisplays: () => screen.displays,
    getPrimaryDisplay: () => screen.displays[0],
  };
  const dialog = {
    shown: [] as string[],
    showErrorBox: (_title: string, text: string) => void dialog.shown.push(text),
  };
  return {
    app,
    BrowserWindow,
    dialog,
    ipcMain: new EventEmitter(),
    Menu,
    MessageChannelMain,
    protocol,
    screen,
    session: { defaultSession: own },
    windows,
  };
}
export type FakeElectron = ReturnType<typeof fakeElectron>;

class FakeContents extends EventEmitter {
  opener: ((details: { url: string }) => { action: string }) | undefined;
  reloads = 0;
  setWindowOpenHandler(opener: (details: { url: string }) => { action: string }): void {
    this.opener = opener;
  }
  reload(): void {
    this.reloads += 1;
  }
  forcefullyCrashRenderer(): void {
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 1 });
  }
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: Record<string, unknown>;
  url = '';
  focused = 0;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
  }
  async loadURL(url: string): Promise<void> {
    this.url = url;
    this.emit('loaded');
  }
  show(): void {
    this.emit('shown');
  }
  focus(): void {
    this.focused += 1;
  }
  restore(): void {
    this.emit('restored');
  }
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return false;
  }
}

/** Electron wraps what arrives in an event; Node does not. */
class FakePort {
  readonly node: MessagePort;
  readonly postMessage: (data: unknown) => void;
  constructor(node: MessagePort) {
    this.node = node;
    this.postMessage = node.postMessage.bind(node);
  }
  start(): void {
    this.node.start();
  }
  close(): void {
    this.node.close();
  }
  on(type: 'message' | 'close', listener: (event: { data: unknown }) => void): void {
    if (type === 'message') this.node.on('message', (data) => listener({ data }));
    else this.node.on('close', () => listener({ data: undefined }));
  }
}

/** What a frame does when it asks for its port: the answer is the port it was given, or null when it was refused. */
export function askForPort(
  { ipcMain, windows }: Pick<FakeElectron, 'ipcMain' | 'windows'>,
  frame: { url: string; parent: unknown } = { url: 'kopilka://page/', parent: null },
  sender: unknown = windows[0]?.webContents,
): MessagePort | null {
  let given: MessagePort | null = null;
  const postMessage = (_channel: string, _message: unknown, [port]: FakePort[]) => void (given = port?.node ?? null);
  ipcMain.emit('kopilka:port', { sender, senderFrame: { ...frame, postMessage } });
  return given;
}
