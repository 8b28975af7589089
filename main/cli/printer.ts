import { KopilkaError } from '../../shared/protocol/errors.ts';
import { defineCommand } from './command.ts';

const defaultPort = 9100;
const defaultProfile = 'epson-80';
const defaultBaud = 9600;

export const command = defineCommand({
  name: 'printer',
  summary: {
    ru: 'Изображает чековый принтер ESC/POS: принимает чеки, рисует их и отвечает о себе, как настоящий. Строки ввода изменяют его состояние («help» покажет какие).',
    en: 'Plays an ESC/POS receipt printer: takes receipts, draws them and tells how it is, as a real one does. Lines of input change its state ("help" tells which).',
  },
  options: {
    port: {
      type: 'string',
      value: 'PORT',
      help: { ru: `порт сети (по умолчанию ${defaultPort})`, en: `port of the network (${defaultPort} by default)` },
    },
    serial: {
      type: 'string',
      value: 'PATH[,BAUD]',
      help: { ru: 'вместо сети — последовательный порт', en: 'a serial port instead of the network' },
    },
    pages: {
      type: 'string',
      value: 'DIR',
      help: { ru: 'куда класть картинки чеков (PNG)', en: 'where pictures of receipts go (PNG)' },
    },
    profile: {
      type: 'string',
      value: 'ID',
      help: {
        ru: `какой принтер изображать (по умолчанию ${defaultProfile})`,
        en: `what printer to play (${defaultProfile} by default)`,
      },
    },
    fault: {
      type: 'string',
      value: 'WORDS',
      help: {
        ru: 'неисправности с самого начала, через «;»: "paper low; after 200 bytes reboot"',
        en: 'faults from the start, between ";": "paper low; after 200 bytes reboot"',
      },
    },
    control: {
      type: 'string',
      value: 'PORT',
      help: {
        ru: 'порт HTTP на этой машине: POST со строкой то же, что строка ввода, GET показывает состояние',
        en: 'HTTP port on this machine: a POST of a line is a line of input, GET tells the state',
      },
    },
    second: {
      type: 'string',
      value: 'waits|shut',
      help: {
        ru: 'что ждёт вторую кассу, пока печатает первая: очередь (по умолчанию) или обрыв',
        en: 'what a second till meets while a first one prints: a queue (by default) or a closed door',
      },
    },
  },
  example: 'npx kopilka printer --port 9100 --pages receipts',
  async run({ values, terminal }) {
    const { runPrinter } = await import('./printer/run.ts');
    const { profile = defaultProfile, pages = null, second = 'waits' } = values;
    if (second !== 'waits' && second !== 'shut')
      throw new KopilkaError('usage.value', { option: '--second', value: second, wanted: 'waits | shut' });
    const serial = values.serial === undefined ? null : serialOf(values.serial);
    const port = numberOf('--port', values.port) ?? defaultPort;
    const control = numberOf('--control', values.control);
    const faults = (values.fault ?? '').split(';').filter((words) => words.trim() !== '');
    return runPrinter({ port, serial, pages, profile, faults, control, second }, terminal);
  },
});

function serialOf(text: string): { path: string; baudRate: number } {
  const [path = '', baud = String(defaultBaud)] = text.split(',');
  if (path !== '' && /^\d{3,7}$/.test(baud)) return { path, baudRate: Number(baud) };
  throw new KopilkaError('usage.value', { option: '--serial', value: text, wanted: 'PATH[,BAUD]' });
}

function numberOf(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new KopilkaError('usage.value', { option, value: text, wanted: '0–65535' });
}
