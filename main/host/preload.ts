import { contextBridge, ipcRenderer } from 'electron';

/** Runs in the sandbox beside the page and gives it one thing: a port to the till, when it asks for one. */
declare const window: { postMessage: (message: string, origin: string, ports: readonly unknown[]) => void };
declare const location: { origin: string };

const channel = 'kopilka:port';

contextBridge.exposeInMainWorld('kopilka', { requestPort: () => ipcRenderer.send(channel) });
ipcRenderer.on(channel, ({ ports }) => window.postMessage(channel, location.origin, ports));
