import { compile } from '../compile/compile.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { EntitlementFacts, Facts } from '../facts.ts';
import type { Outcome } from '../outcome.ts';
import type { Programme, Promotion } from '../programme/schema.ts';
import { programme, promotion } from './build.ts';

/** The outcome of a sale, by a programme or by a list of promotions alone. */
export function quote(rules: Programme | Promotion[], sale: Facts): Outcome {
  return evaluate(compile(Array.isArray(rules) ? programme(rules) : rules), sale);
}

/** `rule reason` of each rejection. */
export function reasons(outcome: Outcome): string[] {
  return outcome.rejections.map(({ rule, reason }) => `${rule} ${reason}`);
}

export function nets(outcome: Outcome): number[] {
  return outcome.lines.map(({ netMinor }) => netMinor);
}

export function earned(outcome: Outcome): number {
  return outcome.totals.earned.reduce((sum, { points }) => sum + points, 0);
}

/** All the bonus points that may be spent. */
export const allPoints = [{ wallet: 'bonus', points: 'all' as const }];

export const food = promotion('food', { kind: 'gift' });

/** Entitlement `g1` to a good at 25.00, given by promotion `food`. */
export function giftOf(
  sku: string,
  quantity: number,
  rest: Partial<NonNullable<EntitlementFacts['gift']>> = {},
): EntitlementFacts {
  return { id: 'g1', kind: 'gift', promotion: 'food', gift: { sku, unitPriceMinor: 2500, quantity, ...rest } };
}
