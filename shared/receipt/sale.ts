import { formatCurrency, formatMoney } from '../i18n/format.ts';
import type { Locale } from '../i18n/locale.ts';
import { receiptTexts } from '../i18n/receipt.ts';
import type { ReceiptBlock } from './blocks.ts';
import type { ReceiptLine, SaleReceiptData } from './data.ts';
import { ownDonationBlocks, shopDonationBlocks } from './donations.ts';
import {
  blank,
  centred,
  columns,
  headBlocks,
  lessMoney,
  memberBlocks,
  paymentBlocks,
  pointsBlocks,
  positionBlocks,
  quantityText,
  stampBlocks,
  thickRule,
  thinRule,
  vatBlocks,
} from './parts.ts';

/** The code a return is made by; a till reads it as `receipt`. */
export function receiptCode(receiptId: string): string {
  return `KP1:R:${receiptId}`;
}

export function saleBlocks(data: SaleReceiptData, locale: Locale): ReceiptBlock[] {
  const texts = receiptTexts[locale];
  const blocks: ReceiptBlock[] = data.opensDrawer ? [{ kind: 'drawer' }] : [];
  blocks.push(...headBlocks(data, locale), thickRule);
  blocks.push(...stampBlocks(`${texts.receipt}\u00A0${texts.number}\u00A0${data.number}`, data, locale), thinRule);
  for (const line of data.lines) blocks.push(...lineBlocks(line, locale));
  blocks.push(thickRule, ...totalBlocks(data, locale), ...paymentBlocks(data.payments, locale));
  if (data.changeMinor > 0) blocks.push(columns(texts.change, formatMoney(data.changeMinor, locale)));
  blocks.push(...vatBlocks(data.vat, locale), ...shopDonationBlocks(data.donations, locale));
  if (data.member || data.points.length > 0) {
    blocks.push(thinRule, ...memberBlocks(data.member, locale), ...pointsBlocks(data.points, locale));
  }
  if (data.messages.length > 0) blocks.push(thinRule, ...data.messages.map((text) => centred(text)));
  blocks.push(blank, { kind: 'qr', payload: receiptCode(data.receiptId) }, centred(texts.returnHint), { kind: 'cut' });
  return blocks;
}

function totalBlocks(data: SaleReceiptData, locale: Locale): ReceiptBlock[] {
  const texts = receiptTexts[locale];
  const { grossMinor, discountMinor, redeemedMinor, netMinor } = data.totals;
  const blocks: ReceiptBlock[] = [];
  if (grossMinor !== netMinor) blocks.push(columns(texts.grossTotal, formatMoney(grossMinor, locale)));
  if (discountMinor > 0) blocks.push(columns(texts.discountTotal, lessMoney(discountMinor, locale)));
  if (redeemedMinor > 0) blocks.push(columns(texts.paidWithPoints, lessMoney(redeemedMinor, locale)));
  const total = formatCurrency(netMinor, data.currency, locale);
  blocks.push({ kind: 'columns', left: texts.total, right: total, bold: true, size: 'double' });
  const due = { goodsMinor: netMinor, currency: data.currency, sum: texts.toPay };
  return [...blocks, ...ownDonationBlocks(data.donations, due, locale)];
}

/** The full price first, then each reduction with its reason, then what is left to pay for it. */
function lineBlocks(line: ReceiptLine, locale: Locale): ReceiptBlock[] {
  if (line.gift) return giftBlocks(line, locale);
  const texts = receiptTexts[locale];
  const full = quantityText(line.quantity, line.unit, line.unitPriceMinor, locale);
  const blocks: ReceiptBlock[] = [
    { kind: 'text', text: line.name },
    columns(full, formatMoney(line.grossMinor, locale), 2),
  ];
  if (line.grossMinor === line.netMinor) return blocks;
  for (const discount of line.discounts) blocks.push(columns(discount.why, lessMoney(discount.amountMinor, locale), 2));
  if (line.redeemedMinor > 0) blocks.push(columns(texts.paidWithPoints, lessMoney(line.redeemedMinor, locale), 2));
  return [...blocks, ...positionBlocks(line.positions, line.unit, line.unitPriceMinor, locale)];
}

function giftBlocks(line: ReceiptLine, locale: Locale): ReceiptBlock[] {
  const full = quantityText(line.quantity, line.unit, line.unitPriceMinor, locale);
  const left = `${receiptTexts[locale].gift} ${full}`;
  return [
    { kind: 'text', text: line.name },
    { kind: 'columns', left, right: formatMoney(0, locale), indent: 2, bold: true },
    ...line.discounts.map((discount): ReceiptBlock => ({ kind: 'text', text: `  ${discount.why}` })),
  ];
}
