import { newestEngine } from '../../engines/index.ts';
import { plural } from '../../shared/i18n/plural.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { checkProgrammeText } from '../../shared/loyalty/check/document.ts';
import type { PlacedFinding } from '../../shared/loyalty/check/document.ts';
import { findingText } from '../../shared/loyalty/check/finding.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { dayMs, dayOf } from '../../shared/loyalty/time/moment.ts';
import { defineCommand } from './command.ts';
import { nodePorts } from '../ports.node.ts';
import { readText } from './document.ts';

export const command = defineCommand({
  name: 'check',
  summary: {
    ru: 'Проверяет файл программы и говорит, что в нём не так и что с этим делать. Код выхода 1, если что-то нашлось.',
    en: 'Checks a programme file and says what is wrong with it and what to do. Exits with 1 when it found something.',
  },
  positionals: ['FILE'],
  options: {
    till: {
      type: 'string',
      value: 'DIR',
      help: {
        ru: 'папка кассы: сверить маски карт с её весовыми этикетками',
        en: "a till's folder: hold the card masks against its labels of weighed goods",
      },
    },
    json: {
      type: 'boolean',
      help: { ru: 'ответ одним объектом JSON', en: 'answer with one JSON object' },
    },
  },
  example: 'npx kopilka check docs/quote/programme.json',
  async run({ values, positionals, terminal }) {
    const file = positionals[0]!;
    const { locale } = terminal;
    const labels = values.till === undefined ? [] : await labelsOf(values.till, locale);
    const { programme, findings } = checkProgrammeText(readText(file), newestEngine().semantics, today(), labels);
    if (values.json) {
      terminal.say(JSON.stringify({ ok: programme !== undefined, findings: findings.map(forMachines) }, null, 2));
    } else {
      for (const each of findings) terminal.say(findingLine(file, each, locale));
      terminal.say(summaryLine(file, programme, findings, locale));
    }
    return findings.length === 0 ? 0 : 1;
  },
});

/** As masks: what the till in this folder takes for labels of weighed goods. */
async function labelsOf(folder: string, locale: Locale): Promise<string[]> {
  const [{ tillSettings }, { maskOfLabel }] = await Promise.all([
    import('./till/settings.ts'),
    import('../../drivers/scanner/label.ts'),
  ]);
  return tillSettings(folder, {}, locale).labels.map(maskOfLabel);
}

/** The day on this machine's calendar. */
function today(): string {
  const now = new Date(nodePorts.clock.nowMs());
  return dayOf(Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / dayMs));
}

function forMachines({ path, line, column, code, severity, args, ...rest }: PlacedFinding) {
  const text = { ru: findingText({ code, args }, 'ru'), en: findingText({ code, args }, 'en') };
  return { path, segments: rest.segments, line, column, code, severity, args, text };
}

/** `file:line:column` first, as editors and terminals know it. */
function findingLine(file: string, each: PlacedFinding, locale: Locale): string {
  const severities = { error: { ru: 'ошибка', en: 'error' }, warning: { ru: 'замечание', en: 'warning' } };
  const path = each.path === '' ? '' : `${each.path}: `;
  return `${file}:${each.line}:${each.column}: ${severities[each.severity][locale]}: ${path}${findingText(each, locale)}`;
}

function summaryLine(
  file: string,
  programme: Programme | undefined,
  findings: readonly PlacedFinding[],
  locale: Locale,
): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  if (programme && warnings === 0) {
    const { id, version, promotions } = programme;
    const rules = plural(promotions.length, locale, { ru: ['правило', 'правила', 'правил'], en: ['rule', 'rules'] });
    return locale === 'ru'
      ? `${file}: всё в порядке (${id}, версия ${version}, ${rules})`
      : `${file}: in order (${id}, version ${version}, ${rules})`;
  }
  const counts = [
    plural(errors, locale, { ru: ['ошибка', 'ошибки', 'ошибок'], en: ['error', 'errors'] }),
    plural(warnings, locale, { ru: ['замечание', 'замечания', 'замечаний'], en: ['warning', 'warnings'] }),
  ];
  return `${file}: ${counts.join(', ')}`;
}
