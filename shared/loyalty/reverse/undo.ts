import type { CompiledProgramme } from '../compile/types.ts';
import type { Effect, ReturnExtras } from '../outcome.ts';
import { activitiesUnused, boughtBack, countersBack, shareEffects, sharesBack } from './counts.ts';
import { unused } from './entitlements.ts';
import { endedBy, revokedBy, revokedEffects, termsBack } from './rights.ts';
import type { Back } from './sold.ts';

export type Undone = {
  revoked: string[];
  extras: Partial<ReturnExtras>;
  effects: Effect[];
};

/** What the sale brought beside money and points, and the return takes back. Others' shares come back even where the member is not at hand. */
export function undo(compiled: CompiledProgramme, back: Back, known: boolean): Undone {
  const shares = sharesBack(compiled, back);
  const promotions = unused(back.input, back.whole) ?? [];
  const others = listed('shares', shares);
  const effects = shareEffects(compiled, back, shares);
  if (!known) return { revoked: [], extras: { ...others, ...listed('unused', promotions) }, effects };
  const revoked = revokedBy(back);
  const uses = [...promotions, ...activitiesUnused(compiled, back)];
  const { facts, outcome } = back.input.sale;
  const counts = outcome.day !== undefined || uses.length > 0;
  return {
    revoked,
    extras: {
      ...others,
      ...listed('ended', endedBy(compiled, back)),
      ...listed('counters', countersBack(compiled, back)),
      ...listed('unused', uses),
      // A moment is told with its local day first.
      ...(counts ? { day: facts.moment.slice(0, 10) } : {}),
      ...listed('bought', boughtBack(compiled, back)),
      ...listed('terms', termsBack(back)),
    },
    effects: [...effects, ...revokedEffects(compiled, back, revoked)],
  };
}

/** A list that would be empty is left out. */
function listed<Key extends string, T>(key: Key, list: T[]): Partial<Record<Key, T[]>> {
  return list.length === 0 ? {} : ({ [key]: list } as Record<Key, T[]>);
}
