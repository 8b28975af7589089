import { big } from './arithmetic.ts';
import { budgetLeft } from './limits.ts';
import { passing } from './select.ts';
import { addGiven } from './state.ts';
import type { Sale } from './state.ts';

/** Phase 10: what is not money. A privilege is given whole or not at all, and counted with its cost; words cost nothing. */
export function tellings(sale: Sale): void {
  for (const rule of passing(sale, 'privilege', 'message')) {
    const cost = rule.give.kind === 'privilege' ? big(rule.give.costMinor ?? 0) : 0n;
    const budget = budgetLeft(sale, rule);
    if (budget !== null && budget < cost) continue;
    sale.told.push({ rule: rule.id, isPrivilege: rule.give.kind === 'privilege', cost });
    addGiven(sale, rule.id, cost);
  }
}
