import { formatMoment, formatPoints, formatQuantity } from '../../shared/i18n/format.ts';
import type { WalletPoints } from '../../shared/loyalty/basics.ts';
import type { EntitlementFacts } from '../../shared/loyalty/facts.ts';
import { ruleName } from './words.ts';
import type { Words } from './words.ts';

/** A row of a quote: what, and how much. */
export type Row = readonly [left: string, right: string];

export function pointRows(label: string, amounts: readonly WalletPoints[], words: Words): Row[] {
  return amounts.map(({ wallet, points }) => {
    const scale = words.programme.wallets.find(({ id }) => id === wallet)?.scale ?? 0;
    return [label, `${formatPoints(points, scale, words.locale)} ${ruleName(wallet, words)}`];
  });
}

/** Rights that were opened: what for, how often or how much, and until when. */
export function rightRows(issued: readonly EntitlementFacts[], words: Words): Row[] {
  const { texts, locale } = words;
  return issued.map(({ promotion, gift, uses, validUntil }) => {
    const until = validUntil === undefined ? '' : ` ${texts.until} ${formatMoment(validUntil, locale)}`;
    const many = gift
      ? formatQuantity(gift.quantity, locale)
      : uses === undefined
        ? ''
        : formatQuantity(uses * 1000, locale);
    return [`${texts.opened} ${ruleName(promotion, words)}${until}`, many];
  });
}

/** Points of others by a sale. */
export function shareRows(label: string, shares: readonly (WalletPoints & { member: string })[], words: Words): Row[] {
  return shares.flatMap(({ member, wallet, points }) => pointRows(`${label} ${member}`, [{ wallet, points }], words));
}
