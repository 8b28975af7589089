import { KopilkaError } from '../../shared/protocol/errors.ts';
import { defineCommand } from './command.ts';

const defaultPort = '16732';

export const command = defineCommand({
  name: 'fiscal',
  summary: {
    ru: 'Изображает фискальный регистратор за веб-сервером драйвера АТОЛ: пересчитывает чеки и отвечает, как настоящий. Строки ввода изменяют его состояние («help» покажет какие).',
    en: 'Plays a fiscal register behind the web server of ATOL\'s driver: it adds receipts up and answers as a real one does. Lines of input change its state ("help" tells which).',
  },
  options: {
    port: {
      type: 'string',
      value: 'PORT',
      help: { ru: `порт на этой машине (по умолчанию ${defaultPort})`, en: `port on this machine (${defaultPort})` },
    },
  },
  example: 'npx kopilka fiscal --port 16732',
  async run({ values: { port = defaultPort }, terminal }) {
    if (!/^\d{1,5}$/.test(port) || Number(port) >= 65_536)
      throw new KopilkaError('usage.value', { option: '--port', value: port, wanted: '0–65535' });
    const { runFiscal } = await import('./fiscal/run.ts');
    return runFiscal(Number(port), terminal);
  },
});
