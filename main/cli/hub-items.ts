import { formatMoney } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { ItemKind, itemKinds } from '../../shared/protocol/office.ts';
import type { CloseRequest, Item, ItemSides, ItemsQuery, Side } from '../../shared/protocol/office.ts';
import { defineCommand } from './command.ts';
import { askHub, placeOptions } from './hub-place.ts';

const words = {
  none: { ru: 'вопросов нет', en: 'no items' },
  more: { ru: 'дальше: --after', en: 'more: --after' },
  stake: { ru: 'под вопросом', en: 'at stake' },
  till: { ru: 'касса', en: 'till' },
  hub: { ru: 'хаб', en: 'hub' },
  due: { ru: 'к оплате', en: 'due' },
  held: { ru: 'ждёт записей', en: 'records that wait' },
  closed: { ru: 'закрыто', en: 'closed' },
} as const;

export const items = defineCommand({
  name: 'hub items',
  summary: {
    ru: 'Что должен посмотреть человек: расхождения, вторые жизни касс, непринятые записи, тревоги. Старые впереди.',
    en: 'What a person should look at: discrepancies, second lives of tills, records not taken, alarms. Oldest first.',
  },
  options: {
    ...placeOptions,
    state: { type: 'string', value: 'open|closed|all', help: { ru: 'по умолчанию open', en: 'open by default' } },
    kind: { type: 'string', value: 'KIND', help: { ru: 'только такие', en: 'of this kind alone' } },
    after: { type: 'string', value: 'ID', help: { ru: 'после этого', en: 'after this one' } },
  },
  example: 'npx kopilka hub items --kind overdraft',
  async run({ values, terminal }) {
    const query = queryOf(values);
    const page = await askHub(values, (door) => door.items(query));
    const { locale } = terminal;
    if (values.json) terminal.say(JSON.stringify(page));
    else if (page.items.length === 0) terminal.say(words.none[locale]);
    else for (const each of page.items) terminal.say(itemLine(each, locale));
    if (!values.json && page.after !== null) terminal.say(`${words.more[locale]} ${page.after}`);
    return 0;
  },
});

export const item = defineCommand({
  name: 'hub item',
  summary: {
    ru: 'Один вопрос с обеих сторон: как записала касса и как посчитал хаб, с причинами (--json: всё).',
    en: 'One item from both sides: as the till recorded it and as the hub computes it, with reasons (--json: all of it).',
  },
  positionals: ['ID'],
  options: placeOptions,
  example: 'npx kopilka hub item overdraft.till-1.4c1f.17.3fa9c0d1',
  async run({ values, positionals, terminal }) {
    const found = await askHub(values, (door) => door.item(positionals[0]!));
    terminal.say(values.json ? JSON.stringify(found) : sidesText(found, terminal.locale));
    return 0;
  },
});

export const close = defineCommand({
  name: 'hub close',
  summary: {
    ru: 'Закрывает вопрос: кто и почему, хранится навсегда. Посчитанного не меняет; записи отозванной кассы принимает (approve) или нет (reject).',
    en: 'Closes an item: who and why is kept for ever. Changes nothing that was booked; takes the records of a revoked till (approve) or not (reject).',
  },
  positionals: ['ID'],
  options: {
    ...placeOptions,
    why: { type: 'string', value: 'TEXT', help: { ru: 'почему', en: 'why' } },
    decision: {
      type: 'string',
      value: 'approve|reject',
      help: { ru: 'только для записей отозванной кассы', en: 'for records of a revoked till alone' },
    },
  },
  example: 'npx kopilka hub close facts.till-1.4c1f.17.3fa9c0d1 --why "price tag was wrong"',
  async run({ values, positionals, terminal }) {
    const { why, decision } = values;
    if (why === undefined) throw new KopilkaError('usage.missing', { what: '--why', command: 'hub close' });
    const request = { why, ...(decision === undefined ? {} : { decision: decisionOf(decision) }) };
    const closed = await askHub(values, (door) => door.closeItem(positionals[0]!, request));
    terminal.say(values.json ? JSON.stringify(closed) : itemLine(closed, terminal.locale));
    return 0;
  },
});

type ItemsValues = { state: string | undefined; kind: string | undefined; after: string | undefined };

function queryOf({ state = 'open', kind, after }: ItemsValues): ItemsQuery {
  if (state !== 'open' && state !== 'closed' && state !== 'all') {
    throw new KopilkaError('usage.value', { option: '--state', wanted: 'open, closed, all', value: state });
  }
  const wanted = ItemKind.safeParse(kind);
  if (kind !== undefined && !wanted.success) {
    throw new KopilkaError('usage.value', { option: '--kind', wanted: itemKinds.join(', '), value: kind });
  }
  return {
    ...(state === 'all' ? {} : { state }),
    ...(wanted.success ? { kind: wanted.data } : {}),
    ...(after === undefined ? {} : { after }),
  };
}

function decisionOf(value: string): NonNullable<CloseRequest['decision']> {
  if (value === 'approve' || value === 'reject') return value;
  throw new KopilkaError('usage.value', { option: '--decision', wanted: 'approve, reject', value });
}

function itemLine({ id, kind, at, till, receipt, member, detail, stakeMinor, closed }: Item, locale: Locale): string {
  const stake = stakeMinor === null ? '' : `, ${words.stake[locale]} ${formatMoney(stakeMinor, locale)}`;
  const end = closed === null ? '' : `; ${words.closed[locale]} ${closed.by}, ${closed.at}: ${closed.why}`;
  return `${id}\n  ${at} ${kind} ${[till, receipt, member].filter(Boolean).join(', ')}: ${detail}${stake}${end}`;
}

function sidesText({ item: about, differences, till, hub, held }: ItemSides, locale: Locale): string {
  const value = (each: unknown) => JSON.stringify(each);
  return [
    itemLine(about, locale),
    ...differences.map(
      (each) => `  ${each.path}: ${words.till[locale]} ${value(each.till)}, ${words.hub[locale]} ${value(each.hub)}`,
    ),
    ...sideLines(words.till[locale], till, locale),
    ...sideLines(words.hub[locale], hub, locale),
    ...(held > 0 ? [`  ${words.held[locale]}: ${held}`] : []),
  ].join('\n');
}

function sideLines(name: string, side: Side | null, locale: Locale): string[] {
  if (side === null) return [];
  const effects = (side.reasons?.effects ?? []) as { rule: string; kind: string; amount: number; unit: string }[];
  return [
    `  ${name}: ${words.due[locale]} ${formatMoney(side.dueMinor, locale)}`,
    ...effects.map(({ rule, kind, amount, unit }) => `    ${rule}: ${kind} ${amount} ${unit}`),
  ];
}
