import type { Limits } from '../programme/schema.ts';
import { dayOf } from '../time/moment.ts';
import { bounded } from './comparisons.ts';
import type { Condition, Context } from './types.ts';

/** Uses before this receipt that leave no room for one more. A budget and what one receipt may have are looked at where amounts are made. */
export function limitConditions(rule: string, limits: Limits | null): Condition[] {
  if (limits === null) return [];
  const { member, day, total } = limits;
  const conditions: Condition[] = [];
  if (member !== undefined)
    conditions.push(
      bounded('limit.member', 'member.uses', 'under', member, (context) => usesOf(context, rule)?.count ?? 0),
    );
  if (day !== undefined)
    conditions.push(bounded('limit.day', 'member.dayUses', 'under', day, (context) => dayUses(context, rule)));
  if (total !== undefined)
    conditions.push(
      bounded('limit.total', 'promotion.uses', 'under', total, ({ facts }) => spentBy(facts, rule)?.uses ?? 0),
    );
  return conditions;
}

/** So many receipts of the member may earn on one local day. */
export function earningCondition(most: number): Condition {
  return bounded('accrual.perDay', 'member.earnedReceipts', 'under', most, ({ member, moment }) =>
    member?.earning?.day === dayOf(moment.dayNumber) ? member.earning.receipts : 0,
  );
}

/** How far all members together used the promotion up, where the facts say so. */
export function spentBy({ promotions }: Context['facts'], rule: string): { uses: number; given: number } | undefined {
  return promotions?.find(({ promotion }) => promotion === rule);
}

function usesOf({ member }: Context, rule: string) {
  return member?.uses?.find((each) => each.rule === rule);
}

function dayUses(context: Context, rule: string): number {
  const uses = usesOf(context, rule);
  return uses?.day === dayOf(context.moment.dayNumber) ? uses.dayCount : 0;
}
