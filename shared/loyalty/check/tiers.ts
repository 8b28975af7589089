import type { AnyTierCondition, Programme, Tier, TierCondition } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

/** Tiers stand lowest first: the first is where members start, each later one has an entry that is harder than those before. */
export function checkTiers(programme: Programme): Finding[] {
  const { tiers = [] } = programme;
  const granted = grantedTiers(programme);
  return tiers.flatMap((tier, index) => {
    if (index === 0) return tier.entry ? [finding('tier.firstHasEntry', ['tiers', 0, 'entry'])] : [];
    if (!tier.entry) return granted.has(tier.id) ? [] : [finding('tier.noEntry', ['tiers', index], { id: tier.id })];
    return notAscending(tiers, index);
  });
}

/** Tiers that some rule grants need no entry of their own. */
function grantedTiers({ activities = [], challenges = [], rewards = [], links = [] }: Programme): ReadonlySet<string> {
  return new Set(
    [...activities, ...challenges, ...rewards, ...links].flatMap(({ give = [] }) =>
      give.flatMap((grant) => (grant.kind === 'tier' ? [grant.tier] : [])),
    ),
  );
}

function notAscending(tiers: readonly Tier[], index: number): Finding[] {
  const tier = tiers[index]!;
  const mode = modeOf(tier);
  return conditionsOf(tier).flatMap((condition, position) => {
    if (condition.fact === 'cardType') return [];
    for (const lower of tiers.slice(1, index).toReversed()) {
      const below = conditionsOf(lower).find(
        (each): each is TierCondition => each.fact === condition.fact && each.withinDays === condition.withinDays,
      );
      if (!below || isHarder(condition, below)) continue;
      const { fact, value } = condition;
      const args = { fact, value, lower: lower.id, lowerValue: below.value };
      return [finding('tier.notAscending', ['tiers', index, 'entry', mode, position, 'value'], args)];
    }
    return [];
  });
}

/** `over 100` is harder than `at least 100`. */
function isHarder(condition: TierCondition, than: TierCondition): boolean {
  if (condition.value !== than.value) return condition.value > than.value;
  return condition.operator === 'over' && than.operator === 'atLeast';
}

function modeOf({ entry }: Tier): 'any' | 'all' {
  return entry && 'any' in entry ? 'any' : 'all';
}

function conditionsOf({ entry }: Tier): readonly AnyTierCondition[] {
  if (!entry) return [];
  return 'any' in entry ? entry.any : entry.all;
}
