import { once } from 'node:events';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { defineCommand } from './command.ts';
import type { Terminal } from './command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const demoPath = '.kopilka';

export const command = defineCommand({
  name: 'demo',
  summary: {
    ru: 'Запускает демонстрационный магазин: хаб, кассу и её страницу. Ctrl-C останавливает.',
    en: 'Runs the demo shop: a hub, a till and its page. Ctrl-C stops it.',
  },
  options: {
    fresh: { type: 'boolean', help: { ru: 'начать заново: стереть ./.kopilka', en: 'begin anew: wipe ./.kopilka' } },
    shop: {
      type: 'string',
      value: 'FOLDER',
      help: {
        ru: 'другой магазин: папка с programme.json и shop.ndjson, как в examples',
        en: 'another shop: a folder with programme.json and shop.ndjson, as in examples',
      },
    },
    'no-window': {
      type: 'boolean',
      help: { ru: 'не открывать окно, только напечатать адрес', en: 'open no window, print the address only' },
    },
  },
  example: 'npx kopilka demo --fresh',
  async run({ values, terminal }) {
    const texts = said[terminal.locale];
    const { hasScreen, launchDesktop } = await import('./desktop/launch.ts');
    const { electronOnDisk } = await import('./demo/window.ts');
    const place = demoPlace(values.shop);
    const program = values['no-window'] || !hasScreen() ? null : electronOnDisk();
    if (program !== null) {
      terminal.say(texts.desktop);
      return launchDesktop({ root, program, ...place, fresh: values.fresh, stop: terminal.stop });
    }
    const [{ demoFolder }, { startDemo }, { openPage }] = await Promise.all([
      import('./demo/folder.ts'),
      import('./demo/start.ts'),
      import('./demo/page.ts'),
    ]);
    const { shopIn } = await import('../demo/folder-shop.ts');
    const folder = demoFolder(place.demo, values.fresh);
    const report = (error: unknown) =>
      terminal.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const demo = await startDemo(folder, shopIn(place.shop), report);
    const page = await openPage({ root, folder, till: demo.till, window: !values['no-window'], report });
    folder.claim(page.origin);
    terminal.say(page.opened ? texts.window : `${texts.address} ${page.address()}`);
    await untilStopped(terminal, () => terminal.say(`${texts.another} ${page.address()}`));
    folder.release();
    await page.close();
    await demo.close();
    return 0;
  },
});

/** Each shop keeps its state in a folder of its own, all of them in ./.kopilka. */
function demoPlace(shop: string | undefined): { demo: string; shop?: string } {
  return shop === undefined ? { demo: demoPath } : { demo: join(demoPath, 'shops', basename(resolve(shop))), shop };
}

const said = {
  ru: {
    desktop: 'Касса открывается в своём окне (Electron). Ctrl-C останавливает.',
    window:
      'Касса открыта в окне браузера: Electron на диске нет (npm run desktop скачает его один раз). Ctrl-C останавливает.',
    address: 'Откройте в браузере этот адрес в течение 30 секунд (Enter даст новый, Ctrl-C останавливает):',
    another: 'Новый адрес на 30 секунд:',
  },
  en: {
    desktop: 'The till opens in a window of its own (Electron). Ctrl-C stops it.',
    window:
      'The till is open in a browser window: Electron is not on disk (npm run desktop fetches it once). Ctrl-C stops it.',
    address: 'Open this address in a browser within 30 seconds (Enter gives another, Ctrl-C stops):',
    another: 'Another address for 30 seconds:',
  },
};

/** Enter asks for another address, in case the first was used or grew old. */
async function untilStopped(terminal: Terminal, onEnter: () => void): Promise<void> {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', onEnter);
  if (!terminal.stop.aborted) await once(terminal.stop, 'abort');
  lines.close();
}
