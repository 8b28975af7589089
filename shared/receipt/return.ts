import { formatCurrency, formatMoment, formatMoney } from '../i18n/format.ts';
import type { Locale } from '../i18n/locale.ts';
import { receiptTexts } from '../i18n/receipt.ts';
import type { ReceiptBlock } from './blocks.ts';
import type { ReturnReceiptData } from './data.ts';
import { ownDonationBlocks } from './donations.ts';
import {
  blank,
  centred,
  columns,
  headBlocks,
  memberBlocks,
  paymentBlocks,
  pointsBlocks,
  positionBlocks,
  stampBlocks,
  thickRule,
  thinRule,
  vatBlocks,
} from './parts.ts';

export function returnBlocks(data: ReturnReceiptData, locale: Locale): ReceiptBlock[] {
  const texts = receiptTexts[locale];
  const blocks: ReceiptBlock[] = data.opensDrawer ? [{ kind: 'drawer' }] : [];
  blocks.push(...headBlocks(data, locale), blank, centred(texts.returnTitle, true), thickRule);
  blocks.push(...stampBlocks(`${texts.receipt}\u00A0${texts.number}\u00A0${data.number}`, data, locale));
  blocks.push(
    columns(
      `${texts.saleReceipt}\u00A0${texts.number}\u00A0${data.sale.number}`,
      formatMoment(data.sale.moment, locale),
    ),
    thinRule,
  );
  for (const line of data.lines) {
    blocks.push({ kind: 'text', text: line.name });
    if (line.gift) blocks.push(columns(texts.gift, formatMoney(0, locale), 2));
    else blocks.push(...positionBlocks(line.positions, line.unit, null, locale));
  }
  const refund = formatCurrency(data.refundMinor, data.currency, locale);
  blocks.push(thickRule, { kind: 'columns', left: texts.refundTotal, right: refund, bold: true, size: 'double' });
  const due = { goodsMinor: data.refundMinor, currency: data.currency, sum: texts.refundAll };
  blocks.push(...ownDonationBlocks(data.donations, due, locale));
  blocks.push(...paymentBlocks(data.refunds, locale), ...vatBlocks(data.vat, locale));
  if (data.member || data.points.length > 0) {
    blocks.push(thinRule, ...memberBlocks(data.member, locale), ...pointsBlocks(data.points, locale));
  }
  return [...blocks, { kind: 'cut' }];
}
