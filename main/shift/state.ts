import type { ReturnMoney, SaleMoney, VatTotal } from '../../shared/loyalty/outcome.ts';
import type { Payment } from '../../shared/protocol/journal.ts';

/** The running totals of a shift, kept in the transaction of whatever moves them: a report costs no scan of the journal. */
export type ShiftState = {
  v: 1;
  id: string;
  openedAt: string;
  floatMinor: number;
  sales: number;
  returns: number;
  grossMinor: number;
  discountMinor: number;
  redeemedMinor: number;
  netMinor: number;
  refundedMinor: number;
  /** Donations of buyers, less those given back. Left out by tills that knew none. */
  donatedMinor?: number;
  /** What came in by tender, less what was given back. */
  cashMinor: number;
  cardMinor: number;
  cashInMinor: number;
  cashOutMinor: number;
  vat: VatTotal[];
  points: { wallet: string; earned: number; spent: number }[];
};

export function openShift(opening: Pick<ShiftState, 'id' | 'openedAt' | 'floatMinor'>): ShiftState {
  return {
    v: 1,
    ...opening,
    sales: 0,
    returns: 0,
    grossMinor: 0,
    discountMinor: 0,
    redeemedMinor: 0,
    netMinor: 0,
    refundedMinor: 0,
    cashMinor: 0,
    cardMinor: 0,
    cashInMinor: 0,
    cashOutMinor: 0,
    vat: [],
    points: [],
  };
}

export function readShift(text: string | null): ShiftState | null {
  return text === null ? null : (JSON.parse(text) as ShiftState);
}

export function shiftText(shift: ShiftState | null): string | null {
  return shift && JSON.stringify(shift);
}

export function withSale(shift: ShiftState, { totals }: SaleMoney, payments: readonly Payment[]): ShiftState {
  return {
    ...shift,
    sales: shift.sales + 1,
    grossMinor: shift.grossMinor + totals.grossMinor,
    discountMinor: shift.discountMinor + totals.discountMinor,
    redeemedMinor: shift.redeemedMinor + totals.redeemedMinor,
    netMinor: shift.netMinor + totals.netMinor,
    donatedMinor: donatedIn(shift) + (totals.donatedMinor ?? 0),
    cashMinor: shift.cashMinor + sumOf(payments, 'cash'),
    cardMinor: shift.cardMinor + sumOf(payments, 'card'),
    vat: addVat(shift.vat, totals.vat, 1),
    points: addPoints(addPoints(shift.points, 'earned', totals.earned, 1), 'spent', totals.redeemed, 1),
  };
}

export function withReturn(shift: ShiftState, { totals }: ReturnMoney, payments: readonly Payment[]): ShiftState {
  return {
    ...shift,
    returns: shift.returns + 1,
    refundedMinor: shift.refundedMinor + totals.refundMinor,
    donatedMinor: donatedIn(shift) - (totals.donatedMinor ?? 0),
    cashMinor: shift.cashMinor - sumOf(payments, 'cash'),
    cardMinor: shift.cardMinor - sumOf(payments, 'card'),
    vat: addVat(shift.vat, totals.vat, -1),
    points: addPoints(addPoints(shift.points, 'earned', totals.clawedBack, -1), 'spent', totals.reinstated, -1),
  };
}

/** For cash; of which goods and which VAT only the hub can tell. */
export function withUnverifiedReturn(shift: ShiftState, refundMinor: number): ShiftState {
  return {
    ...shift,
    returns: shift.returns + 1,
    refundedMinor: shift.refundedMinor + refundMinor,
    cashMinor: shift.cashMinor - refundMinor,
  };
}

export function donatedIn({ donatedMinor = 0 }: ShiftState): number {
  return donatedMinor;
}

/** What should lie in the drawer. */
export function cashExpectedMinor(shift: ShiftState): number {
  return shift.floatMinor + shift.cashInMinor - shift.cashOutMinor + shift.cashMinor;
}

function sumOf(payments: readonly Payment[], kind: Payment['kind']): number {
  return payments.reduce((sum, payment) => sum + (payment.kind === kind ? payment.amountMinor : 0), 0);
}

function addVat(totals: readonly VatTotal[], more: readonly VatTotal[], sign: 1 | -1): VatTotal[] {
  const sums = totals.map((total) => ({ ...total }));
  for (const { rateBp, grossMinor, vatMinor } of more) {
    const known = sums.find((sum) => sum.rateBp === rateBp);
    if (known) {
      known.grossMinor += sign * grossMinor;
      known.vatMinor += sign * vatMinor;
    } else sums.push({ rateBp, grossMinor: sign * grossMinor, vatMinor: sign * vatMinor });
  }
  return sums;
}

function addPoints(
  totals: ShiftState['points'],
  side: 'earned' | 'spent',
  more: readonly { wallet: string; points: number }[],
  sign: 1 | -1,
): ShiftState['points'] {
  const sums = totals.map((total) => ({ ...total }));
  for (const { wallet, points } of more) {
    const known = sums.find((sum) => sum.wallet === wallet);
    if (known) known[side] += sign * points;
    else sums.push({ wallet, earned: 0, spent: 0, [side]: sign * points });
  }
  return sums;
}
