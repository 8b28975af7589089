import type { Donation, OutcomeLine, SaleMoney, Settlement } from '../outcome.ts';

/**
 * The last word of every evaluation: sums agree, nothing is negative. A violation is a bug of the engine, never of the data.
 * `unallocated`: points earned by no line.
 */
export function assertSale(
  { lines, totals, movements, donations = [], settlements = [] }: SaleMoney,
  unallocated: number,
): void {
  let redeemed = 0;
  let earned = unallocated;
  for (const line of lines) {
    assertLine(line);
    for (const { points } of line.redeemed) redeemed += points;
    for (const { points } of line.earned) earned += points;
  }
  const { grossMinor, discountMinor, redeemedMinor, netMinor } = totals;
  assert(grossMinor - discountMinor - redeemedMinor === netMinor, 'totals do not add up');
  assert(redeemed === sumOf(totals.redeemed), 'redeemed points of lines do not add up');
  assert(earned === sumOf(totals.earned), 'earned points of lines do not add up');
  assert(redeemed === sumOf(movements.filter(({ kind }) => kind === 'redeem')), 'lots do not cover the redemption');
  assert(earned === sumOf(movements.filter(({ kind }) => kind === 'accrue')), 'lots do not hold what was earned');
  assert(
    movements.every(({ points }) => points > 0),
    'an empty movement',
  );
  assertDonations(donations, totals);
  for (const settlement of settlements) assertSettlement(settlement);
}

/** The member's donations are what is paid beyond the goods; the shop's are allocated to the lines they are a share of. */
function assertDonations(donations: readonly Donation[], totals: SaleMoney['totals']): void {
  let own = 0;
  for (const { by, amountMinor, lines } of donations) {
    if (by === 'member') own += amountMinor;
    assert(amountMinor > 0, 'an empty donation');
    assert(amountsOf(lines) === (by === 'member' ? 0 : amountMinor), 'a donation is not what its lines give');
  }
  assert((totals.donatedMinor ?? 0) === own, 'the member’s donations do not add up');
}

function assertSettlement({ from, to, amountMinor, lines }: Settlement): void {
  assert(from !== to && amountMinor > 0, 'a settlement of nothing or with oneself');
  assert(amountsOf(lines) <= amountMinor, 'a settlement is less than its lines come to');
}

function assertLine({
  id,
  grossMinor,
  discounts,
  discountMinor,
  redeemed,
  redeemedMinor,
  netMinor,
  positions,
}: OutcomeLine): void {
  let discounted = 0;
  for (const { amountMinor } of discounts) discounted += amountMinor;
  let paid = 0;
  for (const { amountMinor } of redeemed) paid += amountMinor;
  let printed = 0;
  for (const position of positions) printed += position.netMinor;
  // Every line passes here, so a message is put together only for one that is broken.
  if (netMinor < 0 || discountMinor < 0 || redeemedMinor < 0) throw broken(`line ${id} is below zero`);
  if (discounted !== discountMinor || paid !== redeemedMinor || printed !== netMinor)
    throw broken(`line ${id}: parts do not sum`);
  if (grossMinor - discountMinor - redeemedMinor !== netMinor) throw broken(`line ${id} does not add up`);
}

function sumOf(parts: readonly { points: number }[]): number {
  let sum = 0;
  for (const { points } of parts) sum += points;
  return sum;
}

function amountsOf(parts: readonly { amountMinor: number }[]): number {
  let sum = 0;
  for (const { amountMinor } of parts) sum += amountMinor;
  return sum;
}

export function assert(holds: boolean, violated: string): asserts holds {
  if (!holds) throw broken(violated);
}

function broken(violated: string): Error {
  return new Error(`engine invariant: ${violated}`);
}
