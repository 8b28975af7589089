import type { Because, Message, Rejection } from '../loyalty/outcome.ts';
import { formatMoment, formatMoney, formatQuantity, formatRate } from './format.ts';
import { fill } from './fill.ts';
import type { Locale } from './locale.ts';
import {
  dayTexts,
  factTexts,
  identificationTexts,
  messageTexts,
  operatorTexts,
  reasonTexts,
  valueTexts,
} from './reasons.ts';

/** What the teller can't know by itself: names of promotions, tiers, segments and wallets, and how a wallet's points read. */
export type Names = {
  locale: Locale;
  /** The name of what has this id, or the id itself. */
  name(id: string): string;
  points(points: number, wallet: string): string;
  /** What a rule that tells something says (one grant of an activity, by its place); only those who tell messages need it. */
  words?(rule: string, grant: number): string;
};

/** Why it did not apply, as one sentence. */
export function tellRejection({ rule, reason, because }: Rejection, names: Names): string {
  const [first] = because;
  const { locale } = names;
  return fill(reasonTexts[reason][locale], {
    expected: () => (first ? wanted(first, rule, names) : ''),
    actual: () => (first ? valueOf(first.actual, first, rule, names) : ''),
    because: () => because.map((each) => tellBecause(each, rule, names)).join('; '),
  });
}

/** One comparison: `sum of the lines: 900.00, over 1,000.00`. `rule` is the effect's, rejection's or offer's (a wallet). */
export function tellBecause(because: Because, rule: string, names: Names): string {
  const { locale } = names;
  const operator = fill(operatorTexts[because.operator][locale], {
    expected: valueOf(because.expected, because, rule, names),
  });
  const actual = valueOf(because.actual, { ...because, operator: 'is' }, rule, names);
  return `${factTexts[because.fact][locale]}: ${actual}, ${operator}`;
}

export function tellMessage({ id, args }: Message, names: Names): string {
  const told: Record<string, string> = {};
  for (const [key, value] of Object.entries(args)) {
    if (typeof value === 'string') told[key] = names.name(value);
    else if (key === 'quantity') told[key] = formatQuantity(value, names.locale);
    else told[key] = names.points(value, String(args['wallet']));
  }
  const { rule, grant = 0 } = args;
  if (id === 'programme.message' && typeof rule === 'string' && names.words)
    told['rule'] = names.words(rule, Number(grant));
  return fill(messageTexts[id][names.locale], told);
}

/** In a sentence the direction belongs to the value: `more than 3,000.00`. */
function wanted(because: Because, rule: string, names: Names): string {
  const value = valueOf(because.expected, because, rule, names);
  if (typeof because.expected !== 'number') return value;
  if (because.operator === 'over') return fill(valueTexts.more[names.locale], { value });
  return because.operator === 'atLeast' ? fill(valueTexts.from[names.locale], { value }) : value;
}

function valueOf(value: unknown, { fact, operator }: Because, rule: string, names: Names): string {
  const { locale } = names;
  if (value === null || value === undefined) return valueTexts.none[locale];
  if (typeof value === 'boolean') return valueTexts[value ? 'yes' : 'no'][locale];
  if (typeof value === 'number') return numberOf(value, fact, operator, rule, names);
  if (typeof value === 'string') return wordOf(value, fact, names);
  if (!Array.isArray(value)) return spanOf(value, names);
  if (operator === 'between') return value.join('–');
  const parts = value.map((each: unknown) =>
    isWindow(each) ? windowOf(each, locale) : valueOf(each, { fact, operator } as Because, rule, names),
  );
  return parts.length === 0 ? valueTexts.none[locale] : parts.join(', ');
}

function numberOf(
  value: number,
  fact: Because['fact'],
  operator: Because['operator'],
  rule: string,
  names: Names,
): string {
  if (operator === 'atMostBp') return formatRate(value, names.locale);
  if (fact.endsWith('Minor')) return formatMoney(value, names.locale);
  if (fact === 'lines.quantity') return formatQuantity(value, names.locale);
  return fact === 'wallet.points' ? names.points(value, rule) : String(value);
}

function wordOf(value: string, fact: Because['fact'], { locale, name }: Names): string {
  if (fact === 'moment') return formatMoment(value, locale);
  if (fact === 'member.identification' && value in identificationTexts)
    return identificationTexts[value as keyof typeof identificationTexts][locale];
  if (value === 'cashier' || value === 'offline' || value === 'declined') return valueTexts[value][locale];
  return name(value);
}

/** Days around a date of the member, or the months in which an offer that rotates is on. */
function spanOf(value: object, { locale, name }: Names): string {
  if ('everyMonths' in value && 'from' in value)
    return fill(valueTexts.rotation[locale], { months: String(value.everyMonths), from: String(value.from) });
  if (!('daysBefore' in value && 'daysAfter' in value && 'id' in value)) return '';
  const { id, daysBefore, daysAfter } = value;
  return fill(valueTexts.around[locale], {
    date: name(String(id)),
    before: String(daysBefore),
    after: String(daysAfter),
  });
}

type Window = { days?: string[]; from: string; until: string };

function isWindow(value: unknown): value is Window {
  return typeof value === 'object' && value !== null && 'from' in value && 'until' in value;
}

/** `Fri 18:00–20:00`. */
function windowOf({ days, from, until }: Window, locale: Locale): string {
  const told = days?.map((day) => dayTexts[day]?.[locale] ?? day).join(', ');
  return `${told ? `${told} ` : ''}${from}–${until}`;
}
