import { debuglog } from 'node:util';
import { errorText, KopilkaError } from '../../shared/protocol/errors.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { listText, readLocale } from './command.ts';
import type { Command, Terminal } from './command.ts';

const summary = {
  ru: 'Касса лояльности, которая работает и без сети.',
  en: 'A loyalty till that goes on when the network is gone.',
};

/** `NODE_DEBUG=kopilka` shows where an unexpected error came from. */
const debug = debuglog('kopilka');

/** Commands by their words, each loaded when it is called. */
export type CommandTable = Record<string, () => Promise<{ command: Command }>>;

/**
 * Runs one command line of a table's. The answer is the exit code: 0 done, 1 it could not be done (or `check` found faults), 2 the command
 * line itself is wrong. Every error is one line on stderr that says what to do.
 */
export async function dispatch(table: CommandTable, words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await runCommand(table, words, terminal);
  } catch (error) {
    return tellError(error, { ...terminal, locale: localeAmong(words) ?? terminal.locale });
  }
}

async function runCommand(table: CommandTable, words: readonly string[], given: Terminal): Promise<number> {
  const [terminal, [word, ...rest]] = takeLocale(words, given);
  if (word === undefined || word === '--help') {
    const usage = 'kopilka COMMAND [options]';
    terminal.say(listText(usage, summary, await allCommands(table), terminal.locale));
    return word === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(table, word) ? table[word] : undefined;
  if (!load) throw new KopilkaError('usage.unknownCommand', { command: word, help: 'kopilka --help' });
  const { command } = await load();
  return command.run(rest, terminal);
}

/** `--lang` may also stand before the command. */
function takeLocale(words: readonly string[], terminal: Terminal): [Terminal, readonly string[]] {
  const [first = '', second, ...rest] = words;
  if (first === '--lang' && second !== undefined) return [{ ...terminal, locale: readLocale(second)! }, rest];
  if (first.startsWith('--lang=')) return [{ ...terminal, locale: readLocale(first.slice(7))! }, words.slice(1)];
  return [terminal, words];
}

/** Even a wrong command line is answered in the language it asks for. */
function localeAmong(words: readonly string[]): Locale | undefined {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const value = words[at]?.startsWith('--lang=') ? words[at].slice(7) : words[at + 1];
  return at >= 0 && (value === 'ru' || value === 'en') ? value : undefined;
}

async function allCommands(table: CommandTable): Promise<Command[]> {
  return Promise.all(Object.values(table).map(async (load) => (await load()).command));
}

function tellError(error: unknown, terminal: Terminal): number {
  debug('%O', error);
  if (error instanceof KopilkaError) {
    terminal.tell(`kopilka: ${oneLine(errorText(error.code, error.args, terminal.locale))}`);
    return error.code.startsWith('usage.') ? 2 : 1;
  }
  const problem = error instanceof Error ? error.message : String(error);
  terminal.tell(`kopilka: ${oneLine(errorText('internal.bug', { problem }, terminal.locale))}`);
  return 1;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
