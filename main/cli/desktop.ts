import { fileURLToPath } from 'node:url';
import { defineCommand } from './command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const command = defineCommand({
  name: 'desktop',
  summary: {
    ru: 'Открывает кассу в своём окне (Electron). Первый раз скачивает Electron, потом только открывает.',
    en: 'Opens the till in a window of its own (Electron). The first time it fetches Electron, later it only opens.',
  },
  options: {
    data: {
      type: 'string',
      value: 'DIR',
      help: {
        ru: 'папка кассы, настроенной командой kopilka till (без неё — демонстрационный магазин)',
        en: 'folder of a till set up by kopilka till (without it, the demo shop)',
      },
    },
    keys: { type: 'string', value: 'DIR', help: { ru: 'папка её ключа', en: 'folder of its key' } },
    fresh: {
      type: 'boolean',
      help: { ru: 'демонстрационный магазин начать заново', en: 'begin the demo shop anew' },
    },
    kiosk: { type: 'boolean', help: { ru: 'на весь экран', en: 'take the whole screen' } },
  },
  example: 'npx kopilka desktop --kiosk',
  async run({ values, terminal }) {
    const { fetchElectron, launchDesktop } = await import('./desktop/launch.ts');
    const program = await fetchElectron(() => terminal.tell(fetching[terminal.locale]));
    const { data, keys, fresh, kiosk } = values;
    const shop = data === undefined ? { demo: '.kopilka', fresh } : { data, ...(keys === undefined ? {} : { keys }) };
    return launchDesktop({ root, program, kiosk, stop: terminal.stop, ...shop });
  },
});

const fetching = {
  ru: 'Скачиваю Electron, это один раз…',
  en: 'Fetching Electron, this once…',
};
