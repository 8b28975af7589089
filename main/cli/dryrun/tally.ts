import { mulDiv } from '../../../shared/money/money.ts';
import type { MemberFacts } from '../../../shared/loyalty/facts.ts';
import type { Movement, ReturnMoney, SaleMoney } from '../../../shared/loyalty/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/schema.ts';

/** What receipts come to, less what went back. Points at their worth; lapsing points are not counted, for no day passes here. */
export type Sums = {
  discountMinor: number;
  redeemedMinor: number;
  /** Paid for goods. */
  netMinor: number;
  accruedMinor: number;
  /** Of referrers and agents. */
  sharedMinor: number;
  /** To causes, out of the shops' pocket. */
  donatedMinor: number;
  /** Points more (or fewer) that members have to spend. */
  liabilityChangeMinor: number;
  /** What is given away: discounts, points accrued and shared, donations. */
  costMinor: number;
};

export type Gains = { wins: number; loses: number; same: number; wonMinor: number; lostMinor: number };

export function noSums(): Sums {
  return {
    discountMinor: 0,
    redeemedMinor: 0,
    netMinor: 0,
    accruedMinor: 0,
    sharedMinor: 0,
    donatedMinor: 0,
    liabilityChangeMinor: 0,
    costMinor: 0,
  };
}

/** Adds a receipt; the answer is what its buyer had of it: discounts, and points at their worth. */
export function addSale(sums: Sums, { totals, movements, shares, donations }: SaleMoney, programme: Programme): number {
  const accruedMinor = worthOf(movements, 'accrue', programme);
  const redeemedMinor = worthOf(movements, 'redeem', programme);
  const sharedMinor = worth(shares ?? [], programme);
  const donatedMinor = (donations ?? []).reduce(
    (sum, { by, amountMinor }) => sum + (by === 'shop' ? amountMinor : 0),
    0,
  );
  sums.discountMinor += totals.discountMinor;
  sums.redeemedMinor += totals.redeemedMinor;
  sums.netMinor += totals.netMinor;
  sums.accruedMinor += accruedMinor;
  sums.sharedMinor += sharedMinor;
  sums.donatedMinor += donatedMinor;
  sums.liabilityChangeMinor += accruedMinor + sharedMinor - redeemedMinor;
  sums.costMinor += totals.discountMinor + accruedMinor + sharedMinor + donatedMinor;
  return totals.discountMinor + accruedMinor;
}

/** Takes a return off; the answer is what its buyer had of it, below zero. `discountMinor`: of the units that came back. */
export function addReturn(
  sums: Sums,
  { totals, movements, shares, donations }: ReturnMoney,
  programme: Programme,
  discountMinor: number,
): number {
  const back = worthOf(movements, 'clawback', programme) + worthOf(movements, 'debt', programme);
  const reinstated = worthOf(movements, 'reinstate', programme);
  const sharedMinor = worth(shares ?? [], programme);
  const donatedMinor = (donations ?? []).reduce(
    (sum, { by, amountMinor }) => sum + (by === 'shop' ? amountMinor : 0),
    0,
  );
  sums.discountMinor -= discountMinor;
  sums.redeemedMinor -= reinstated;
  sums.netMinor -= totals.refundMinor;
  sums.accruedMinor -= back;
  sums.sharedMinor -= sharedMinor;
  sums.donatedMinor -= donatedMinor;
  sums.liabilityChangeMinor += reinstated - back - sharedMinor;
  sums.costMinor -= discountMinor + back + sharedMinor + donatedMinor;
  return -discountMinor - back;
}

/** Discounts of the units that came back, by the part of their lines that they are. */
export function discountBack(sale: SaleMoney, back: ReturnMoney): number {
  return back.lines.reduce((sum, { line, quantity }) => {
    const sold = sale.lines.find(({ id }) => id === line);
    return sold ? sum + mulDiv(sold.discountMinor, quantity, sold.quantity, 'halfUp') : sum;
  }, 0);
}

function worthOf(movements: readonly Movement[], kind: Movement['kind'], programme: Programme): number {
  return worth(
    movements.filter((movement) => movement.kind === kind),
    programme,
  );
}

function worth(points: readonly { wallet: string; points: number }[], { wallets }: Programme): number {
  return points.reduce((sum, each) => {
    const wallet = wallets.find(({ id }) => id === each.wallet);
    return wallet ? sum + mulDiv(each.points, wallet.worthMinor, 10 ** wallet.scale, 'halfUp') : sum;
  }, 0);
}

/** Who a member is counted with: as they were when first seen. */
export type Person = { tier: string | null; segments: string[]; gainMinor: number };

export function personOf({ tier, segments }: MemberFacts): Person {
  return { tier, segments, gainMinor: 0 };
}

export function gainsOf(people: Iterable<Person>): Gains {
  const gains: Gains = { wins: 0, loses: 0, same: 0, wonMinor: 0, lostMinor: 0 };
  for (const { gainMinor } of people) {
    if (gainMinor > 0) gains.wins += 1;
    else if (gainMinor < 0) gains.loses += 1;
    else gains.same += 1;
    if (gainMinor > 0) gains.wonMinor += gainMinor;
    else gains.lostMinor -= gainMinor;
  }
  return gains;
}
