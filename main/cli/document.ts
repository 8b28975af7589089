import { readFileSync } from 'node:fs';
import { jsonProblems } from '../../shared/i18n/check.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { readJsonText } from '../../shared/protocol/json-text.ts';

/** The text of a file the person named. Throws `file.unreadable`. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const problem = error instanceof Error ? error.message.replace(/, \w+ '.*'$/, '') : String(error);
    throw new KopilkaError('file.unreadable', { file, problem }, { cause: error });
  }
}

/** The JSON value in a file. Throws `file.unreadable`, and `file.notJson` with the place. */
export function readJson(file: string, locale: Locale): unknown {
  const read = readJsonText(readText(file));
  if (read.ok) return read.value;
  throw new KopilkaError('file.notJson', { file, ...read.place, problem: jsonProblems[read.problem][locale] });
}
