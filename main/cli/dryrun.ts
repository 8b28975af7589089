import { newestEngine } from '../../engines/index.ts';
import { checkProgramme } from '../../shared/loyalty/check/check.ts';
import { findingText } from '../../shared/loyalty/check/finding.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { defineCommand } from './command.ts';
import { readJson } from './document.ts';
import { defaultData, momentOf } from './hub-place.ts';
import { storeOf, storeUrl } from './hub-store.ts';

export const command = defineCommand({
  name: 'dryrun',
  summary: {
    ru: 'Пересчитывает прошлые чеки по черновику программы: цена, скидки, баллы, обязательства, кто выиграет. Ничего не пишет.',
    en: 'Rings past receipts again under a draft: cost, discounts, points, liability, who wins and who loses. Writes nothing.',
  },
  positionals: ['PROGRAMME'],
  options: {
    hub: {
      type: 'string',
      value: 'DIR',
      help: { ru: 'папка хаба (по умолчанию ./.kopilka/hub)', en: "the hub's folder (./.kopilka/hub by default)" },
    },
    store: {
      type: 'string',
      value: 'URL',
      help: {
        ru: 'база хаба на PostgreSQL (по умолчанию та, что помнит папка)',
        en: "the hub's PostgreSQL database (by default the one that the folder remembers)",
      },
    },
    dir: {
      type: 'string',
      value: 'DIR',
      help: { ru: 'папка чеков, как для kopilka replay', en: 'a folder of receipts, as for kopilka replay' },
    },
    from: { type: 'string', value: 'MOMENT', help: { ru: 'с этого момента', en: 'from this moment on' } },
    to: { type: 'string', value: 'MOMENT', help: { ru: 'до этого момента', en: 'until this moment' } },
    json: { type: 'boolean', help: { ru: 'ответ одним объектом JSON', en: 'answer with one JSON object' } },
  },
  example: 'npx kopilka dryrun draft.json --hub shop-hub --from 2026-03-01T00:00:00+03:00',
  async run({ values, positionals, terminal }) {
    const { hub, store, dir, from, to } = values;
    if ((hub ?? store) !== undefined && dir !== undefined) {
      throw new KopilkaError('usage.unexpected', { what: '--dir', command: 'dryrun' });
    }
    const programme = draftOf(positionals[0]!, terminal.locale);
    const [{ hubPast }, { folderPast }, { dryRun }, { dryRunText }] = await Promise.all([
      import('./dryrun/hub-past.ts'),
      import('./dryrun/folder-past.ts'),
      import('./dryrun/run.ts'),
      import('./dryrun/text.ts'),
    ]);
    const fromMs = from === undefined ? -Infinity : Date.parse(momentOf('--from', from));
    const untilMs = to === undefined ? Infinity : Date.parse(momentOf('--to', to));
    const past =
      dir === undefined
        ? await hubPast(hub ?? defaultData, databaseOf(hub ?? defaultData, store), fromMs, untilMs)
        : await folderPast(dir, fromMs, untilMs);
    try {
      const found = await dryRun(programme, newestEngine(), past);
      terminal.say(values.json ? JSON.stringify(found) : dryRunText(found, terminal.locale));
    } finally {
      await past.close();
    }
    return 0;
  },
});

/** Where the hub of a folder keeps its past; undefined: in the folder. */
function databaseOf(folder: string, given: string | undefined): string | undefined {
  return given === undefined ? storeOf(folder, undefined) : storeUrl('--store', given);
}

/** Throws `programme.invalid` with the first fault. */
function draftOf(file: string, locale: Locale): Programme {
  const checked = checkProgramme(readJson(file, locale), newestEngine().semantics);
  if (checked.ok) return checked.programme;
  const first = checked.findings.find(({ severity }) => severity === 'error')!;
  throw new KopilkaError('programme.invalid', { path: first.path, problem: findingText(first, locale) });
}
