import { dueMinor } from '../../shared/loyalty/outcome.ts';
import type { JournalRecord, ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import { undoneSale } from '../ledger/attached.ts';
import type { Difference, DiscrepancyKind } from '../store/rows.ts';
import { compiledFor } from './engines.ts';
import type { Engine } from './engines.ts';
import { factsDifferences } from './facts.ts';
import type { FactsCheck } from './facts.ts';
import { unbacked } from './backing.ts';
import { unheldReturn } from './returned.ts';
import { returnMoneyDifferences, saleMoneyDifferences } from './money.ts';
import { bothSides } from './sides.ts';
import { restOnUnknown } from './unknown.ts';

/**
 * The hub's answer to a sale or return. One discrepancy at most, of the first kind that holds in this order:
 * - `facts`: what the sale was computed from is not what the till could know; then its sums say nothing more
 * - `arithmetic`: the sums are not what the named engine and programme make of those facts, or the payments not what is due
 * - `limit`: all of that holds, but what was taken had gone elsewhere (known only when the account is folded)
 * `pending`: this hub has not the engine, not yet the sale that is returned, or not read yet what the facts rest on.
 */
export const discrepancyKinds = ['facts', 'arithmetic', 'limit'] as const satisfies DiscrepancyKind[];

export type Answer =
  | { verdict: 'equal' }
  | {
      verdict: 'different';
      kind: DiscrepancyKind;
      differences: Difference[];
      /** What the hub would have had paid; null where that can't be told. */
      hubDueMinor: number | null;
    }
  | { verdict: 'pending' };

export type Reconciler = { engines: Engine };

export async function reconcile(
  { engines }: Reconciler,
  check: FactsCheck,
  record: JournalRecord,
  body: SaleBody | ReturnBody,
): Promise<Answer> {
  const engine = engines.named(body.engine);
  if (!engine) return { verdict: 'pending' };
  const undone =
    body.kind === 'return' ? await undoneSale(check.reader, record.till, body) : { sale: body, paid: null };
  if (!undone) return { verdict: 'pending' };
  const { sale } = undone;
  const facts = await factsDifferences(check, record, body);
  const own = body.facts.basis?.own ?? [];
  if (facts.length > 0 && (await restOnUnknown(check.reader, record.till, own, facts))) return { verdict: 'pending' };
  const hash = body.facts.basis?.programme.hash ?? '';
  const programme = await check.revisions.programme(check.reader, hash);
  if (!programme) {
    const unknown = { path: 'facts.basis.programme.hash', till: hash, hub: null };
    return different('facts', facts.length > 0 ? facts : [unknown], null);
  }
  const compiled = compiledFor(engines, engine, undone, programme);
  const hubDueMinor = (differences: Difference[]) => {
    const { hub } = bothSides({ engine, compiled, sale }, body, differences);
    return hub && dueMinor(hub.totals);
  };
  if (facts.length > 0) return different('facts', facts, hubDueMinor(facts));
  const money =
    body.kind === 'sale'
      ? saleMoneyDifferences(engine, compiled, body, check)
      : returnMoneyDifferences(engine, compiled, body, sale, check);
  if (money.length > 0) return different('arithmetic', money, hubDueMinor(money));
  const limit =
    body.kind === 'return' ? await unheldReturn(check.reader, record.till, body, sale) : await unbacked(check, body);
  return limit.length > 0 ? different('limit', limit, null) : { verdict: 'equal' };
}

function different(kind: DiscrepancyKind, differences: Difference[], hubDueMinor: number | null): Answer {
  return { verdict: 'different', kind, differences, hubDueMinor };
}
