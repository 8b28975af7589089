import type { Change } from '../loyalty/compare/compare.ts';
import type { Programme } from '../loyalty/programme/schema.ts';
import { fill } from './fill.ts';
import { formatMoney, formatQuantity, formatRate } from './format.ts';
import type { Locale } from './locale.ts';
import { keyWords, valueWords } from './programme-words.ts';

const templates = {
  added: { ru: 'Добавлено ({list}): {name}', en: 'Added ({list}): {name}' },
  removed: { ru: 'Убрано ({list}): {name}', en: 'Removed ({list}): {name}' },
  moved: {
    ru: 'Место в списке ({list}): {name}, {before} → {after}',
    en: 'Place in the list ({list}): {name}, {before} → {after}',
  },
  changedOf: { ru: '{name} — {what}: {before} → {after}', en: '{name}: {what}: {before} → {after}' },
  changed: { ru: '{what}: {before} → {after}', en: '{what}: {before} → {after}' },
  setChanged: { ru: '{subject}: добавлено {come}; убрано {gone}', en: '{subject}: added {come}; removed {gone}' },
  setAdded: { ru: '{subject}: добавлено {come}', en: '{subject}: added {come}' },
  setRemoved: { ru: '{subject}: убрано {gone}', en: '{subject}: removed {gone}' },
  subjectOf: { ru: '{name} — {what}', en: '{name}: {what}' },
  notSet: { ru: 'не задано', en: 'not set' },
  yes: { ru: 'да', en: 'yes' },
  no: { ru: 'нет', en: 'no' },
  pair: { ru: '{key} {value}', en: '{key} {value}' },
} as const;

/** One change as a sentence of its own. Names are those of the programme that has the thing: the later one first. */
export function tellChange(change: Change, before: Programme, after: Programme, locale: Locale): string {
  const name = (list: string, id: string) => nameIn(after, list, id, locale) ?? nameIn(before, list, id, locale) ?? id;
  const say = (template: keyof typeof templates, values: Record<string, string> = {}) =>
    fill(templates[template][locale], values);
  if (change.kind !== 'changed') {
    const values = { list: keyWord(change.list, locale), name: name(change.list, change.id) };
    if (change.kind !== 'moved') return say(change.kind, values);
    return say('moved', { ...values, before: String(change.before + 1), after: String(change.after + 1) });
  }
  const { of, path } = change;
  const what = pathWords(path, locale);
  if (Array.isArray(change.before) && Array.isArray(change.after)) {
    const subject = of === null ? what : say('subjectOf', { name: name(of.list, of.id), what });
    const [gone, come] = [change.before, change.after].map((values) => valueOf(values, path, locale)) as [
      string,
      string,
    ];
    if (change.before.length === 0) return say('setAdded', { subject, come });
    return change.after.length === 0
      ? say('setRemoved', { subject, gone })
      : say('setChanged', { subject, come, gone });
  }
  const values = { what, before: valueOf(change.before, path, locale), after: valueOf(change.after, path, locale) };
  return of === null ? say('changed', values) : say('changedOf', { ...values, name: name(of.list, of.id) });
}

function nameIn(programme: Programme, list: string, id: string, locale: Locale): string | undefined {
  const things = (programme as unknown as Record<string, readonly { id: string; name?: Record<Locale, string> }[]>)[
    list
  ];
  return things?.find((each) => each.id === id)?.name?.[locale];
}

function keyWord(key: string, locale: Locale): string {
  return keyWords[key]?.[locale] ?? key;
}

/** `give › rate`; a place in a list is told from 1. */
function pathWords(path: readonly (string | number)[], locale: Locale): string {
  return path.map((part) => (typeof part === 'number' ? String(part + 1) : keyWord(part, locale))).join(' › ');
}

/** By the unit that the key says: money, per cent, thousandths; else the word of a fixed value, or the value itself. */
function valueOf(value: unknown, path: readonly (string | number)[], locale: Locale): string {
  const say = (template: 'notSet' | 'yes' | 'no') => templates[template][locale];
  if (value === undefined || value === null) return say('notSet');
  if (typeof value === 'boolean') return value ? say('yes') : say('no');
  if (typeof value === 'number')
    return numberOf(
      value,
      path.findLast((part) => typeof part === 'string'),
      locale,
    );
  if (typeof value === 'string') return valueWords[value]?.[locale] ?? value;
  if (Array.isArray(value))
    return listOf(
      value.map((each: unknown) => valueOf(each, path, locale)),
      locale,
    );
  const entries = Object.entries(value);
  if (isText(value)) return value[locale];
  return listOf(
    entries.map(([key, each]) =>
      fill(templates.pair[locale], { key: keyWord(key, locale), value: valueOf(each, [...path, key], locale) }),
    ),
    locale,
  );
}

function numberOf(value: number, key: string | number | undefined, locale: Locale): string {
  if (typeof key !== 'string') return String(value);
  if (key.endsWith('Minor')) return formatMoney(value, locale);
  if (key.endsWith('Bp')) return formatRate(value, locale);
  return key === 'quantity' ? formatQuantity(value, locale) : String(value);
}

function isText(value: unknown): value is Record<Locale, string> {
  return typeof value === 'object' && value !== null && 'ru' in value && 'en' in value;
}

function listOf(parts: readonly string[], locale: Locale): string {
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(parts);
}
