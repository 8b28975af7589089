import { formatPoints } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { QuoteTexts } from '../../shared/i18n/quote.ts';
import type { Names } from '../../shared/i18n/tell-reasons.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { ruleName as nameOf, ruleWords } from '../sale/reasons.ts';

/** What a writer of quotes needs to name things. */
export type Words = { programme: Programme; locale: Locale; texts: QuoteTexts };

/** A rule as its programme names it, else its id. */
export function ruleName(rule: string, { programme, locale }: Pick<Words, 'programme' | 'locale'>): string {
  return nameOf(programme, rule)?.[locale] ?? rule;
}

/** All that a programme names, for the sentences of reasons. */
export function namesOf(programme: Programme, locale: Locale): Names {
  const others = [
    ...(programme.segments ?? []),
    ...(programme.causes ?? []),
    ...(programme.links ?? []),
    ...(programme.conversions ?? []),
  ];
  return {
    locale,
    name: (id) => others.find((each) => each.id === id)?.name[locale] ?? ruleName(id, { programme, locale }),
    points: (points, wallet) => {
      const scale = programme.wallets.find(({ id }) => id === wallet)?.scale ?? 0;
      return `${formatPoints(points, scale, locale)} ${ruleName(wallet, { programme, locale })}`;
    },
    words: (rule, grant) => ruleWords(programme, rule, grant)?.[locale] ?? rule,
  };
}
