import { mulDiv } from '../../shared/money/money.ts';
import type { CashierReport, CashiersQuery } from '../../shared/protocol/report.ts';
import type { CashierMember, CashierSum } from '../store/rows.ts';
import { byHandOf } from './by-hand.ts';
import type { Reader } from '../store/store.ts';

const mostCards = 5;

/** By cashier and by who gave points at the hub, in order of id or name. */
export async function cashierReport(reader: Reader, { from, to }: CashiersQuery): Promise<CashierReport[]> {
  const fromMs = from === undefined ? 0 : Date.parse(from);
  const untilMs = to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to);
  const sums = Map.groupBy(await reader.cashierSums({ fromMs, untilMs }), ({ cashier }) => cashier);
  const cards = Map.groupBy(await reader.cashierMembers({ fromMs, untilMs }, mostCards), ({ cashier }) => cashier);
  const byHand = await byHandOf(reader.eventTexts({ fromMs, untilMs }));
  const people = new Set([...sums.keys(), ...byHand.keys()]);
  return [...people].toSorted().map((person) => ({
    ...reportOf(person, sums.get(person) ?? [], cards.get(person) ?? []),
    byHand: byHand.get(person) ?? [],
  }));
}

function reportOf(
  cashier: string,
  sums: readonly CashierSum[],
  cards: readonly CashierMember[],
): Omit<CashierReport, 'byHand'> {
  const of = (kind: CashierSum['kind'], is: (sum: CashierSum) => boolean = () => true) =>
    sums.filter((sum) => sum.kind === kind && is(sum));
  const [sales, returns, voids, cancelled] = [of('sale'), of('return'), of('line.voided'), of('receipt.cancelled')];
  const withMember = total(
    of('sale', ({ known }) => known === 1),
    'records',
  );
  const lateMember = total(
    of('sale', ({ late }) => late === 1),
    'records',
  );
  const afterMember = of('line.voided', (sum) => sum.afterMember === 1);
  return {
    cashier,
    sales: total(sales, 'records'),
    netMinor: total(sales, 'netMinor'),
    withMember,
    lateMember,
    lateMemberBp: share(lateMember, withMember),
    cards: cards.map(({ member, receipts }) => ({ member, receipts, shareBp: share(receipts, withMember) ?? 0 })),
    attached: total(of('receipt.attached'), 'records'),
    returns: total(returns, 'records'),
    refundMinor: total(returns, 'refundMinor'),
    returnsBp: share(total(returns, 'records'), total(sales, 'records')),
    voided: {
      lines: total(voids, 'records'),
      grossMinor: total(voids, 'grossMinor'),
      afterMember: total(afterMember, 'records'),
      afterMemberMinor: total(afterMember, 'grossMinor'),
    },
    cancelled: { receipts: total(cancelled, 'records'), grossMinor: total(cancelled, 'grossMinor') },
    priceOverrides: total(of('price.overridden'), 'records'),
    redemptions: redemptions(of('sale', ({ redeemed }) => redeemed === 1)),
  };
}

function redemptions(sums: readonly CashierSum[]): CashierReport['redemptions'] {
  const levels = Map.groupBy(sums, ({ level }) => level ?? 'quote');
  return [...levels]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([level, alike]) => ({
      level,
      receipts: total(alike, 'records'),
      amountMinor: total(alike, 'redeemedMinor'),
    }));
}

type Amount = 'records' | 'netMinor' | 'refundMinor' | 'redeemedMinor' | 'grossMinor';

function total(sums: readonly CashierSum[], of: Amount): number {
  return sums.reduce((sum, each) => sum + each[of], 0);
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : mulDiv(part, 10_000, whole, 'halfUp');
}
