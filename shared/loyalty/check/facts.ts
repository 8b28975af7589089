import type { Facts } from '../facts.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';

/** Sums of a receipt or an account stay exact below it, with points at any rate on top. */
const largestAmount = 1_000_000_000_000;

type SomeFacts = Pick<Facts, 'moment' | 'member' | 'shop'> & Partial<Pick<Facts, 'lines' | 'spending'>>;

/** What a schema can't say of facts: ids that name one thing, moments of the calendar, amounts that stay exact. */
export function checkFacts(facts: SomeFacts, path: readonly PathSegment[]): Finding[] {
  const { lines = [], member, shop, moment } = facts;
  const lots = member?.lots ?? [];
  return [
    ...sameIds(lines, [...path, 'lines']),
    ...sameIds(lots, [...path, 'member', 'lots']),
    ...sameIds(member?.entitlements ?? [], [...path, 'member', 'entitlements']),
    ...impossible(moment, [...path, 'moment']),
    ...shop.zone.offsets.flatMap(({ from }, index) =>
      impossible(from, [...path, 'shop', 'zone', 'offsets', index, 'from']),
    ),
    ...lots.flatMap(({ activeFrom, expiresAt }, index) => [
      ...impossible(activeFrom, [...path, 'member', 'lots', index, 'activeFrom']),
      ...impossible(expiresAt, [...path, 'member', 'lots', index, 'expiresAt']),
    ]),
    ...tooMuch(lines, [...path, 'lines']),
    ...(member ? tooRich(member, [...path, 'member']) : []),
  ];
}

function sameIds(list: readonly { id: string }[], path: readonly PathSegment[]): Finding[] {
  const seen = new Map<string, number>();
  return list.flatMap(({ id }, index) => {
    const first = seen.get(id);
    if (first !== undefined) return [finding('id.duplicate', [...path, index, 'id'], { id, first: `[${first}]` })];
    seen.set(id, index);
    return [];
  });
}

/** Date.parse takes 30 February for 2 March: a day that exists survives the way there and back. */
function impossible(moment: string | null, path: readonly PathSegment[]): Finding[] {
  if (moment === null) return [];
  const local = moment.slice(0, 19);
  const parsed = Date.parse(`${local}Z`);
  const exists = !Number.isNaN(Date.parse(moment)) && new Date(parsed).toISOString().startsWith(local);
  return exists ? [] : [finding('moment.impossible', path, { value: moment })];
}

function tooMuch(lines: Facts['lines'], path: readonly PathSegment[]): Finding[] {
  let total = 0;
  for (const [index, line] of lines.entries()) {
    total += Math.max(roughGross(line), line.hostDiscountMinor ?? 0);
    if (total > largestAmount) return [finding('receipt.tooLarge', [...path, index], { most: largestAmount })];
  }
  return [];
}

type Priced = { unitPriceMinor: number; priceOverrideMinor?: number | undefined; quantity: number };

/** A float is exact enough to tell what is far beyond any receipt. */
function roughGross({ unitPriceMinor, priceOverrideMinor = 0, quantity }: Priced): number {
  return (Math.max(unitPriceMinor, priceOverrideMinor) * Math.max(quantity, 1000)) / 1000;
}

function tooRich(member: NonNullable<Facts['member']>, path: readonly PathSegment[]): Finding[] {
  const amounts: [number, readonly PathSegment[]][] = [
    [Math.abs(member.spendMinor), ['spendMinor']],
    [member.purchaseCount, ['purchaseCount']],
    ...member.lots.map(({ points }, index): [number, PathSegment[]] => [points, ['lots', index, 'points']]),
    ...member.debt.map(({ points }, index): [number, PathSegment[]] => [points, ['debt', index, 'points']]),
    ...member.entitlements.map(({ gift }, index): [number, PathSegment[]] => [
      gift ? roughGross(gift) : 0,
      ['entitlements', index, 'gift'],
    ]),
  ];
  return amounts
    .filter(([amount]) => amount > largestAmount)
    .map(([amount, at]) => finding('amount.tooLarge', [...path, ...at], { value: amount, most: largestAmount }));
}
