import type { CompiledProgramme } from '../compile/types.ts';
import { entryBecause, entryHolds, highestEntered } from '../evaluate/tiers.ts';
import type { Standing } from '../evaluate/tiers.ts';
import type { Because, TierChange } from '../outcome.ts';
import { parseMoment } from '../time/moment.ts';
import { isUndone } from './sold.ts';
import type { Back } from './sold.ts';

/**
 * A tier whose entry the return undoes is lost at once: its entry held before and does not after; so is one that an activity of
 * this very sale gave, with what the activity was for. The member falls to the highest lower tier whose entry still holds, and
 * never below the one they had before this very sale: its return can't undo what it did not do.
 */
export function tierLost(
  { filled: { tiers }, reacting }: CompiledProgramme,
  back: Back,
  refund: { beforeMinor: number; nowMinor: number; whole: boolean },
): { change: TierChange; because: Because[] } | null {
  const { sale, facts, lines } = back.input;
  const { member } = facts;
  const current = tiers.findIndex(({ id }) => id === member?.tier);
  const had = tiers.findIndex(({ id }) => id === sale.facts.member?.tier);
  if (member === null || current < 1 || current <= had) return null;
  const remaining = sale.outcome.totals.netMinor - refund.beforeMinor;
  const moment = parseMoment(facts.moment);
  const before: Standing = { member, moment, change: { spend: 0, purchases: 0 }, receipt: remaining };
  const purchases = refund.whole && member.purchaseCount > 0 ? -1 : 0;
  const after: Standing = {
    ...before,
    change: { spend: -refund.nowMinor, purchases, dayNumber: parseMoment(sale.facts.moment).dayNumber },
    receipt: remaining - refund.nowMinor,
  };
  const tier = tiers[current]!;
  const byEntry = entryHolds(tier, before);
  const given = reacting.activities.find(
    (each) =>
      sale.outcome.tier?.to === tier.id &&
      each.give.some((grant) => grant.kind === 'tier' && grant.tier === tier.id) &&
      isUndone(back, each),
  );
  if (byEntry ? entryHolds(tier, after) : !given) return null;
  const lower = Math.max(0, had, highestEntered(tiers.slice(0, current), after));
  const because: Because[] = byEntry
    ? entryBecause(tier, after)
    : [{ fact: 'lines.returned', operator: 'shareOf', expected: given!.id, actual: lines.length }];
  return { change: { from: tier.id, to: tiers[lower]!.id }, because };
}
