import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, protocol, screen, session } from 'electron';
import { errorText, KopilkaError } from '../../shared/protocol/errors.ts';
import { openLogFile } from '../log.ts';
import { nodePorts } from '../ports.node.ts';
import { claimDesktop, runDesktop } from './desktop.ts';
import { readPage } from './page-files.ts';

/**
 * Entry of the desktop app. `--demo FOLDER` runs the demo shop, or that of `--shop FOLDER`; else the till whose settings lie in `--data FOLDER`, by default
 * in the app's own folder. `--kiosk` takes the whole screen.
 */
const { values } = parseArgs({
  options: {
    demo: { type: 'string' },
    shop: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    data: { type: 'string' },
    keys: { type: 'string' },
    kiosk: { type: 'boolean', default: false },
  },
  strict: false,
  allowPositionals: true,
});

/** Of the bundle, where the page lies beside the app's own code. */
const bundle = join(import.meta.dirname, '..', '..');

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const report = openLogFile(app.getPath('userData'), () => nodePorts.clock.nowMs());

async function openTill() {
  const demo = text(values['demo']);
  if (demo !== undefined) {
    const { openDemoShop } = await import('./desktop-shops.ts');
    return openDemoShop({ path: demo, shop: text(values['shop']) }, values['fresh'] === true, report);
  }
  const { openOwnTill } = await import('./desktop-shops.ts');
  const home = app.getPath('userData');
  return openOwnTill(text(values['data']) ?? join(home, 'till'), text(values['keys']) ?? join(home, 'keys'), report);
}

function giveUp(error: unknown): void {
  const problem = error instanceof Error ? error.message : String(error);
  const { code, args } = error instanceof KopilkaError ? error : new KopilkaError('internal.bug', { problem });
  dialog.showErrorBox('Kopilka', errorText(code, args, app.getLocale().startsWith('ru') ? 'ru' : 'en'));
  app.exit(1);
}

if (claimDesktop({ app, protocol })) {
  runDesktop(
    { app, BrowserWindow, ipcMain, Menu, MessageChannelMain, screen, session },
    {
      files: readPage(join(bundle, 'page')),
      preloadFile: join(bundle, 'preload.cjs'),
      kiosk: values['kiosk'] === true,
      openTill,
      report,
    },
  ).catch(giveUp);
}
