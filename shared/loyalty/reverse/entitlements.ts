import type { ReturnInput } from '../engine.ts';
import type { ReturnLine, ReturnMoney } from '../outcome.ts';

/** A gift returned may be taken again; what was used in a receipt of which nothing remains works once more. */
export function reopened(
  { sale }: ReturnInput,
  lines: readonly ReturnLine[],
  whole: boolean,
): ReturnMoney['entitlements']['reopened'] {
  const quantities = new Map<string, number>();
  for (const { gift, quantity } of lines)
    if (gift !== undefined) quantities.set(gift, (quantities.get(gift) ?? 0) + quantity);
  const gifts = new Set(sale.outcome.lines.map(({ gift }) => gift));
  // What the sale itself opened is revoked with its goods, now or by an earlier return.
  const own = new Set(sale.outcome.entitlements.issued?.map(({ id }) => id));
  if (whole)
    for (const { id, quantity } of sale.outcome.entitlements.used)
      if (!gifts.has(id) && !own.has(id)) quantities.set(id, quantity);
  return [...quantities].map(([id, quantity]) => ({ id, quantity }));
}

/** Uses of promotions with limits, once nothing of the sale remains; never on somebody else's card. */
export function unused({ sale, facts }: ReturnInput, whole: boolean): ReturnMoney['unused'] {
  const mine = facts.member === null || facts.member.id === sale.facts.member?.id;
  return whole && mine ? sale.outcome.given : undefined;
}
