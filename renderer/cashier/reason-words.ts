import type { Locale } from '../../shared/i18n/locale.ts';
import { reasonTexts } from '../../shared/i18n/reasons.ts';
import { tellBecause, tellRejection } from '../../shared/i18n/tell-reasons.ts';
import type { Names } from '../../shared/i18n/tell-reasons.ts';
import type { Because } from '../../shared/loyalty/outcome.ts';
import type { ReasonId } from '../../shared/loyalty/reasons.ts';
import type { HelloView, SaleView } from '../../shared/protocol/page.ts';

type Told = { rule: string; reason: string; because: readonly Because[] };

/** Reasons as sentences, with the names the page was told: of the programme, and of what this sale shows. */
export type ReasonWords = {
  reason: (told: Told) => string;
  because: (because: Because, rule: string) => string;
};

/** Names are looked up when a sentence is told, so that the words need not be made anew with every scan. */
export function reasonWords(
  locale: Locale,
  points: Names['points'],
  hello: () => HelloView | null,
  sale: () => SaleView | null,
): ReasonWords {
  const name = (id: string) => (hello()?.names?.[id] ?? nameInSale(sale(), id))?.[locale] ?? id;
  const names: Names = { locale, name, points };
  return {
    reason: ({ rule, reason, because }) =>
      isReason(reason) ? tellRejection({ rule, reason, because: [...because] }, names) : reason,
    because: (because, rule) => tellBecause(because, rule, names),
  };
}

function isReason(reason: string): reason is ReasonId {
  return Object.hasOwn(reasonTexts, reason);
}

function nameInSale(sale: SaleView | null, id: string) {
  const tier = sale?.member?.tier;
  if (tier?.id === id) return tier.name;
  const line = sale?.lines.find(({ sku }) => sku === id);
  const rejection = sale?.rejections.find(({ rule }) => rule === id);
  return (
    line?.name ?? rejection?.name ?? sale?.lines.flatMap(({ reasons }) => reasons).find(({ rule }) => rule === id)?.name
  );
}
