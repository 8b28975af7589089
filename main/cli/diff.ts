import { newestEngine } from '../../engines/index.ts';
import { tellChange } from '../../shared/i18n/tell-changes.ts';
import { plural } from '../../shared/i18n/plural.ts';
import { checkProgrammeText } from '../../shared/loyalty/check/document.ts';
import { findingText } from '../../shared/loyalty/check/finding.ts';
import { compareProgrammes } from '../../shared/loyalty/compare/compare.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { defineCommand } from './command.ts';
import { readText } from './document.ts';

export const command = defineCommand({
  name: 'diff',
  summary: {
    ru: 'Говорит словами, что изменилось от одной версии программы к другой.',
    en: 'Says in words what changed from one version of a programme to another.',
  },
  positionals: ['BEFORE', 'AFTER'],
  options: {
    json: { type: 'boolean', help: { ru: 'ответ списком JSON', en: 'answer with a JSON list' } },
  },
  example: 'npx kopilka diff examples/first-shop/programme.json examples/demo-shop/programme.json',
  async run({ values, positionals, terminal }) {
    const { locale } = terminal;
    const [before, after] = [readProgramme(positionals[0]!, locale), readProgramme(positionals[1]!, locale)];
    const changes = compareProgrammes(before, after);
    if (values.json) {
      const told = changes.map((change) => ({
        ...change,
        text: { ru: tellChange(change, before, after, 'ru'), en: tellChange(change, before, after, 'en') },
      }));
      terminal.say(JSON.stringify(told, null, 2));
      return 0;
    }
    for (const change of changes) terminal.say(tellChange(change, before, after, locale));
    terminal.say(summary(changes.length, locale));
    return 0;
  },
});

function summary(changes: number, locale: Locale): string {
  if (changes === 0) return { ru: 'Ничего не изменилось', en: 'Nothing changed' }[locale];
  return plural(changes, locale, { ru: ['изменение', 'изменения', 'изменений'], en: ['change', 'changes'] });
}

/** A programme that can be used, warnings or not. Throws `programme.invalid` with the first fault. */
function readProgramme(file: string, locale: Locale): Programme {
  const { programme, findings } = checkProgrammeText(readText(file), newestEngine().semantics);
  if (programme) return programme;
  const fault = findings.find(({ severity }) => severity === 'error')!;
  throw new KopilkaError('programme.invalid', { path: fault.path, problem: findingText(fault, locale) });
}
