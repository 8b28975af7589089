import * as z from 'zod/mini';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { defineCommand } from './command.ts';
import type { Terminal } from './command.ts';
import { readText } from './document.ts';
import { defaultTillData, tillDataOption } from './plugin.ts';

export const command = defineCommand({
  name: 'ask',
  summary: {
    ru: 'Спрашивает работающую кассу за другую, которая умеет только запустить программу: запрос JSON со входа, ответ JSON на выход. Код 1 — отказ.',
    en: 'Asks the till that runs, for another that can only run a program: a JSON request from stdin, a JSON answer to stdout. Exit code 1: refused.',
  },
  options: {
    ...tillDataOption,
    'token-file': {
      type: 'string',
      value: 'FILE',
      help: { ru: 'файл с ключом из kopilka plugin add', en: 'file with the token of kopilka plugin add' },
    },
    charset: {
      type: 'string',
      value: 'utf-8|windows-1251',
      help: {
        ru: 'кодировка запроса; ответ на windows-1251 — в ASCII, где буквы записаны как \\u0410',
        en: 'charset of the request; one in windows-1251 is answered in ASCII, with letters as \\u0410',
      },
    },
  },
  example: 'npx kopilka ask --token-file front.token < request.json',
  async run({ values, terminal }) {
    const tokenFile = values['token-file'];
    if (tokenFile === undefined) throw new KopilkaError('usage.missing', { command: 'ask', what: '--token-file' });
    const [{ readFileSync, existsSync }, { join }, { pluginUrlFile }] = await Promise.all([
      import('node:fs'),
      import('node:path'),
      import('../plugin/address.ts'),
    ]);
    const folder = values.data ?? defaultTillData;
    const file = join(folder, pluginUrlFile);
    if (!existsSync(file)) throw new KopilkaError('plugin.notServed', { folder });
    const url = readText(file).trim();
    const connection = { url, token: readText(tokenFile).trim() };
    return ask({ connection, charset: values.charset ?? 'utf-8', terminal }, readFileSync(0));
  },
});

type Asking = { connection: { url: string; token: string }; charset: string; terminal: Terminal };

async function ask({ connection, charset, terminal }: Asking, asked: Uint8Array): Promise<number> {
  const [{ askTill, PluginRefusal }, { pluginCalls }, { answerText, checkBody, decodeText, parseText }] =
    await Promise.all([
      import('../../client/client.ts'),
      import('../../shared/protocol/plugin-api.ts'),
      import('../plugin/text.ts'),
    ]);
  const names = Object.keys(pluginCalls) as (keyof typeof pluginCalls)[];
  const Asked = z.strictObject({ call: z.enum(names), id: z.optional(z.string()), body: z.optional(z.unknown()) });
  const { call, id, body } = checkBody(Asked, parseText(decodeText(asked, charset)));
  const tell = (answer: unknown) => terminal.say(answerText(answer, charset));
  try {
    tell(await askTill(connection, call, body as never, id));
    return 0;
  } catch (error) {
    if (!(error instanceof PluginRefusal)) throw unreachable(error, connection.url);
    const { code, text: message, args } = error;
    tell({ code, message, args });
    return 1;
  }
}

function unreachable(error: unknown, url: string): KopilkaError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const problem = cause instanceof Error ? cause.message : String(cause);
  return new KopilkaError('plugin.unreachable', { url, problem }, { cause: error });
}
