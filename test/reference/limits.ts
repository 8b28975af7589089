import type { Uses } from '../../shared/loyalty/facts.ts';
import type { Given } from '../../shared/loyalty/outcome.ts';
import { atLeastZero, big, least } from './arithmetic.ts';
import { localDay } from './calendar.ts';
import type { Rule, Sale } from './state.ts';

/** Whether the rule has had all its uses before this receipt, or the member all receipts that earn today. */
export function isUsedUp(sale: Sale, rule: Rule): boolean {
  const { limits = {}, give, id } = rule;
  const { facts, member } = sale;
  const own = usesOf(member?.uses ?? [], id, facts.moment);
  const all = facts.promotions?.find(({ promotion }) => promotion === id)?.uses ?? 0;
  if (limits.member !== undefined && own.count >= limits.member) return true;
  if (limits.day !== undefined && own.dayCount >= limits.day) return true;
  if (limits.total !== undefined && all >= limits.total) return true;
  return give.kind.startsWith('points') && isEarnedOut(sale);
}

/** Whether the member had all receipts that may earn on this local day. */
export function isEarnedOut({ programme, facts, member }: Sale): boolean {
  const perDay = programme.limits?.accrualsPerDay;
  const earning = member?.earning;
  return perDay !== undefined && earning?.day === localDay(facts.moment) && earning.receipts >= perDay;
}

/** How often a rule has worked for the member: ever, on this local day and in this month. */
export function usesOf(all: Uses[], rule: string, moment: string): Omit<Uses, 'rule'> {
  const day = localDay(moment);
  const known = all.find((uses) => uses.rule === rule);
  if (known === undefined) return { count: 0, day, dayCount: 0, monthCount: 0 };
  return {
    count: known.count,
    day,
    dayCount: known.day === day ? known.dayCount : 0,
    monthCount: known.day.slice(0, 7) === day.slice(0, 7) ? known.monthCount : 0,
  };
}

export function oneMore(all: Uses[], rule: string, moment: string): Uses {
  const { count, day, dayCount, monthCount } = usesOf(all, rule, moment);
  return { rule, count: count + 1, day, dayCount: dayCount + 1, monthCount: monthCount + 1 };
}

/** What is left of the rule's budget after what all others had and what it gave here; null where it has none. */
export function budgetLeft({ facts, given }: Sale, { id, limits }: Rule): bigint | null {
  if (limits?.budget === undefined) return null;
  const before = facts.promotions?.find(({ promotion }) => promotion === id)?.given ?? 0;
  return atLeastZero(big(limits.budget) - big(before) - (given.get(id) ?? 0n));
}

export function withinBudget(sale: Sale, rule: Rule, amount: bigint): bigint {
  const left = budgetLeft(sale, rule);
  return left === null ? amount : least(left, amount);
}

/** What promotions with limits gave, and the uses of those that limit a member. */
export function limitedUse({ rules, given, usedActivities, facts, member }: Sale): { given: Given[]; uses: Uses[] } {
  const used = [...given].flatMap(([id]) => rules.find((rule) => rule.id === id && rule.limits !== undefined) ?? []);
  return {
    given: used.map(({ id }) => ({ promotion: id, given: Number(given.get(id)) })),
    uses:
      member === null
        ? []
        : [
            ...used
              .filter(({ limits }) => limits?.member !== undefined || limits?.day !== undefined)
              .map(({ id }) => id),
            ...usedActivities,
          ].map((id) => oneMore(member.uses ?? [], id, facts.moment)),
  };
}
