import type { MemberFacts } from '../facts.ts';
import type { Because } from '../outcome.ts';
import type { AnyTierCondition, Tier, TierCondition, TierConditions } from '../programme/schema.ts';
import { dayNumberOf } from '../time/moment.ts';
import type { LocalMoment } from '../time/moment.ts';

const factOf = {
  spend: 'member.spendMinor',
  purchases: 'member.purchases',
  receipt: 'receipt.netMinor',
  referrals: 'member.referrals',
  memberDays: 'member.days',
  cardType: 'member.cardType',
} as const;

/** What tier conditions speak of. `change` is what the receipt at hand adds (a return: takes), today or on the day of the sale. */
export type Standing = {
  member: MemberFacts;
  moment: LocalMoment;
  change: { spend: number; purchases: number; dayNumber?: number };
  /** Net of the one receipt, in minor units. */
  receipt: number;
};

/** A tier is entered when any or all of its conditions hold; one without conditions is only ever given. */
export function entryHolds({ entry }: Tier, standing: Standing): boolean {
  return entry !== undefined && conditionsHold(entry, standing);
}

export function conditionsHold(conditions: TierConditions, standing: Standing): boolean {
  const holds = (condition: AnyTierCondition) => conditionHolds(condition, standing);
  return 'any' in conditions ? conditions.any.some(holds) : conditions.all.every(holds);
}

/** The index of the highest tier whose entry holds, or -1. */
export function highestEntered(tiers: readonly Tier[], standing: Standing): number {
  return tiers.findLastIndex((tier) => entryHolds(tier, standing));
}

export function entryBecause({ entry }: Tier, standing: Standing): Because[] {
  return entry === undefined ? [] : conditionsBecause(entry, standing);
}

export function conditionsBecause(conditions: TierConditions, standing: Standing): Because[] {
  return ('any' in conditions ? conditions.any : conditions.all).map((condition) =>
    condition.fact === 'cardType'
      ? {
          fact: factOf.cardType,
          operator: 'oneOf',
          expected: condition.oneOf,
          actual: standing.member.cardType ?? null,
        }
      : {
          fact: factOf[condition.fact],
          operator: condition.operator,
          expected: condition.value,
          actual: valueOf(condition, standing),
        },
  );
}

function conditionHolds(condition: AnyTierCondition, standing: Standing): boolean {
  const { cardType } = standing.member;
  if (condition.fact === 'cardType') return cardType !== undefined && condition.oneOf.includes(cardType);
  const actual = valueOf(condition, standing);
  const { operator, value } = condition;
  if (operator === 'over') return actual > value;
  if (operator === 'atLeast') return actual >= value;
  return operator === 'under' ? actual < value : actual <= value;
}

function valueOf({ fact, withinDays }: TierCondition, standing: Standing): number {
  const { member, moment, receipt } = standing;
  if (fact === 'receipt') return receipt;
  if (fact === 'referrals') return member.referrals ?? 0;
  if (fact === 'memberDays') return moment.dayNumber - dayNumberOf(member.joined);
  const { spendMinor, purchaseCount } = member;
  const past = withinDays === undefined ? { spendMinor, purchases: purchaseCount } : recent(member, moment, withinDays);
  const change = isWithin(standing, withinDays) ? standing.change : { spend: 0, purchases: 0 };
  return fact === 'spend' ? past.spendMinor + change.spend : past.purchases + change.purchases;
}

/** A return of a sale that the window no longer reaches changes nothing in it. */
function isWithin({ moment, change }: Standing, withinDays: number | undefined): boolean {
  return withinDays === undefined || moment.dayNumber - (change.dayNumber ?? moment.dayNumber) < withinDays;
}

/** What the member's history says of the last so many local days, today included. */
export function recent(
  { history = [] }: MemberFacts,
  { dayNumber }: LocalMoment,
  days: number,
): { spendMinor: number; purchases: number } {
  const sum = { spendMinor: 0, purchases: 0 };
  for (const { day, spendMinor, purchases } of history) {
    const age = dayNumber - dayNumberOf(day);
    if (age < 0 || age >= days) continue;
    sum.spendMinor += spendMinor;
    sum.purchases += purchases;
  }
  return sum;
}
