import type {
  Counter,
  EntitlementFacts,
  Facts,
  GiftGood,
  MemberFacts,
  SegmentTerm,
} from '../../shared/loyalty/facts.ts';
import type { Keeps, Programme, Promotion } from '../../shared/loyalty/programme/schema.ts';
import type { Dates } from './calendar.ts';
import { atLeastZero, big, total } from './arithmetic.ts';

/**
 * A line of the receipt while it is being computed, or the units of one that a rule treated apart: they keep its id, go on as a line of
 * their own, and are one line again when the receipt is written out. Money in minor units.
 */
export type Line = {
  id: string;
  from: string[];
  good: GiftGood;
  /** Thousandths. */
  quantity: bigint;
  unitPrice: bigint;
  gross: bigint;
  /** By how much the shop's floor of a line is above the least price of its goods: nothing takes the line below either. */
  shopFloor: bigint;
  hostDiscount: bigint;
  discounts: { rule: string; amount: bigint; at: number }[];
  redeemed: { wallet: string; points: bigint; amount: bigint; at: number }[];
  earned: { wallet: string; rule: string; points: bigint; at: number }[];
  /** The entitlement whose gift this is. */
  gift?: string;
  /** The promotion that gives it for nothing. */
  free?: string;
  /** The line these gift units were taken from. */
  takenFrom?: Line;
  closedTo: Record<keyof Keeps, boolean>;
};

/** A promotion, or the host till's own discount, with what was left out filled in. */
export type Rule = Omit<Promotion, 'give' | 'name'> & {
  give: Promotion['give'] | { kind: 'host' };
  keeps: Required<Keeps>;
  priority: number;
};

export const everything: Required<Keeps> = { discounts: true, accrual: true, redemption: true };

/** Which rules of groups may touch which lines. */
export type Choice = (rule: Rule, line: string | null) => boolean;

/** A share of somebody who is not here. */
export type OthersShare = {
  rule: string;
  who: 'referrer' | 'agent';
  member: string;
  wallet: string;
  lot: string;
  points: bigint;
  dates: Dates;
  lines: [line: string, points: bigint][];
};

export type Sale = {
  programme: Programme;
  facts: Facts;
  /** Null for a stranger, and for a blocked member, who counts as one. */
  member: MemberFacts | null;
  rules: Rule[];
  choice: Choice;
  lines: Line[];
  /** What each rule gave, by id: minor units, points, or units. */
  given: Map<string, bigint>;
  /** Gifts and free goods whose units are bought after all. */
  refused: Set<string>;
  /** The units of bundles, in the order in which they were put together. */
  bundled: { rule: string; line: Line }[];
  /** Rights that work in the very receipt that opens them. */
  unlocked: EntitlementFacts[];
  /** Privileges and words. */
  told: { rule: string; isPrivilege: boolean; cost: bigint }[];
  /** Lots of their own that activities and challenges granted. */
  lots: { rule: string; wallet: string; lot: string; points: bigint; dates: Dates }[];
  shares: OthersShare[];
  issued: EntitlementFacts[];
  terms: SegmentTerm[];
  grantedTiers: string[];
  counters: Counter[];
  /** Activities with limits that gave something. */
  usedActivities: string[];
  /** What the shop gives to causes, by line. */
  donations: { cause: string; rule: string; amount: bigint; lines: [line: string, amount: bigint][] }[];
  /** How many discounts and points were given so far: their order. */
  applied: number;
};

export const discountOf = (line: Line): bigint => total(line.discounts.map(({ amount }) => amount));
export const redeemedOf = (line: Line): bigint => total(line.redeemed.map(({ amount }) => amount));
export const leftOf = (line: Line): bigint => line.gross - discountOf(line) - redeemedOf(line);
export const isGiven = (line: Line): boolean => line.gift !== undefined || line.free !== undefined;

export function earnedOf(line: Line, wallet: string): bigint {
  return total(line.earned.filter((each) => each.wallet === wallet).map(({ points }) => points));
}

/** How much may still be taken off the line. */
export function roomOf(line: Line): bigint {
  return atLeastZero(leftOf(line) - goodFloorOf(line) - line.shopFloor);
}

/** The least price of the good, for all its units. */
export function goodFloorOf({ good, quantity }: Line): bigint {
  return (big(good.minPriceMinor ?? 0) * quantity + 999n) / 1000n;
}

/** With what belongs to no line: what challenges grant. */
export function earnedInAll({ lines, lots }: Sale, wallet: string): bigint {
  const ofLines = total(lines.map((line) => earnedOf(line, wallet)));
  const onLines = new Set(lines.flatMap(({ earned }) => earned.map(({ rule }) => rule)));
  return (
    ofLines + total(lots.filter((lot) => lot.wallet === wallet && !onLines.has(lot.rule)).map(({ points }) => points))
  );
}

export function addGiven(sale: Sale, rule: string, amount: bigint): void {
  sale.given.set(rule, (sale.given.get(rule) ?? 0n) + amount);
}

function close(line: Line, keeps: Required<Keeps>): void {
  for (const key of ['discounts', 'accrual', 'redemption'] as const) if (!keeps[key]) line.closedTo[key] = true;
}

/** Takes an amount off a line for a rule; where there is none, the rule is not told of. */
export function takeOff(sale: Sale, rule: Rule, line: Line, amount: bigint): void {
  if (amount === 0n) return;
  line.discounts.push({ rule: rule.id, amount, at: sale.applied });
  sale.applied += 1;
  addGiven(sale, rule.id, amount);
}

/** A rule that gave something has touched all its lines: what it does not keep is closed on them. */
export function touch(sale: Sale, rule: Rule, lines: readonly Line[]): void {
  if ((sale.given.get(rule.id) ?? 0n) === 0n) return;
  for (const line of lines) close(line, rule.keeps);
}
