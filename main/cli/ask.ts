import * as z from 'zod/mini';
import { jsonProblems } from '../../shared/i18n/check.ts';
import { checkForm } from '../../shared/protocol/check-form.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { readJsonText } from '../../shared/protocol/json-text.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
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
    return ask({ url, token: readText(tokenFile).trim() }, readFileSync(0, 'utf8'), terminal);
  },
});

async function ask(connection: { url: string; token: string }, text: string, terminal: Terminal): Promise<number> {
  const [{ askTill, PluginRefusal }, { pluginCalls }] = await Promise.all([
    import('../../client/client.ts'),
    import('../../shared/protocol/plugin-api.ts'),
  ]);
  const names = Object.keys(pluginCalls) as (keyof typeof pluginCalls)[];
  const Asked = z.strictObject({ call: z.enum(names), id: z.optional(z.string()), body: z.optional(z.unknown()) });
  const { call, id, body } = checkForm(Asked, readRequest(text, terminal.locale));
  try {
    terminal.say(JSON.stringify(await askTill(connection, call, body as never, id)));
    return 0;
  } catch (error) {
    if (!(error instanceof PluginRefusal)) throw unreachable(error, connection.url);
    const { code, text: message, args } = error;
    terminal.say(JSON.stringify({ code, message, args }));
    return 1;
  }
}

function readRequest(text: string, locale: Locale): unknown {
  const read = readJsonText(text);
  if (read.ok) return read.value;
  throw new KopilkaError('file.notJson', { file: '-', ...read.place, problem: jsonProblems[read.problem][locale] });
}

function unreachable(error: unknown, url: string): KopilkaError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const problem = cause instanceof Error ? cause.message : String(cause);
  return new KopilkaError('plugin.unreachable', { url, problem }, { cause: error });
}
