import type { Facts } from '../../shared/loyalty/facts.ts';
import type { ReturnMoney, SaleMoney } from '../../shared/loyalty/outcome.ts';

/** How far promotions with a total or a budget are used up by the steps of a list. */
export type Usage = Map<string, { uses: number; given: number }>;

/** The facts with what the steps before used up, where the request does not say it itself. */
export function withUsage(facts: Facts, usage: Usage): Facts {
  if (facts.promotions !== undefined || usage.size === 0) return facts;
  return { ...facts, promotions: [...usage].map(([promotion, used]) => ({ promotion, ...used })) };
}

export function countUse(usage: Usage, { given = [] }: SaleMoney): void {
  for (const each of given) add(usage, each.promotion, 1, each.given);
}

/** A wholly undone sale gives its uses back. */
export function uncountUse(usage: Usage, { unused = [] }: ReturnMoney): void {
  for (const each of unused) add(usage, each.promotion, -1, -each.given);
}

function add(usage: Usage, promotion: string, uses: number, given: number): void {
  const before = usage.get(promotion) ?? { uses: 0, given: 0 };
  usage.set(promotion, { uses: Math.max(0, before.uses + uses), given: Math.max(0, before.given + given) });
}
