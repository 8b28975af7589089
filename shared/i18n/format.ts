import type { Locale } from './locale.ts';

/**
 * Numbers and dates as people read them. All integers in, text out; a moment is told by the wall clock it carries, so no
 * time zone is ever looked up. Groups are parted by no-break spaces in Russian: a line never breaks inside an amount.
 */

const tags: Record<Locale, string> = { ru: 'ru-RU', en: 'en-GB' };

/** `123450` -> `1 234,50` (ru), `1,234.50` (en). */
export function formatMoney(amountMinor: number, locale: Locale): string {
  return decimal(amountMinor, 2, locale);
}

/** With its currency: `1 234,50 ₽` (ru), `RUB 1,234.50` (en). `currency`: ISO 4217, two decimals. */
export function formatCurrency(amountMinor: number, currency: string, locale: Locale): string {
  const format = once(numbers, `${locale} ${currency}`, () => {
    const currencyDisplay = locale === 'ru' ? 'narrowSymbol' : 'code';
    return new Intl.NumberFormat(tags[locale], { style: 'currency', currency, currencyDisplay, ...digitsOf(2) });
  });
  return format.format(decimalString(amountMinor, 2));
}

/**
 * Points of a wallet with `scale` decimals. Decimals that say nothing are left out (`5000` at scale 2 -> `50`) unless the number
 * stands in a column with others that have them.
 */
export function formatPoints(points: number, scale: number, locale: Locale, allDecimals = false): string {
  const unit = 10 ** scale;
  return points % unit === 0 && !allDecimals ? decimal(points / unit, 0, locale) : decimal(points, scale, locale);
}

/** Thousandths of a unit: `355` -> `0,355`, `5000` -> `5`. */
export function formatQuantity(thousandths: number, locale: Locale): string {
  return thousandths % 1000 === 0 ? decimal(thousandths / 1000, 0, locale) : decimal(thousandths, 3, locale);
}

/** Basis points as per cent: `2000` -> `20 %` (ru), `20%` (en). */
export function formatRate(basisPoints: number, locale: Locale): string {
  const percent = basisPoints % 100 === 0 ? decimal(basisPoints / 100, 0, locale) : decimal(basisPoints, 2, locale);
  return locale === 'ru' ? `${percent}\u00A0%` : `${percent}%`;
}

/** A day `2026-11-23` (or the day of a moment) -> `23.11.2026` (ru), `23 Nov 2026` (en). */
export function formatDay(day: string, locale: Locale): string {
  const format = once(dates, locale, () => {
    const month = locale === 'ru' ? '2-digit' : 'short';
    return new Intl.DateTimeFormat(tags[locale], { day: '2-digit', month, year: 'numeric', timeZone: 'UTC' });
  });
  return format.format(wallClock(day.slice(0, 10))).replaceAll(' ', '\u00A0');
}

/** A moment `2026-11-23T18:59:59+03:00` -> `23.11.2026 18:59`, by the clock on the wall it was told by. */
export function formatMoment(moment: string, locale: Locale): string {
  return `${formatDay(moment, locale)}\u00A0${moment.slice(11, 16)}`;
}

function wallClock(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs more than a hundred uses of it. */
function once<T>(made: Map<string, T>, key: string, make: () => T): T {
  const known = made.get(key);
  if (known !== undefined) return known;
  const format = make();
  made.set(key, format);
  return format;
}

function digitsOf(digits: number) {
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
}

function decimal(value: number, digits: number, locale: Locale): string {
  const format = once(numbers, `${locale} ${digits}`, () => new Intl.NumberFormat(tags[locale], digitsOf(digits)));
  return format.format(decimalString(value, digits));
}

/** The decimal as text, because a quotient in binary would lie about large amounts. */
function decimalString(value: number, digits: number): Intl.StringNumericLiteral {
  const sign = value < 0 ? '-' : '';
  const text = String(Math.abs(value)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = text.slice(text.length - digits);
  return (digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${fraction}`) as Intl.StringNumericLiteral;
}
