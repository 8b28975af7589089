import { formatCurrency, formatMoment, formatMoney, formatPoints } from '../i18n/format.ts';
import type { Locale } from '../i18n/locale.ts';
import { receiptTexts } from '../i18n/receipt.ts';
import type { ReceiptBlock } from './blocks.ts';
import type { ShiftReportData } from './data.ts';
import {
  blank,
  centred,
  columns,
  headBlocks,
  lessMoney,
  paymentBlocks,
  stampBlocks,
  thickRule,
  thinRule,
  vatBlocks,
} from './parts.ts';

/** X (as it stands) and Z (closed) reports. */
export function shiftBlocks(data: ShiftReportData, locale: Locale): ReceiptBlock[] {
  const texts = receiptTexts[locale];
  const turnover = formatCurrency(data.sales.amountMinor - data.returns.amountMinor, data.currency, locale);
  return [
    ...headBlocks(data, locale),
    blank,
    centred(data.report === 'x' ? texts.shiftTitleX : texts.shiftTitleZ, true),
    thickRule,
    ...stampBlocks(`${texts.shift}\u00A0${texts.number}\u00A0${data.shift}`, data, locale),
    columns(texts.opened, formatMoment(data.openedAt, locale)),
    thinRule,
    columns(`${texts.sales}: ${data.sales.count}`, formatMoney(data.sales.amountMinor, locale)),
    columns(`${texts.returns}: ${data.returns.count}`, lessMoney(data.returns.amountMinor, locale)),
    columns(texts.discountTotal, formatMoney(data.discountMinor, locale)),
    thickRule,
    { kind: 'columns', left: texts.turnover, right: turnover, bold: true, size: 'double' },
    ...(data.donatedMinor === 0 ? [] : [columns(texts.donations, formatMoney(data.donatedMinor, locale))]),
    ...paymentBlocks(data.payments, locale),
    ...vatBlocks(data.vat, locale),
    thinRule,
    ...cashBlocks(data.cash, locale),
    ...walletBlocks(data.points, locale),
    { kind: 'cut' },
  ];
}

function cashBlocks(cash: ShiftReportData['cash'], locale: Locale): ReceiptBlock[] {
  const texts = receiptTexts[locale];
  const blocks: ReceiptBlock[] = [
    { kind: 'text', text: texts.cashDrawer, bold: true },
    columns(texts.cashOpening, formatMoney(cash.openingMinor, locale), 2),
    columns(texts.cashIn, formatMoney(cash.inMinor, locale), 2),
    columns(texts.cashOut, lessMoney(cash.outMinor, locale), 2),
    columns(texts.cashExpected, formatMoney(cash.expectedMinor, locale), 2),
  ];
  if (cash.countedMinor === undefined) return blocks;
  const difference = formatMoney(cash.countedMinor - cash.expectedMinor, locale);
  return [
    ...blocks,
    columns(texts.cashCounted, formatMoney(cash.countedMinor, locale), 2),
    { kind: 'columns', left: texts.cashDifference, right: difference, indent: 2, bold: true },
  ];
}

function walletBlocks(points: ShiftReportData['points'], locale: Locale): ReceiptBlock[] {
  const texts = receiptTexts[locale];
  return points.flatMap((wallet) => [
    thinRule,
    { kind: 'text', text: `${texts.points}: ${wallet.wallet}`, bold: true },
    columns(texts.pointsEarned, formatPoints(wallet.earned, wallet.scale, locale), 2),
    columns(texts.pointsSpent, formatPoints(wallet.spent, wallet.scale, locale), 2),
  ]);
}
