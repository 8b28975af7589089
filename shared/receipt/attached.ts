import { formatMoment } from '../i18n/format.ts';
import type { Locale } from '../i18n/locale.ts';
import { receiptTexts } from '../i18n/receipt.ts';
import type { ReceiptBlock } from './blocks.ts';
import type { AttachedSlipData } from './data.ts';
import {
  blank,
  centred,
  columns,
  headBlocks,
  memberBlocks,
  pointsBlocks,
  stampBlocks,
  thickRule,
  thinRule,
} from './parts.ts';

/** No receipt of its own: it names the one that was paid, and tells the points it gave. */
export function attachedBlocks(data: AttachedSlipData, locale: Locale): ReceiptBlock[] {
  const texts = receiptTexts[locale];
  const { number, moment } = data.sale;
  return [
    ...headBlocks(data, locale),
    blank,
    centred(`${texts.attachedTitle} ${texts.number}\u00A0${number}`, true),
    thickRule,
    ...stampBlocks(texts.attached, data, locale),
    columns(texts.receiptPaid, formatMoment(moment, locale)),
    thinRule,
    ...memberBlocks(data.member, locale),
    ...pointsBlocks(data.points, locale),
    thinRule,
    centred(texts.attachedHint),
    { kind: 'cut' },
  ];
}
