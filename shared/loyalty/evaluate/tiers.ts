import { reaches } from '../compile/conditions.ts';
import type { Because } from '../outcome.ts';
import type { Tier, TierCondition } from '../programme/schema.ts';

const factOf = { spend: 'member.spendMinor', purchases: 'member.purchases', receipt: 'receipt.netMinor' } as const;

/** What tier conditions speak of, in minor units and as a count. */
export type Standing = { spend: number; purchases: number; receipt: number };

/** A tier is entered when any or all of its conditions hold; one without conditions is only ever given. */
export function entryHolds({ entry }: Tier, standing: Standing): boolean {
  if (!entry) return false;
  const holds = ({ fact, operator, value }: TierCondition) => reaches(standing[fact], operator, value);
  return 'any' in entry ? entry.any.some(holds) : entry.all.every(holds);
}

/** The index of the highest tier whose entry holds, or -1. */
export function highestEntered(tiers: readonly Tier[], standing: Standing): number {
  return tiers.findLastIndex((tier) => entryHolds(tier, standing));
}

export function entryBecause({ entry }: Tier, standing: Standing): Because[] {
  if (!entry) return [];
  const conditions = 'any' in entry ? entry.any : entry.all;
  return conditions.map(({ fact, operator, value }) => ({
    fact: factOf[fact],
    operator,
    expected: value,
    actual: standing[fact],
  }));
}
