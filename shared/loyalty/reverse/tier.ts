import type { ReturnInput } from '../engine.ts';
import { entryBecause, entryHolds, highestEntered } from '../evaluate/tiers.ts';
import type { Standing } from '../evaluate/tiers.ts';
import type { Because, TierChange } from '../outcome.ts';
import type { Tier } from '../programme/schema.ts';
import { parseMoment } from '../time/moment.ts';

/**
 * A tier whose entry the return undoes is lost at once: its entry held before and does not after. The member falls to the
 * highest lower tier whose entry still holds, and never below the one this very sale had lifted them from.
 */
export function tierLost(
  tiers: readonly Tier[],
  { sale, facts }: ReturnInput,
  refund: { beforeMinor: number; nowMinor: number; whole: boolean },
): { change: TierChange; because: Because[] } | null {
  const { member } = facts;
  const current = tiers.findIndex(({ id }) => id === member?.tier);
  if (member === null || current < 1) return null;
  const remaining = sale.outcome.totals.netMinor - refund.beforeMinor;
  const moment = parseMoment(facts.moment);
  const before: Standing = { member, moment, change: { spend: 0, purchases: 0 }, receipt: remaining };
  const purchases = refund.whole && member.purchaseCount > 0 ? -1 : 0;
  const after: Standing = {
    ...before,
    change: { spend: -refund.nowMinor, purchases },
    receipt: remaining - refund.nowMinor,
  };
  const tier = tiers[current]!;
  if (!entryHolds(tier, before) || entryHolds(tier, after)) return null;
  const lifted = sale.outcome.tier?.to === tier.id ? tiers.findIndex(({ id }) => id === sale.outcome.tier!.from) : -1;
  const lower = Math.max(0, lifted, highestEntered(tiers.slice(0, current), after));
  return { change: { from: tier.id, to: tiers[lower]!.id }, because: entryBecause(tier, after) };
}
