import { parseArgs } from 'node:util';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { Text } from '../../shared/loyalty/basics.ts';
import { nearest } from '../../shared/loyalty/check/nearest.ts';

/** What a command may touch of the terminal. A test hands in its own and reads what was said. */
export type Terminal = {
  locale: Locale;
  /** One line (or block) for the reader of the result: stdout. */
  say(text: string): void;
  /** One line for the person at the terminal: stderr. */
  tell(text: string): void;
  /** Whether stderr is a terminal, so that a progress bar makes sense. */
  interactive: boolean;
  /** Aborted by Ctrl-C or SIGTERM: a command that runs on closes what it opened and returns. */
  stop: AbortSignal;
};

type OptionSpec = { type: 'string' | 'boolean'; value?: string; help: Text };
type OptionSpecs = Record<string, OptionSpec>;
type ValueOf<Spec extends OptionSpec> = Spec['type'] extends 'boolean' ? boolean : string | undefined;
/** Switches are always there, values only when given. */
export type Values<Options extends OptionSpecs> = { [Name in keyof Options]: ValueOf<Options[Name]> };

export type CommandInput<Options extends OptionSpecs> = {
  values: Values<Options>;
  /** As many as `positionals` names: their number is checked before. */
  positionals: string[];
  terminal: Terminal;
};

type CommandSpec<Options extends OptionSpecs> = {
  /** As it is typed: `kopilka hub import`. */
  name: string;
  summary: Text;
  /** Names of what stands without `--`, all required: `['FILE']`. */
  positionals?: readonly string[];
  options: Options;
  /** One line to copy. */
  example: string;
  /** Resolves to the exit code. Throws KopilkaError for what the person can mend: it becomes one line and exit code 1. */
  run(input: CommandInput<Options>): Promise<number>;
};

/** A command of the table: all it needs is its words and the terminal. */
export type Command = {
  name: string;
  summary: Text;
  run(words: readonly string[], terminal: Terminal): Promise<number>;
};

const commonOptions = {
  lang: { type: 'string', value: 'ru|en', help: { ru: 'язык ответа', en: 'language of the answer' } },
  help: { type: 'boolean', help: { ru: 'эта справка', en: 'this help' } },
} as const satisfies OptionSpecs;

/** A command whose options are typed by their declaration. `--help` and `--lang` come with every one. */
export function defineCommand<const Options extends OptionSpecs>(spec: CommandSpec<Options>): Command {
  return {
    name: spec.name,
    summary: spec.summary,
    async run(words, given) {
      const options: OptionSpecs = { ...spec.options, ...commonOptions };
      const { values, positionals } = readWords(spec.name, words, options);
      const terminal = { ...given, locale: readLocale(values['lang']) ?? given.locale };
      if (values['help'] === true) {
        terminal.say(helpText(spec, options, terminal.locale));
        return 0;
      }
      const wanted = spec.positionals ?? [];
      const missing = wanted[positionals.length];
      if (missing !== undefined) throw new KopilkaError('usage.missing', { what: missing, command: spec.name });
      const extra = positionals[wanted.length];
      if (extra !== undefined) throw new KopilkaError('usage.unexpected', { what: extra, command: spec.name });
      return spec.run({ values: values as Values<Options>, positionals, terminal });
    },
  };
}

/** A command that is only a name for others: `kopilka hub import`. */
export function defineGroup(name: string, summary: Text, commands: readonly Command[]): Command {
  return {
    name,
    summary,
    async run(words, terminal) {
      const [word, ...rest] = words;
      const command = commands.find((each) => each.name === `${name} ${word}`);
      if (command) return command.run(rest, terminal);
      if (word === undefined || word === '--help') {
        terminal.say(listText(`kopilka ${name} <...>`, summary, commands, terminal.locale));
        return word === undefined ? 2 : 0;
      }
      throw new KopilkaError('usage.unknownCommand', { command: `${name} ${word}`, help: `kopilka ${name} --help` });
    },
  };
}

/** `ru` and `en` are the languages; anything else is told. */
export function readLocale(value: string | boolean | undefined): Locale | undefined {
  if (value === undefined) return undefined;
  if (value === 'ru' || value === 'en') return value;
  throw new KopilkaError('usage.value', { option: '--lang', wanted: 'ru, en', value: String(value) });
}

function readWords(name: string, words: readonly string[], options: OptionSpecs) {
  const config = Object.fromEntries(Object.entries(options).map(([option, { type }]) => [option, { type }]));
  const { tokens, positionals } = parseArgs({
    args: [...words],
    options: config,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const values: Record<string, string | boolean | undefined> = {};
  for (const [option, { type }] of Object.entries(options)) if (type === 'boolean') values[option] = false;
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option) {
      const near = nearest(token.name, Object.keys(options));
      const hint = near === undefined ? `kopilka ${name} --help` : `--${near}`;
      throw new KopilkaError('usage.unknownOption', { option: token.rawName, command: name, hint });
    }
    if (option.type === 'string' && token.value === undefined) {
      throw new KopilkaError('usage.valueMissing', { option: token.rawName, value: option.value ?? 'VALUE' });
    }
    if (option.type === 'boolean' && token.value !== undefined) {
      throw new KopilkaError('usage.valueUnwanted', { option: token.rawName });
    }
    values[token.name] = token.value ?? true;
  }
  return { values, positionals };
}

function helpText(spec: CommandSpec<OptionSpecs>, options: OptionSpecs, locale: Locale): string {
  const words = [spec.name, ...(spec.positionals ?? []), '[options]'].join(' ');
  const rows = Object.entries(options).map(([option, { value, help }]): [string, string] => [
    `--${option}${value === undefined ? '' : ` ${value}`}`,
    help[locale],
  ]);
  const titles = locale === 'ru' ? ['Параметры', 'Пример'] : ['Options', 'Example'];
  return [
    `kopilka ${words}`,
    '',
    spec.summary[locale],
    '',
    titles[0],
    columns(rows),
    '',
    titles[1],
    `  ${spec.example}`,
  ].join('\n');
}

/** What there is to choose from, one a line. */
export function listText(
  usage: string,
  summary: Text,
  commands: readonly Pick<Command, 'name' | 'summary'>[],
  locale: Locale,
): string {
  const rows = commands.map(({ name, summary: each }): [string, string] => [name, each[locale]]);
  const more = { ru: 'Подробно: kopilka КОМАНДА --help', en: 'More: kopilka COMMAND --help' };
  return [usage, '', summary[locale], '', columns(rows), '', more[locale]].join('\n');
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
