import type { CompiledProgramme, Context } from '../../compile/types.ts';
import { entitlementOf } from '../../grants/source.ts';
import { overLimit } from '../../grants/uses.ts';
import type { BaseLine } from '../types.ts';

/**
 * The context with the rights that this very receipt opens and may use at once: the activity's conditions hold, thresholds
 * left aside (what will be paid is not known yet), and its goods are here. A right the member already has goes first.
 */
export function unlockAtOnce(
  { reacting: { sameReceipt } }: CompiledProgramme,
  context: Context,
  lines: readonly BaseLine[],
): Context {
  const { facts, member, moment } = context;
  if (sameReceipt.length === 0 || member === null) return context;
  const unlocked = new Map(context.unlocked);
  for (const { activity, grant, n } of sameReceipt) {
    const { id: rule, conditions, limits, goods } = activity;
    if (unlocked.has(grant.promotion)) continue;
    const matched = goods === null ? lines : lines.filter(({ fact }) => goods(fact, context.favourites));
    if (matched.length === 0 || !conditions.every((condition) => condition.holds(context))) continue;
    if (limits && overLimit(limits, member.uses ?? [], rule, moment)) continue;
    const source = {
      by: facts.receipt,
      rule,
      moment: facts.moment,
      at: moment,
      offsets: facts.shop.zone.offsets,
      goods: [],
      lines: matched.map(({ fact }) => fact.id),
    };
    unlocked.set(grant.promotion, entitlementOf(source, grant, n));
  }
  return { ...context, unlocked };
}
