import type { Compiled, NamedEngine } from '../../shared/loyalty/engine.ts';
import type { Outcome, ReturnOutcome } from '../../shared/loyalty/outcome.ts';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { Difference } from '../store/rows.ts';
import { hubFacts } from './hub-facts.ts';

export type Computing = { engine: NamedEngine; compiled: Compiled; sale: Pick<SaleBody, 'facts' | 'money'> };

/**
 * A receipt computed twice: by the facts as the till had them, and with the hub's in place of those that differ. Null where the engine can't
 * compute them.
 */
export function bothSides(
  computing: Computing,
  body: SaleBody | ReturnBody,
  differences: readonly Difference[],
): { till: Outcome | ReturnOutcome | null; hub: Outcome | ReturnOutcome | null } {
  const ofFacts = differences.filter(({ path }) => path.startsWith('facts.'));
  const till = computed(computing, body);
  if (ofFacts.length === 0) return { till, hub: till };
  if (body.kind === 'return') return { till, hub: null };
  const facts = hubFacts(body.facts, ofFacts);
  return { till, hub: facts && computed(computing, { ...body, facts }) };
}

function computed({ engine, compiled, sale }: Computing, body: SaleBody | ReturnBody): Outcome | ReturnOutcome | null {
  try {
    if (body.kind === 'sale') return engine.evaluate(compiled, body.facts);
    const { returned, lines, facts } = body;
    return engine.reverse(compiled, { sale: { facts: sale.facts, outcome: sale.money }, returned, lines, facts });
  } catch {
    // What can't be computed is among the differences already.
    return null;
  }
}
