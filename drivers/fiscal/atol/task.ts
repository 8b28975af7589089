import * as z from 'zod/mini';
import type { FiscalPosition, FiscalReceipt } from '../../../shared/receipt/fiscal.ts';
import type { FiscalPaper } from '../register.ts';

/**
 * A JSON task of ATOL's driver 10 (its "JSON tasks" and "web server" chapters): roubles with kopecks as decimals, quantities in whole units.
 */
export type AtolTask = AtolReceipt | { type: 'openShift' | 'closeShift'; operator: { name: string } };

export type AtolReceipt = {
  type: 'sell' | 'sellReturn';
  taxationType: AtolTaxation;
  operator: { name: string };
  items: AtolItem[];
  payments: { type: 'cash' | 'electronically' | 'other'; sum: number }[];
  total: number;
};

export type AtolItem = {
  type: 'position';
  name: string;
  price: number;
  quantity: number;
  amount: number;
  infoDiscountAmount: number;
  paymentMethod: 'fullPayment';
  paymentObject: 'commodity' | 'service';
  tax: { type: string };
};

/** The shop's system of taxation: general, simplified by income, by income less expense, patent, agricultural. */
export const AtolTaxation = z.enum(['osn', 'usnIncome', 'usnIncomeOutcome', 'patent', 'esn']);
export type AtolTaxation = z.infer<typeof AtolTaxation>;

/** A name longer than this is refused (tag 1030 of the format of fiscal data). */
export const mostNameCharacters = 128;
/** Tag 1021. */
export const mostOperatorCharacters = 64;
/** Rates the register knows; another one is told as it is, and refused there by name. */
export const atolRates = [0, 500, 700, 1000, 2000, 2200] as const;

const kinds = { cash: 'cash', card: 'electronically', points: 'other' } as const;

export function atolTask(paper: FiscalPaper, taxation: AtolTaxation): AtolTask {
  if (paper.kind === 'receipt') return receiptTask(paper.receipt, taxation);
  return { type: paper.kind === 'shiftOpened' ? 'openShift' : 'closeShift', operator: operatorOf(paper.cashier) };
}

function receiptTask(receipt: FiscalReceipt, taxationType: AtolTaxation): AtolReceipt {
  const { kind, cashier, positions, payments, totalMinor } = receipt;
  // A receipt over nothing is legal, one without a payment is not.
  const paid = payments.length > 0 ? payments : [{ kind: 'cash' as const, amountMinor: 0 }];
  return {
    type: kind === 'sale' ? 'sell' : 'sellReturn',
    taxationType,
    operator: operatorOf(cashier),
    items: positions.map(itemOf),
    payments: paid.map((each) => ({ type: kinds[each.kind], sum: roubles(each.amountMinor) })),
    total: roubles(totalMinor),
  };
}

const operatorOf = (cashier: string) => ({ name: short(cashier, mostOperatorCharacters) });
const short = (text: string, most: number): string => Array.from(text).slice(0, most).join('');

function itemOf({
  name,
  quantity,
  priceMinor,
  amountMinor,
  discountMinor,
  vatRateBp,
  subject,
}: FiscalPosition): AtolItem {
  return {
    type: 'position',
    name: short(name, mostNameCharacters),
    price: roubles(priceMinor),
    quantity: quantity / 1000,
    amount: roubles(amountMinor),
    infoDiscountAmount: roubles(discountMinor),
    paymentMethod: 'fullPayment',
    paymentObject: subject === 'goods' ? 'commodity' : 'service',
    tax: { type: vatRateBp === null ? 'none' : `vat${vatRateBp / 100}` },
  };
}

/** As JSON writes it: the shortest decimal of the nearest double, which is the very number of kopecks. */
const roubles = (minor: number): number => minor / 100;
