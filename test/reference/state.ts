import type { Facts, GiftGood, MemberFacts } from '../../shared/loyalty/facts.ts';
import type { Keeps, Programme, Promotion } from '../../shared/loyalty/programme/schema.ts';
import { big, fraction, times, total } from './arithmetic.ts';
import type { Fraction } from './arithmetic.ts';

/** A line of the receipt while it is being computed. Money in minor units. */
export type Line = {
  id: string;
  from: string[];
  good: GiftGood;
  /** Thousandths. */
  quantity: bigint;
  unitPrice: bigint;
  gross: bigint;
  /** What is left of each whole piece: multi-buy takes more off some than off others. A weighed line is one piece. */
  pieces: Fraction[];
  hostDiscount: bigint;
  discounts: { rule: string; amount: bigint }[];
  redeemed: { wallet: string; points: bigint; amount: bigint }[];
  earned: { wallet: string; rule: string; points: bigint }[];
  /** The entitlement whose gift this is. */
  gift?: string;
  /** The promotion that gives it for nothing. */
  free?: string;
  /** The line these units were split off. */
  splitOff?: Line;
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
  /** The lines each rule that gave something applied to, by id, whether a share of it fell on them or not. */
  touched: Map<string, Set<string>>;
};

export const discountOf = (line: Line): bigint => total(line.discounts.map(({ amount }) => amount));
export const redeemedOf = (line: Line): bigint => total(line.redeemed.map(({ amount }) => amount));
export const leftOf = (line: Line): bigint => line.gross - discountOf(line) - redeemedOf(line);
export const isGiven = (line: Line): boolean => line.gift !== undefined || line.free !== undefined;

export function earnedOf(line: Line, wallet: string): bigint {
  return total(line.earned.filter((each) => each.wallet === wallet).map(({ points }) => points));
}

/** How much may still be taken off the line: down to the shop's floor and the good's least price. */
export function roomOf(sale: Sale, line: Line): bigint {
  const shopFloor = big(sale.facts.shop.lineFloorMinor ?? 0);
  const goodFloor = (big(line.good.minPriceMinor ?? 0) * line.quantity + 999n) / 1000n;
  const floor = shopFloor > goodFloor ? shopFloor : goodFloor;
  const left = leftOf(line);
  return left > floor ? left - floor : 0n;
}

export function addGiven(sale: Sale, rule: string, amount: bigint): void {
  sale.given.set(rule, (sale.given.get(rule) ?? 0n) + amount);
}

function close(line: Line, keeps: Required<Keeps>): void {
  for (const key of ['discounts', 'accrual', 'redemption'] as const) if (!keeps[key]) line.closedTo[key] = true;
}

/** Takes an amount off a line for a rule, off each of its pieces in proportion. */
export function takeOff(sale: Sale, rule: Rule, line: Line, amount: bigint): void {
  const left = leftOf(line);
  if (amount > 0n) line.pieces = line.pieces.map((piece) => times(piece, fraction(left - amount, left)));
  note(sale, rule, line, amount);
}

/** Where there is no amount, the rule is not told of. */
export function note(sale: Sale, rule: Rule, line: Line, amount: bigint): void {
  if (amount === 0n) return;
  line.discounts.push({ rule: rule.id, amount });
  addGiven(sale, rule.id, amount);
}

/** A rule that gave something has touched all its lines: what it does not keep is closed on them. */
export function touch(sale: Sale, rule: Rule, lines: readonly Line[]): void {
  if ((sale.given.get(rule.id) ?? 0n) === 0n) return;
  sale.touched.set(rule.id, new Set(lines.map(({ id }) => id)));
  for (const line of lines) close(line, rule.keeps);
}
