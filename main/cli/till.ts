import { KopilkaError } from '../../shared/protocol/errors.ts';
import { defineCommand } from './command.ts';
import { defaultTillData, tillDataOption } from './plugin.ts';
import type { TillSettings } from './till/settings.ts';

/** Not inside the data folder: who copies a till's data has not copied the till. */
const defaultKeys = '.kopilka/keys';

/** What is remembered as it is told. */
const settingNames = [
  'till',
  'hub',
  'ca',
  'printer',
  'profile',
  'codepage',
  'logo',
  'scanner',
  'terminal',
  'fiscal',
  'taxation',
  'plugin',
] as const satisfies readonly (keyof TillSettings)[];

export const command = defineCommand({
  name: 'till',
  summary: {
    ru: 'Запускает кассу с её страницей. Настройки запоминаются: в следующий раз хватит «kopilka till». Ctrl-C останавливает.',
    en: 'Runs a till with its page. What is set is remembered: next time "kopilka till" is enough. Ctrl-C stops it.',
  },
  options: {
    ...tillDataOption,
    keys: {
      type: 'string',
      value: 'DIR',
      help: { ru: `папка её ключа (по умолчанию ${defaultKeys})`, en: `folder of its key (${defaultKeys} by default)` },
    },
    till: { type: 'string', value: 'ID', help: { ru: 'какая это касса', en: 'which till this is' } },
    hub: { type: 'string', value: 'URL', help: { ru: 'адрес хаба', en: 'where the hub is' } },
    ca: {
      type: 'string',
      value: 'FILE',
      help: {
        ru: 'сертификат своего хаба (PEM), если он самоподписан',
        en: "the hub's own certificate (PEM), where it is self-signed",
      },
    },
    code: {
      type: 'string',
      value: 'CODE',
      help: { ru: 'одноразовый код: зарегистрировать кассу на хабе', en: 'one-time code: enrol the till at the hub' },
    },
    fingerprint: {
      type: 'string',
      value: 'HEX',
      help: { ru: 'отпечаток ключа хаба, вместе с --code', en: "fingerprint of the hub's key, with --code" },
    },
    printer: {
      type: 'string',
      value: 'WHERE',
      help: {
        ru: 'принтер: HOST:PORT, serial:COM3,9600, /dev/usb/lp0, \\\\host\\printer, pdf:папка, png:папка; без него чеки рисуются на экране',
        en: 'printer: HOST:PORT, serial:COM3,9600, /dev/usb/lp0, \\\\host\\printer, pdf:DIR, png:DIR; without one receipts are drawn on the screen',
      },
    },
    profile: {
      type: 'string',
      value: 'ID',
      help: { ru: 'что за принтер (по умолчанию epson-80)', en: 'what printer it is (epson-80 by default)' },
    },
    codepage: {
      type: 'string',
      value: 'NAME:N',
      help: {
        ru: 'кодовая страница, как её показала пробная страница: cp866:17',
        en: 'the code page as the printed test page showed it: cp866:17',
      },
    },
    logo: {
      type: 'string',
      value: 'FILE',
      help: { ru: 'картинка (PNG) наверху каждого чека', en: 'a picture (PNG) on top of every receipt' },
    },
    scanner: {
      type: 'string',
      value: 'PORT',
      help: {
        ru: 'сканер: его порт или usb:… из «kopilka ports»',
        en: 'scanner: its port, or usb:… as "kopilka ports" names it',
      },
    },
    'scanner-baud': {
      type: 'string',
      value: 'BAUD',
      help: { ru: 'скорость порта (9600)', en: "the port's speed (9600)" },
    },
    'scanner-prefix': {
      type: 'string',
      value: 'TEXT',
      help: { ru: 'что сканер шлёт перед кодом', en: 'what the scanner sends before a code' },
    },
    'scanner-suffix': {
      type: 'string',
      value: 'cr|lf|crlf|tab|none',
      help: { ru: 'что он шлёт после кода (cr)', en: 'what it sends after a code (cr)' },
    },
    'lock-after-minutes': {
      type: 'string',
      value: 'MINUTES',
      help: {
        ru: 'через сколько минут без дела кассир выходит сам; 0 — никогда (по умолчанию)',
        en: 'minutes without a hand at the till after which its cashier is signed out; 0: never (by default)',
      },
    },
    terminal: {
      type: 'string',
      value: 'none|simulated',
      help: { ru: 'платёжный терминал', en: 'payment terminal' },
    },
    fiscal: {
      type: 'string',
      value: 'URL',
      help: {
        ru: 'фискальный регистратор: веб-сервер драйвера АТОЛ, http://127.0.0.1:16732',
        en: "fiscal register: the web server of ATOL's driver, http://127.0.0.1:16732",
      },
    },
    'fiscal-points': {
      type: 'string',
      value: 'discount|payment',
      help: {
        ru: 'чем в фискальном чеке показать баллы: скидкой (по умолчанию) или оплатой',
        en: 'what points are on the fiscal receipt: a discount (by default) or a payment',
      },
    },
    taxation: {
      type: 'string',
      value: 'SYSTEM',
      help: {
        ru: 'система налогообложения: osn (по умолчанию), usnIncome, usnIncomeOutcome, patent, esn',
        en: 'system of taxation: osn (by default), usnIncome, usnIncomeOutcome, patent, esn',
      },
    },
    plugin: {
      type: 'string',
      value: 'PORT',
      help: {
        ru: 'принимать запросы других касс на этом порту 127.0.0.1 (или АДРЕС:ПОРТ)',
        en: 'take calls of other tills on this port of 127.0.0.1 (or ADDRESS:PORT)',
      },
    },
    'rotate-key': {
      type: 'boolean',
      help: { ru: 'сменить ключ кассы на хабе', en: "change the till's key at the hub" },
    },
    training: {
      type: 'boolean',
      help: {
        ru: 'начать с учёбы: ничего не продаётся и не печатается; Ctrl+F12 возвращает к настоящей кассе',
        en: 'begin with training: nothing is sold or printed; Ctrl+F12 goes back to the real till',
      },
    },
    port: {
      type: 'string',
      value: 'PORT',
      help: { ru: 'порт страницы (по умолчанию свободный)', en: 'port of the page (a free one by default)' },
    },
  },
  example: 'npx kopilka till --till till-1 --hub http://127.0.0.1:7070 --code CODE --fingerprint HEX',
  async run({ values, terminal }) {
    const [{ tillSettings }, { runTill }] = await Promise.all([import('./till/settings.ts'), import('./till/run.ts')]);
    const dataDir = values.data ?? defaultTillData;
    const set = {
      ...Object.fromEntries(settingNames.map((name) => [name, values[name]])),
      scannerBaud: values['scanner-baud'] === undefined ? undefined : Number(values['scanner-baud']),
      scannerPrefix: values['scanner-prefix'],
      scannerSuffix: values['scanner-suffix'],
      fiscalPoints: values['fiscal-points'],
      lockAfterMinutes: values['lock-after-minutes'] === undefined ? undefined : Number(values['lock-after-minutes']),
    };
    const given = Object.fromEntries(
      Object.entries(set).filter(([, value]) => value !== undefined),
    ) as Partial<TillSettings>;
    const ticket = ticketOf(values.code, values.fingerprint);
    const port = portOf(values.port);
    const settings = tillSettings(dataDir, given, terminal.locale);
    const keyDir = values.keys ?? defaultKeys;
    const { 'rotate-key': rotateKey, training } = values;
    return runTill({ dataDir, keyDir, port, settings, ticket, rotateKey, training }, terminal);
  },
});

function ticketOf(code: string | undefined, fingerprint: string | undefined) {
  if (code === undefined) return null;
  if (fingerprint === undefined) throw new KopilkaError('usage.missing', { command: 'till', what: '--fingerprint' });
  return { code, fingerprint };
}

function portOf(text = '0'): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new KopilkaError('usage.value', { option: '--port', value: text, wanted: '0–65535' });
}
