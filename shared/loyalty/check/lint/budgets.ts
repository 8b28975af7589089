import type { Programme, Promotion } from '../../programme/schema.ts';
import { finding } from '../finding.ts';
import type { Finding } from '../finding.ts';

/** Where a use always gives the same, the budget is held against one use and against all that are allowed. */
export function checkBudgets({ promotions }: Programme): Finding[] {
  return promotions.flatMap(({ give, limits }, index) => {
    const once = onceOf(give);
    if (limits?.budget === undefined || once === undefined) return [];
    const { budget, total } = limits;
    const path = ['promotions', index, 'limits', 'budget'];
    if (budget < once) return [finding('budget.tooSmall', path, { budget, once })];
    const cost = total === undefined ? 0 : total * once;
    return cost > budget ? [finding('budget.belowTotal', path, { total: total!, cost, budget })] : [];
  });
}

function onceOf(give: Promotion['give']): number | undefined {
  if (give.kind === 'basketAmount') return give.amountMinor;
  return give.kind === 'pointsFixed' ? give.points : undefined;
}
