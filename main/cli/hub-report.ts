import type { CashiersQuery, ReportQuery } from '../../shared/protocol/report.ts';
import { cashierText } from './cashier-text.ts';
import { defineCommand } from './command.ts';
import { askHub, momentOf, placeOf, placeOptions } from './hub-place.ts';
import { reportText } from './report-text.ts';

const period = {
  from: { type: 'string', value: 'MOMENT', help: { ru: 'с этого момента', en: 'from this moment on' } },
  to: { type: 'string', value: 'MOMENT', help: { ru: 'до этого момента', en: 'until this moment' } },
} as const;

export const report = defineCommand({
  name: 'hub report',
  summary: {
    ru: 'Во что обходится программа и что приносит: обязательства, баллы, расчёты партнёров, ссылки, бюджеты.',
    en: 'What the programme costs and brings: liability, points, settlement of partners, links, budgets.',
  },
  options: {
    ...placeOptions,
    ...period,
    programme: {
      type: 'string',
      value: 'ID',
      help: { ru: 'программа (по умолчанию действующая)', en: 'the programme (by default the one in force)' },
    },
  },
  example: 'npx kopilka hub report --from 2026-03-01T00:00:00+03:00',
  async run({ values, terminal }) {
    const { from, to, programme } = values;
    const query: ReportQuery = {
      ...(from === undefined ? {} : { from: momentOf('--from', from) }),
      ...(to === undefined ? {} : { to: momentOf('--to', to) }),
      ...(programme === undefined ? {} : { programme }),
    };
    const { openDoor } = await import('./hub-door.ts');
    const door = await openDoor(placeOf(values));
    try {
      const found = await door.report(query);
      terminal.say(values.json ? JSON.stringify(found) : reportText(found, terminal.locale));
    } finally {
      await door.close();
    }
    return 0;
  },
});

export const cashiers = defineCommand({
  name: 'hub cashiers',
  summary: {
    ru: 'На что посмотреть у каждого кассира: одна карта раз за разом, карта в конце чека, отмены, возвраты, списания.',
    en: 'What is worth a look at each cashier: one card again and again, cards shown last, voids, returns, redemptions.',
  },
  options: { ...placeOptions, ...period },
  example: 'npx kopilka hub cashiers --from 2026-03-01T00:00:00+03:00',
  async run({ values, terminal }) {
    const { from, to } = values;
    const query: CashiersQuery = {
      ...(from === undefined ? {} : { from: momentOf('--from', from) }),
      ...(to === undefined ? {} : { to: momentOf('--to', to) }),
    };
    const found = await askHub(values, (door) => door.cashiers(query));
    if (values.json) terminal.say(JSON.stringify(found));
    else for (const each of found) terminal.say(cashierText(each, terminal.locale));
    return 0;
  },
});
