import type { MemberFacts } from '../../shared/loyalty/facts.ts';
import type { ReturnInput } from '../../shared/loyalty/engine.ts';
import type { TierChange } from '../../shared/loyalty/outcome.ts';
import type { AnyTierCondition, Programme, TierConditions } from '../../shared/loyalty/programme/schema.ts';
import { daysBetween, localDay } from './calendar.ts';
import { tierOf } from './conditions.ts';
import { isUndone } from './return-reactions.ts';
import { isWholeReturn, refundedBefore } from './returned.ts';

/** What tier conditions read: the member with this receipt counted; a return takes from the day of its sale. */
export type Standing = {
  member: MemberFacts;
  moment: string;
  change: { day: string; spend: number; purchases: number };
  receipt: number;
};

/** The highest tier whose entry holds, or that a rule grants, where it is above the member's own. */
export function tierReached(programme: Programme, standing: Standing, granted: readonly string[]): TierChange | null {
  const tiers = programme.tiers ?? [];
  const now = tiers.findIndex(({ id }) => id === tierOf(standing.member, programme));
  const best = tiers.findLastIndex(
    ({ id, entry }) => granted.includes(id) || (entry !== undefined && conditionsHold(entry, standing)),
  );
  return best > now ? { from: standing.member.tier, to: tiers[best]!.id } : null;
}

export function conditionsHold(conditions: TierConditions, standing: Standing): boolean {
  if ('any' in conditions) return conditions.any.some((each) => conditionHolds(each, standing));
  return conditions.all.every((each) => conditionHolds(each, standing));
}

function conditionHolds(condition: AnyTierCondition, standing: Standing): boolean {
  if (condition.fact === 'cardType') {
    const { cardType } = standing.member;
    return cardType !== undefined && condition.oneOf.includes(cardType);
  }
  const value = valueOf(condition, standing);
  if (condition.operator === 'over') return value > condition.value;
  if (condition.operator === 'atLeast') return value >= condition.value;
  if (condition.operator === 'under') return value < condition.value;
  return value <= condition.value;
}

type Counted = Exclude<AnyTierCondition, { fact: 'cardType' }>;

function valueOf({ fact, withinDays }: Counted, { member, moment, change, receipt }: Standing): number {
  const today = localDay(moment);
  const inWindow = withinDays === undefined || daysBetween(change.day, today) < withinDays;
  const spend = inWindow ? change.spend : 0;
  const purchases = inWindow ? change.purchases : 0;
  const days = (member.history ?? []).filter(
    ({ day }) => withinDays !== undefined && daysBetween(day, today) >= 0 && daysBetween(day, today) < withinDays,
  );
  if (fact === 'receipt') return receipt;
  if (fact === 'referrals') return member.referrals ?? 0;
  if (fact === 'memberDays') return daysBetween(member.joined, today);
  if (fact === 'purchases') {
    if (withinDays === undefined) return member.purchaseCount + purchases;
    return days.reduce((sum, each) => sum + each.purchases, purchases);
  }
  if (withinDays === undefined) return member.spendMinor + spend;
  return days.reduce((sum, each) => sum + each.spendMinor, spend);
}

/**
 * A tier whose entry held before these lines came back and no longer does is lost: to the highest lower one that still holds. What the
 * member had before the sale its return does not touch.
 */
export function tierLost(programme: Programme, input: ReturnInput, refund: number): TierChange | null {
  const { sale, facts } = input;
  const { member } = facts;
  const tiers = programme.tiers ?? [];
  if (member === null || sale.facts.member === null) return null;
  const now = tiers.findIndex(({ id }) => id === tierOf(member, programme));
  const had = tiers.findIndex(({ id }) => id === tierOf(sale.facts.member!, programme));
  const entry = tiers[now]?.entry;
  if (now < 1 || now <= had) return null;
  const receipt = sale.outcome.totals.netMinor - refundedBefore(input);
  const day = localDay(sale.facts.moment);
  const before: Standing = { member, moment: facts.moment, change: { day, spend: 0, purchases: 0 }, receipt };
  const purchases = isWholeReturn(input) ? -1 : 0;
  const after: Standing = { ...before, change: { day, spend: -refund, purchases }, receipt: receipt - refund };
  const entered = entry !== undefined && conditionsHold(entry, before);
  if (entered ? conditionsHold(entry, after) : !grantUndone(programme, input, tiers[now]!.id)) return null;
  const lower = tiers
    .slice(0, now)
    .findLastIndex((tier) => tier.entry === undefined || conditionsHold(tier.entry, after));
  return { from: member.tier, to: tiers[Math.max(lower, had)]!.id };
}

/** Whether an activity of this very sale gave the tier, and what it was for came back. */
function grantUndone({ activities = [] }: Programme, input: ReturnInput, tier: string): boolean {
  return (
    input.sale.outcome.tier?.to === tier &&
    activities.some(
      (activity) =>
        activity.give.some((grant) => grant.kind === 'tier' && grant.tier === tier) && isUndone(input, activity),
    )
  );
}
