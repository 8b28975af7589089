import type { Locale } from './locale.ts';

/** One, few, many for Russian; one, other for English. */
export type PluralForms = {
  ru: readonly [one: string, few: string, many: string];
  en: readonly [one: string, other: string];
};

/** A count with its noun: `1 ошибка`, `22 ошибки`, `5 errors`. */
export function plural(count: number, locale: Locale, forms: PluralForms): string {
  const category = new Intl.PluralRules(locale).select(count);
  if (locale === 'en') return `${count} ${forms.en[category === 'one' ? 0 : 1]}`;
  return `${count} ${forms.ru[category === 'one' ? 0 : category === 'few' ? 1 : 2]}`;
}
