import { newestEngine } from '../../engines/index.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { findingText } from '../../shared/loyalty/check/finding.ts';
import type { Finding } from '../../shared/loyalty/check/finding.ts';
import { isReturnRefused } from '../../shared/loyalty/reverse/refused.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { checkRequest } from '../quote/request.ts';
import { runQuote } from '../quote/run.ts';
import type { Quoted } from '../quote/run.ts';
import { quoteText } from '../quote/text.ts';
import type { QuoteStep } from '../../shared/protocol/quote.ts';
import { defineCommand } from './command.ts';
import { readJson } from './document.ts';

export const command = defineCommand({
  name: 'quote',
  summary: {
    ru: 'Считает продажу или возврат из файла запроса и ничего не записывает. Формат описан в docs/quote.',
    en: 'Computes the sale or return of a request file and commits nothing. docs/quote tells the format.',
  },
  positionals: ['FILE'],
  options: {
    json: {
      type: 'boolean',
      help: { ru: 'ответ в JSON, со всеми причинами', en: 'answer in JSON, with every reason' },
    },
  },
  example: 'npx kopilka quote docs/quote/01-sale.json',
  async run({ values, positionals, terminal }) {
    const { locale } = terminal;
    const engine = newestEngine();
    const checked = checkRequest(readJson(positionals[0]!, locale), engine.semantics);
    if (!checked.ok) throw requestError(checked.findings, locale);
    const answered = answer(checked.steps);
    if (values.json) {
      const outcomes = answered.map(({ outcome }) => outcome);
      terminal.say(JSON.stringify(checked.isList ? outcomes : outcomes[0], null, 2));
    } else {
      const texts = answered.map((each, index) => quoteText(each, locale, checked.isList ? index + 1 : undefined));
      terminal.say(texts.join('\n\n'));
    }
    return 0;
  },
});

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
