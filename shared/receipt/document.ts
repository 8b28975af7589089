import type { Locale } from '../i18n/locale.ts';
import { attachedBlocks } from './attached.ts';
import type { ReceiptBlock, ReceiptDocument } from './blocks.ts';
import type { ReceiptData } from './data.ts';
import { returnBlocks } from './return.ts';
import { saleBlocks } from './sale.ts';
import { shiftBlocks } from './shift.ts';
import { testPageBlocks } from './test-page.ts';

/** What paper will say, in one language, whatever prints it. Never throws: every legal receipt, a zero total too, has one. */
export function receiptDocument(data: ReceiptData, locale: Locale): ReceiptDocument {
  return { version: 1, locale, blocks: blocksOf(data, locale) };
}

function blocksOf(data: ReceiptData, locale: Locale): ReceiptBlock[] {
  if (data.kind === 'sale') return saleBlocks(data, locale);
  if (data.kind === 'return') return returnBlocks(data, locale);
  if (data.kind === 'attached') return attachedBlocks(data, locale);
  if (data.kind === 'shift') return shiftBlocks(data, locale);
  return testPageBlocks(data, locale);
}
