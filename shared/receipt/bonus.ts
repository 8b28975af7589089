import type { Locale } from '../i18n/locale.ts';
import type { ReturnReceiptData, SaleReceiptData } from './data.ts';
import { layout } from './layout.ts';
import { centred, memberBlocks, pointsBlocks } from './parts.ts';

/** What another till prints beneath its own receipt: the member, what moved and is left, messages. No line is wider than asked for. */
export function bonusLines(data: SaleReceiptData | ReturnReceiptData, columns: number, locale: Locale): string[] {
  const messages = data.kind === 'sale' ? data.messages : [];
  const blocks = [
    ...memberBlocks(data.member, locale),
    ...pointsBlocks(data.points, locale),
    ...messages.map((text) => centred(text)),
  ];
  return layout({ version: 1, locale, blocks }, columns).flatMap((item) => (item.kind === 'line' ? [item.text] : []));
}
