import type { Locale } from '../../shared/i18n/locale.ts';
import type { QuoteTexts } from '../../shared/i18n/quote.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { ruleName as nameOf } from '../sale/reasons.ts';

/** What a writer of quotes needs to name things. */
export type Words = { programme: Programme; locale: Locale; texts: QuoteTexts };

/** A rule as its programme names it, else its id. */
export function ruleName(rule: string, { programme, locale }: Words): string {
  return nameOf(programme, rule)?.[locale] ?? rule;
}
