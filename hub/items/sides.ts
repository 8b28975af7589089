import { dueMinor } from '../../shared/loyalty/outcome.ts';
import type { Outcome, ReturnOutcome } from '../../shared/loyalty/outcome.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { isReceipt, JournalRecord } from '../../shared/protocol/journal.ts';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { ItemSides, Side } from '../../shared/protocol/office.ts';
import { parseWellFormed } from '../../shared/protocol/well-formed.ts';
import { undoneSale } from '../ledger/attached.ts';
import { compiledFor } from '../reconcile/engines.ts';
import type { Engine } from '../reconcile/engines.ts';
import type { Revisions } from '../reconcile/revisions.ts';
import { bothSides } from '../reconcile/sides.ts';
import type { Difference, ItemRow, RecordKey } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';
import { itemOf } from './item.ts';

export type SidesDeps = { reader: Reader; engines: Engine; revisions: Revisions };

/** An item with both sides of it, computed anew. Throws `item.unknown`. */
export async function itemSides(deps: SidesDeps, id: string): Promise<ItemSides> {
  const { reader } = deps;
  const row = await reader.item(id);
  if (!row) throw new KopilkaError('item.unknown', { item: id });
  const text = await reader.recordText(row);
  const record = text === undefined ? null : readable(text);
  const body = bodyOf(record);
  const differences = (await reader.verdict(row))?.differences ?? [];
  const sides = body === null ? { till: null, hub: null } : await sidesOf(deps, row, body, differences);
  return {
    item: itemOf(row),
    differences,
    record,
    ...sides,
    others: row.kind === 'branch' ? await othersAt(reader, row) : [],
    held: row.kind === 'backlog' && row.closed === null ? await reader.heldCount(row.till) : 0,
  };
}

async function sidesOf(
  { reader, engines, revisions }: SidesDeps,
  { till }: ItemRow,
  body: SaleBody | ReturnBody,
  differences: readonly Difference[],
): Promise<{ till: Side; hub: Side | null }> {
  const hash = body.facts.basis?.programme.hash ?? '';
  const engine = engines.named(body.engine);
  const programme = await revisions.programme(reader, hash);
  const undone = body.kind === 'sale' ? { sale: body, paid: null } : await undoneSale(reader, till, body);
  if (!engine || !programme || !undone) return { till: said(body, null), hub: null };
  const compiled = compiledFor(engines, engine, undone, programme);
  const outcomes = bothSides({ engine, compiled, sale: undone.sale }, body, differences);
  return { till: said(body, outcomes.till), hub: outcomes.hub && computed(outcomes.hub) };
}

/** The money is the till's own word; its reasons are what its facts give. */
function said({ money }: SaleBody | ReturnBody, outcome: Outcome | ReturnOutcome | null): Side {
  return { dueMinor: dueMinor(money.totals), money, reasons: outcome && reasonsOf(outcome) };
}

function computed(outcome: Outcome | ReturnOutcome): Side {
  const { effects: _, rejections: __, progress: ___, messages: ____, ...money } = outcome;
  return { dueMinor: dueMinor(outcome.totals), money, reasons: reasonsOf(outcome) };
}

function reasonsOf({ effects, rejections }: Outcome | ReturnOutcome): NonNullable<Side['reasons']> {
  return { effects, rejections };
}

async function othersAt(reader: Reader, { till, epoch, seq, hash }: RecordKey): Promise<unknown[]> {
  const others: unknown[] = [];
  for (const other of await reader.recordsAt(till, epoch, seq)) {
    if (other.hash === hash) continue;
    const text = await reader.recordText({ till, epoch, seq, hash: other.hash });
    if (text !== undefined) others.push(readable(text));
  }
  return others;
}

/** What is no JSON is shown as it came. */
function readable(text: string): unknown {
  try {
    return parseWellFormed(text);
  } catch {
    return text;
  }
}

/** Of what is a receipt by its form. */
function bodyOf(record: unknown): SaleBody | ReturnBody | null {
  const checked = JournalRecord.safeParse(record);
  return checked.success && isReceipt(checked.data.body) ? checked.data.body : null;
}
