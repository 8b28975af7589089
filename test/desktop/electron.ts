import { askForPort, fakeElectron } from './fake-electron.ts';

/**
 * Stands for the package `electron` in a bundle that a test runs under Node: when the window has loaded, its page asks for a port,
 * says hello, prints the answer and closes the window. The preload script has a stand-in of its own.
 */
const electron = fakeElectron();

electron.app.on('web-contents-created', () => {
  electron.windows[0]?.once('loaded', () => {
    const port = askForPort(electron);
    port?.on('message', (reply: { type: string }) => {
      if (reply.type !== 'reply') return;
      process.stdout.write(`${JSON.stringify(reply)}\n`);
      port.close();
      electron.app.emit('window-all-closed');
    });
    port?.postMessage({ type: 'request', id: 1, method: 'page.hello', params: {} });
  });
});

electron.dialog.showErrorBox = (_title, text) => void process.stdout.write(text);
electron.app.exit = (code) => process.exit(code);

export const { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, protocol, screen, session } = electron;
