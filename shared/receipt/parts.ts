import { formatDay, formatMoment, formatMoney, formatPoints, formatQuantity, formatRate } from '../i18n/format.ts';
import type { Locale } from '../i18n/locale.ts';
import { receiptTexts } from '../i18n/receipt.ts';
import type { ReceiptBlock } from './blocks.ts';
import type { ReceiptHead, ReceiptMember, ReceiptPayment, ReceiptPoints, ReceiptPosition, ReceiptVat } from './data.ts';

/** The pieces that receipts of every kind are put together from. */

export const thinRule: ReceiptBlock = { kind: 'rule', weight: 'thin' };
export const thickRule: ReceiptBlock = { kind: 'rule', weight: 'thick' };
export const blank: ReceiptBlock = { kind: 'blank' };

export function columns(left: string, right: string, indent = 0): ReceiptBlock {
  return { kind: 'columns', left, right, indent };
}

export function centred(text: string, bold = false): ReceiptBlock {
  return { kind: 'text', text, align: 'center', bold };
}

export function headBlocks(head: ReceiptHead, locale: Locale): ReceiptBlock[] {
  const { shop } = head;
  const blocks: ReceiptBlock[] = [
    { kind: 'logo' },
    { kind: 'text', text: shop.name, align: 'center', bold: true, size: 'double' },
    centred(shop.address),
  ];
  if (shop.taxId) blocks.push(centred(`${receiptTexts[locale].taxId} ${shop.taxId}`));
  return blocks;
}

/** Title and number on one line with the moment, then till and cashier. */
export function stampBlocks(title: string, head: ReceiptHead, locale: Locale): ReceiptBlock[] {
  return [
    { kind: 'columns', left: title, right: formatMoment(head.moment, locale), bold: true },
    columns(head.till, head.cashier),
  ];
}

/** `-1 234,50`, and nothing signed about a zero. */
export function lessMoney(amountMinor: number, locale: Locale): string {
  return formatMoney(amountMinor === 0 ? 0 : -amountMinor, locale);
}

/** `2 × 89,90`, or `0,355 кг × 499,00`. */
export function quantityText(
  quantity: number,
  unit: 'piece' | 'kilogram',
  unitPriceMinor: number,
  locale: Locale,
): string {
  const name = unit === 'kilogram' ? `\u00A0${receiptTexts[locale].kilogram}` : '';
  return `${formatQuantity(quantity, locale)}${name}\u00A0×\u00A0${formatMoney(unitPriceMinor, locale)}`;
}

/** What is paid for the line, as a return will give it back. A weighed position has no whole price of a kilogram any more. */
export function positionBlocks(
  positions: ReceiptPosition[],
  unit: 'piece' | 'kilogram',
  fullPriceMinor: number | null,
  locale: Locale,
): ReceiptBlock[] {
  return positions.map((position) => {
    const told =
      unit === 'kilogram' && position.unitNetMinor !== fullPriceMinor
        ? `${formatQuantity(position.quantity, locale)}\u00A0${receiptTexts[locale].kilogram}`
        : quantityText(position.quantity, unit, position.unitNetMinor, locale);
    return columns(fullPriceMinor === null ? told : `=\u00A0${told}`, formatMoney(position.netMinor, locale), 2);
  });
}

export function paymentBlocks(payments: ReceiptPayment[], locale: Locale): ReceiptBlock[] {
  const texts = receiptTexts[locale];
  return payments.map((payment) => columns(texts[payment.kind], formatMoney(payment.amountMinor, locale)));
}

export function vatBlocks(vat: ReceiptVat[], locale: Locale): ReceiptBlock[] {
  const texts = receiptTexts[locale];
  const told = vat.filter((each) => each.grossMinor !== 0);
  return told.map((each) =>
    columns(`${texts.vat} ${formatRate(each.rateBp, locale)}`, formatMoney(each.vatMinor, locale)),
  );
}

export function memberBlocks(member: ReceiptMember | undefined, locale: Locale): ReceiptBlock[] {
  if (!member) return [];
  const texts = receiptTexts[locale];
  const right = member.tier ? `${texts.tier}: ${member.tier}` : '';
  return [columns(`${texts.member} ${member.card}`, right)];
}

export function pointsBlocks(points: ReceiptPoints[], locale: Locale): ReceiptBlock[] {
  return points.flatMap((wallet) => walletBlocks(wallet, locale));
}

function walletBlocks(wallet: ReceiptPoints, locale: Locale): ReceiptBlock[] {
  const texts = receiptTexts[locale];
  const because = wallet.earnedBecause ?? [];
  const all = [wallet.earned, wallet.spent, wallet.reinstated, wallet.clawedBack, wallet.balance, wallet.debt]
    .concat(
      wallet.expiresNext?.points,
      because.map((each) => each.points),
    )
    .filter((points) => points !== undefined);
  const decimals = all.some((points) => points % 10 ** wallet.scale !== 0);
  const told = (points: number) => formatPoints(points, wallet.scale, locale, decimals);
  const blocks: ReceiptBlock[] = [{ kind: 'text', text: wallet.wallet, bold: true }];
  const moved = (name: string, sign: '+' | '-', points: number | undefined) => {
    if (points) blocks.push(columns(name, `${sign}${told(points)}`, 2));
  };
  moved(texts.pointsEarned, '+', wallet.earned);
  if (because.length > 1) {
    for (const each of because) blocks.push(columns(each.why, `+${told(each.points)}`, 4));
  }
  moved(texts.pointsSpent, '-', wallet.spent);
  moved(texts.pointsReinstated, '+', wallet.reinstated);
  moved(texts.pointsClawedBack, '-', wallet.clawedBack);
  blocks.push({ kind: 'columns', left: texts.pointsBalance, right: told(wallet.balance), indent: 2, bold: true });
  if (wallet.asOf) {
    blocks.push({ kind: 'text', text: `  ${texts.pointsAsOf} ${formatMoment(wallet.asOf, locale)}` });
  }
  if (wallet.debt) blocks.push(columns(texts.pointsDebt, told(wallet.debt), 2));
  if (wallet.expiresNext) {
    const day = formatDay(wallet.expiresNext.day, locale);
    blocks.push(columns(`${texts.pointsExpire} ${day}`, told(wallet.expiresNext.points), 2));
  }
  return blocks;
}
