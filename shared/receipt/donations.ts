import { formatCurrency, formatMoney } from '../i18n/format.ts';
import type { Locale } from '../i18n/locale.ts';
import { receiptTexts } from '../i18n/receipt.ts';
import type { ReceiptBlock } from './blocks.ts';
import type { ReceiptDonation } from './data.ts';
import { columns, thinRule } from './parts.ts';

/** The buyer's own donations under the total of the goods, and what both come to: the sum that was paid, or given back. */
export function ownDonationBlocks(
  donations: readonly ReceiptDonation[] = [],
  { goodsMinor, currency, sum }: { goodsMinor: number; currency: string; sum: string },
  locale: Locale,
): ReceiptBlock[] {
  const own = donations.filter(({ by }) => by === 'member');
  if (own.length === 0) return [];
  const totalMinor = own.reduce((total, { amountMinor }) => total + amountMinor, goodsMinor);
  const { donation } = receiptTexts[locale];
  return [
    ...own.map(({ cause, amountMinor }) => columns(`${donation}: ${cause}`, formatMoney(amountMinor, locale))),
    { kind: 'columns', left: sum, right: formatCurrency(totalMinor, currency, locale), bold: true },
  ];
}

/** What the shop gives of this receipt. */
export function shopDonationBlocks(donations: readonly ReceiptDonation[] = [], locale: Locale): ReceiptBlock[] {
  const shops = donations.filter(({ by }) => by === 'shop');
  if (shops.length === 0) return [];
  const { shopGives } = receiptTexts[locale];
  return [
    thinRule,
    ...shops.map(({ cause, amountMinor }) => columns(`${shopGives}: ${cause}`, formatMoney(amountMinor, locale))),
  ];
}
