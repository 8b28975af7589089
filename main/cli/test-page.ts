import { defineCommand } from './command.ts';

const defaultProfile = 'epson-80';

export const command = defineCommand({
  name: 'test-page',
  summary: {
    ru: 'Печатает пробную страницу: ширина, символы и кодовые страницы — видно, какой номер у этого принтера верен. Отвечает, что стало с бумагой.',
    en: 'Prints a test page: width, symbols and code pages, which shows the number that is right for this printer. Tells what became of the paper.',
  },
  positionals: ['PRINTER'],
  options: {
    profile: {
      type: 'string',
      value: 'ID',
      help: {
        ru: `что за принтер (по умолчанию ${defaultProfile})`,
        en: `what printer it is (${defaultProfile} by default)`,
      },
    },
    codepage: {
      type: 'string',
      value: 'NAME:N',
      help: { ru: 'кодовая страница: cp866:17', en: 'code page: cp866:17' },
    },
    logo: {
      type: 'string',
      value: 'FILE',
      help: { ru: 'картинка (PNG) наверху', en: 'a picture (PNG) on top' },
    },
  },
  example: 'npx kopilka test-page 192.168.1.50:9100 --profile xprinter-80',
  async run({ values, positionals: [printer = ''], terminal }) {
    const { printTestPage } = await import('./printer/test-page.ts');
    const { profile = defaultProfile, codepage = null, logo = null } = values;
    return printTestPage({ printer, profile, codepage, logo }, terminal);
  },
});
