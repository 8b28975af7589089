import type { OutcomeLine, Position, ReturnLine } from '../loyalty/outcome.ts';
import { positionsOf } from '../loyalty/evaluate/positions.ts';
import { cumulativeShare } from '../money/allocate.ts';
import { mulDiv } from '../money/money.ts';

/**
 * What a fiscal register has to be told of a receipt, whatever protocol it speaks. Amounts in minor units, quantities in thousandths,
 * rates in basis points.
 */
export type FiscalReceipt = {
  kind: 'sale' | 'return';
  cashier: string;
  positions: FiscalPosition[];
  /** Sum to the total: change is taken off, and so is what the member gives to causes. */
  payments: { kind: 'cash' | 'card' | 'points'; amountMinor: number }[];
  totalMinor: number;
};

/** So many at one whole price. `discountMinor`: what its price is less than that of the shelf, as the register may print it. */
export type FiscalPosition = {
  name: string;
  quantity: number;
  priceMinor: number;
  amountMinor: number;
  discountMinor: number;
  /** Null: the seller pays none. */
  vatRateBp: number | null;
  subject: 'goods' | 'service';
};

/**
 * How points are told. `discount`: they made the goods cheaper, and VAT is on what was paid. `payment`: the goods keep their price and
 * points pay for a part of it, as what the shop owed the member.
 */
export type PointsReading = 'discount' | 'payment';

/** What the register is told of a good beside its sum. */
export type FiscalGood = { name: string; subject: 'goods' | 'service' };

export type FiscalTender = { kind: 'cash' | 'card'; amountMinor: number };

type Told = {
  cashier: string;
  reading: PointsReading;
  good: (sku: string) => FiscalGood;
  tenders: readonly FiscalTender[];
};

/** Of a sale's lines as they were sold. */
export function fiscalSale(lines: readonly OutcomeLine[], told: Told): FiscalReceipt {
  const positions = lines.flatMap((line) => {
    const pointsMinor = told.reading === 'payment' ? line.redeemedMinor : 0;
    const shelfMinor = line.grossMinor;
    return positionsWith(line, line.positions, { pointsMinor, shelfMinor, good: told.good(line.sku) });
  });
  return receiptOf('sale', positions, told);
}

/** Of a return: `sold` are the lines of the sale, `before` what earlier returns took of each. */
export function fiscalReturn(
  lines: readonly ReturnLine[],
  { sold, before }: { sold: readonly OutcomeLine[]; before: ReadonlyMap<string, number> },
  told: Told,
): FiscalReceipt {
  const positions = lines.flatMap((back) => {
    const line = sold.find(({ id }) => id === back.line);
    if (!line) throw new Error(`line ${back.line} was not sold`);
    const from = before.get(line.id) ?? 0;
    const part = (minor: number) =>
      cumulativeShare(minor, from + back.quantity, line.quantity) - cumulativeShare(minor, from, line.quantity);
    const pointsMinor = told.reading === 'payment' ? part(line.redeemedMinor) : 0;
    const whole = { ...back, unitPriceMinor: line.unitPriceMinor, netMinor: back.refundMinor };
    const good = told.good(line.sku);
    return positionsWith(whole, back.positions, { pointsMinor, shelfMinor: part(line.grossMinor), good });
  });
  return receiptOf('return', positions, told);
}

type Part = { quantity: number; unitPriceMinor: number; netMinor: number; vatRateBp?: number | undefined };

function positionsWith(
  { quantity, unitPriceMinor, netMinor, vatRateBp }: Part,
  own: readonly Position[],
  { pointsMinor, shelfMinor, good }: { pointsMinor: number; shelfMinor: number; good: FiscalGood },
): FiscalPosition[] {
  const split = pointsMinor === 0 ? own.flatMap(exact) : positionsOf(netMinor + pointsMinor, quantity, unitPriceMinor);
  const discountMinor = Math.max(0, shelfMinor - netMinor - pointsMinor);
  let done = 0;
  return split.map(({ quantity: of, unitNetMinor, netMinor: amountMinor }) => {
    const before = cumulativeShare(discountMinor, done, quantity);
    done += of;
    return {
      ...good,
      quantity: of,
      priceMinor: unitNetMinor,
      amountMinor,
      discountMinor: cumulativeShare(discountMinor, done, quantity) - before,
      vatRateBp: vatRateBp ?? null,
    };
  });
}

/** What is left of a weighed position after a part came back need not be price times quantity. */
function exact(position: Position): Position[] {
  const { quantity, unitNetMinor, netMinor } = position;
  return mulDiv(unitNetMinor, quantity, 1000, 'halfUp') === netMinor
    ? [position]
    : positionsOf(netMinor, quantity, unitNetMinor);
}

function receiptOf(
  kind: FiscalReceipt['kind'],
  positions: FiscalPosition[],
  { cashier, tenders, reading }: Told,
): FiscalReceipt {
  const totalMinor = positions.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  let leftMinor = totalMinor;
  const payments: FiscalReceipt['payments'] = [];
  for (const { kind: by, amountMinor } of tenders) {
    const taken = Math.min(amountMinor, leftMinor);
    if (taken > 0) payments.push({ kind: by, amountMinor: taken });
    leftMinor -= taken;
  }
  if (leftMinor > 0 && reading === 'discount') throw new Error(`${leftMinor} of the receipt are not paid`);
  if (leftMinor > 0) payments.push({ kind: 'points', amountMinor: leftMinor });
  return { kind, cashier, positions, payments, totalMinor };
}
