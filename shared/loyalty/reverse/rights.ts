import type { CompiledProgramme } from '../compile/types.ts';
import type { SegmentTerm } from '../facts.ts';
import { grantId } from '../grants/source.ts';
import type { Effect } from '../outcome.ts';
import { anyBack, firstBack, isUndone } from './sold.ts';
import type { Back } from './sold.ts';

/** Rights that the sale opened and that end with what comes back: all of them told once, or as long as something of them is left. */
export function revokedBy(back: Back): string[] {
  const { sale, facts } = back.input;
  const open = new Set(facts.member?.entitlements.map(({ id }) => id));
  return (sale.outcome.entitlements.issued ?? [])
    .filter(({ id, openedBy }) => {
      const lines = openedBy?.lines ?? [];
      return firstBack(back, lines) || (open.has(id) && anyBack(back, lines));
    })
    .map(({ id }) => id);
}

/** What was left of the rights: uses, or thousandths of a good. */
export function revokedEffects({ filled }: CompiledProgramme, { input }: Back, revoked: readonly string[]): Effect[] {
  return (input.facts.member?.entitlements ?? [])
    .filter(({ id }) => revoked.includes(id))
    .map(({ openedBy, gift, uses }) => ({
      rule: openedBy!.rule,
      version: filled.version,
      kind: 'entitlement',
      amount: gift?.quantity ?? uses ?? 1,
      unit: gift ? 'thousandths' : 'times',
      allocations: [],
      because: [
        { fact: 'lines.returned', operator: 'includes', expected: openedBy!.lines, actual: input.lines.length },
      ],
    }));
}

/** Terms that the sale gave and that end. */
export function endedBy({ reacting }: CompiledProgramme, back: Back): string[] {
  const { sale } = back.input;
  return (sale.outcome.terms ?? [])
    .filter(({ by }) => {
      const giver = reacting.activities.find(({ id: rule, give }) =>
        give.some((_, n) => grantId({ by: sale.facts.receipt, rule }, n) === by),
      );
      return giver !== undefined && isUndone(back, giver);
    })
    .map(({ by }) => by);
}

/** A sale that is wholly undone was none of the purchases that a term counts, as long as the term is not over. */
export function termsBack({ input, whole }: Back): SegmentTerm[] {
  const { sale, facts } = input;
  if (!whole) return [];
  const soldMs = Date.parse(sale.facts.moment);
  const nowMs = Date.parse(facts.moment);
  return (sale.facts.member?.terms ?? []).flatMap((term) => {
    const { from, until, purchases } = term;
    const endMs = until === undefined ? Infinity : Date.parse(until);
    const counted = purchases !== undefined && (from === undefined || Date.parse(from) <= soldMs) && endMs > soldMs;
    return counted && endMs > nowMs ? [{ ...term, purchases: 1 }] : [];
  });
}
