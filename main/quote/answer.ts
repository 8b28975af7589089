import { newestEngine } from '../../engines/index.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { findingText } from '../../shared/loyalty/check/finding.ts';
import type { Finding } from '../../shared/loyalty/check/finding.ts';
import { isReturnRefused } from '../../shared/loyalty/reverse/refused.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { QuoteStep } from '../../shared/protocol/quote.ts';
import { checkRequest } from './request.ts';
import { runQuote } from './run.ts';
import type { Quoted } from './run.ts';

/**
 * Checks a request (any JSON value) and answers its steps with the newest engine. `isList`: it was a list, and so is the answer.
 * Throws `request.invalid` with the first fault in the given language, and what a refused return says.
 */
export function answerRequest(document: unknown, locale: Locale): { answered: Quoted[]; isList: boolean } {
  const checked = checkRequest(document, newestEngine().semantics);
  if (!checked.ok) throw requestError(checked.findings, locale);
  return { answered: answer(checked.steps), isList: checked.isList };
}

function answer(steps: readonly QuoteStep[]): Quoted[] {
  try {
    return runQuote(steps, newestEngine());
  } catch (error) {
    throw isReturnRefused(error) ? new KopilkaError(error.code, error.args, { cause: error }) : error;
  }
}

/** One line: the first fault, and how many more there are. */
function requestError(findings: readonly Finding[], locale: Locale): KopilkaError {
  const [first] = findings;
  const more = { ru: ` (и ещё: ${findings.length - 1})`, en: ` (and ${findings.length - 1} more)` };
  const problem = `${findingText(first!, locale)}${findings.length > 1 ? more[locale] : ''}`;
  return new KopilkaError('request.invalid', { path: first!.path === '' ? '$' : first!.path, problem });
}
