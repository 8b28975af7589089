import { saleMoney } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { attachedFacts, attachedProgramme, daysToAttach, isPricedAs } from '../../shared/protocol/attached.ts';
import { moneyDigest } from '../../shared/protocol/digest.ts';
import type { AttachedBody, JournalRecord, SaleBody } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import type { Difference } from '../store/rows.ts';
import { differences } from './compare.ts';
import { replicaPlace } from './facts.ts';
import type { FactsCheck } from './facts.ts';
import { memberDifferences } from './member.ts';
import type { Answer, Reconciler } from './reconcile.ts';
import { returnedLines } from './returned.ts';
import { restOnUnknown } from './unknown.ts';

/** The hub's answer to a receipt that became a member's: of the same kinds, in the same order, as to a sale. */
export async function reconcileAttached(
  { engines }: Reconciler,
  check: FactsCheck,
  record: JournalRecord,
  body: AttachedBody,
  sale: SaleBody,
): Promise<Answer> {
  const engine = engines.named(sale.engine);
  if (!engine) return { verdict: 'pending' };
  const facts = await attachedFactsDifferences(check, body, sale);
  if (facts.length > 0 && (await restOnUnknown(check.reader, record.till, body.basis.own, facts))) {
    return { verdict: 'pending' };
  }
  const row = await check.revisions.programme(check.reader, sale.facts.basis?.programme.hash ?? '');
  if (facts.length > 0 || !row) return different('facts', facts);
  const programme = JSON.parse(row.text) as Programme;
  const money = computedDifferences(body, sale, () =>
    saleMoney(
      engine.evaluate(engine.compile(attachedProgramme(programme, sale.money)), attachedFacts(sale.facts, body)),
    ),
  );
  if (money.length > 0) return different('arithmetic', money);
  const limit = await beyondAttaching(check, body, sale, programme);
  return limit.length > 0 ? different('limit', limit) : { verdict: 'equal' };
}

async function attachedFactsDifferences(check: FactsCheck, body: AttachedBody, sale: SaleBody): Promise<Difference[]> {
  const { basis, member } = body;
  const found = differences('facts.basis.programme', basis.programme, sale.facts.basis?.programme);
  const place = await replicaPlace(check, basis.replica);
  if (typeof place !== 'number') return [...found, place];
  if (check.branch) return found;
  const { reader, books, key, shop } = check;
  const of = { reader, books, key, shop, position: place, facts: { member, basis } };
  return [...found, ...(await memberDifferences(of))];
}

function computedDifferences(body: AttachedBody, sale: SaleBody, compute: () => AttachedBody['money']): Difference[] {
  let computed: AttachedBody['money'];
  try {
    computed = compute();
  } catch (error) {
    // What this engine can't compute the till could not have either.
    return [{ path: 'money', till: body.money, hub: error instanceof Error ? error.message : String(error) }];
  }
  const found = differences('money', body.money, computed);
  if (found.length > 0) return found;
  const digest = differences('digest', body.digest, moneyDigest(computed, sha256));
  const priced = isPricedAs(sale.money, computed) ? [] : differences('money.lines', computed.lines, sale.money.lines);
  return [...digest, ...priced];
}

/** Not too late, and nothing had come back by then. */
async function beyondAttaching(
  { reader, key }: FactsCheck,
  { moment, receipt }: AttachedBody,
  sale: SaleBody,
  programme: Programme,
): Promise<Difference[]> {
  const days = daysToAttach(programme, sale.facts.moment, moment);
  const isHeld = sale.facts.till === key.till;
  // What came back later was the member's already.
  const returned = await returnedLines(reader, sale, (each) => each.kind === 'return' && each.facts.member !== null);
  return [
    ...(days === null || days.isOver ? [{ path: 'moment', till: moment, hub: days?.days ?? null }] : []),
    ...(isHeld ? [] : [{ path: 'receipt', till: receipt, hub: sale.facts.till }]),
    ...(returned.length === 0 ? [] : differences('returned', [], returned)),
  ];
}

function different(kind: 'facts' | 'arithmetic' | 'limit', found: Difference[]): Answer {
  return { verdict: 'different', kind, differences: found, hubDueMinor: null };
}
