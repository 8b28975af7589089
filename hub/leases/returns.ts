import { dueMinor } from '../../shared/loyalty/outcome.ts';
import type { LeaseReply, ReturnRequest } from '../../shared/protocol/hub.ts';
import type { LeaseGrant, SaleBody } from '../../shared/protocol/journal.ts';
import { assertAllReported } from '../enrol/generation.ts';
import { randomId } from '../identity/data-folder.ts';
import { Books } from '../ledger/books.ts';
import { attachedTo } from '../ledger/attached.ts';
import { saleMade } from '../ledger/sale-made.ts';
import { storedRecord } from '../ledger/events.ts';
import { returnedLines } from '../reconcile/returned.ts';
import type { GrantRow } from '../store/rows.ts';
import type { Reader, Tx } from '../store/store.ts';
import type { LeaseDeps, LeaseHolder } from './grant.ts';
import { keepGrant } from './keep.ts';
import { recallFrom } from './recall.ts';

/**
 * Gives one till the right to take back all that is left of a receipt. The till that sold it has it from the sale on, under the receipt's
 * own id, and nobody writes that down before another till asks: then it is called back from whoever holds it. It is free again by the
 * holder's own close record, or as a person declares the holder lost; what came back until then stands before that record, so the hub
 * knows of it.
 */
export async function grantReturn(
  deps: LeaseDeps,
  holder: LeaseHolder,
  { requestId, receipt }: ReturnRequest,
): Promise<LeaseReply> {
  return deps.store.write(async (tx) => {
    const known = await tx.grantByRequest(holder.till, requestId);
    await assertAllReported(tx, deps.generation);
    const sale = await saleMade(tx, receipt);
    if (!sale) return { kind: 'refused', reason: 'unknownReceipt' };
    if (known) return granted(tx, known, sale);
    // Whoever else asks for rights of this seller comes after.
    const seller = await tx.till(sale.facts.till);
    const grantedAt = new Date(deps.ports.clock.nowMs()).toISOString();
    const common = { grantedAt, generation: deps.generation };
    const held = (await rightOf(tx, receipt)) ?? { till: sale.facts.till, lease: receipt };
    const row = await tx.grant(held.till, held.lease);
    if (row ? !row.closed : seller?.publicKey) {
      if (!row) {
        const lease = { id: receipt, till: held.till, lots: [] };
        await keepRight(tx, deps.key, { lease, requestId: receipt, ...common, returns: { receipt, returned: [] } });
      }
      await recallFrom(tx, held.till, [held.lease]);
      await tx.takePositions();
      return { kind: 'refused', reason: 'elsewhere', till: held.till };
    }
    const returned = await returnedLines(tx, sale);
    if (isAllBack(sale, returned)) return { kind: 'refused', reason: 'returned' };
    const lease = { id: randomId(deps.ports.random), till: holder.till, lots: [] };
    const kept = await keepRight(tx, deps.key, { lease, requestId, ...common, returns: { receipt, returned } });
    await visit(tx, sale, holder.shop);
    await tx.takePositions();
    return granted(tx, kept, sale);
  });
}

/** Whom a receipt's return right was given to last; undefined: it was never asked for. */
const rightKey = (receipt: string) => `returnRight:${receipt}`;

async function rightOf(reader: Reader, receipt: string): Promise<{ till: string; lease: string } | undefined> {
  const text = await reader.meta(rightKey(receipt));
  return text === undefined ? undefined : (JSON.parse(text) as { till: string; lease: string });
}

async function keepRight(tx: Tx, key: LeaseDeps['key'], grant: LeaseGrant): Promise<GrantRow> {
  await noteRight(tx, grant);
  return keepGrant(tx, key, grant);
}

/** Also of a grant that a hub brought back from a backup hears of by its till. */
export async function noteRight(tx: Tx, { lease, returns }: LeaseGrant): Promise<void> {
  if (returns) await tx.setMeta(rightKey(returns.receipt), JSON.stringify({ till: lease.till, lease: lease.id }));
}

/** Whether a till may close a lease the hub has no grant of: the return right of a sale of its own, which it had all along. */
export async function isOwnRight(reader: Reader, till: string, receipt: string): Promise<boolean> {
  return (await reader.sales(receipt)).some((key) => key.till === till);
}

async function granted(tx: Tx, { grant, signature }: GrantRow, sale: SaleBody): Promise<LeaseReply> {
  let refundedMinor = 0;
  for (const key of await tx.returnsOf(sale.receipt)) {
    const { body } = await storedRecord(tx, key);
    if (body.kind === 'return') refundedMinor += dueMinor(body.money.totals);
  }
  const attached = await attachedTo(tx, sale.receipt);
  const sold = { sale, refundedMinor, ...(attached ? { attached } : {}) };
  return { kind: 'granted', grant: JSON.parse(grant) as LeaseGrant, signature, sold };
}

function isAllBack({ money }: SaleBody, returned: readonly { line: string; quantity: number }[]): boolean {
  const left = new Map(money.lines.map(({ id, quantity }) => [id, quantity]));
  for (const { line, quantity } of returned) left.set(line, (left.get(line) ?? 0) - quantity);
  return [...left.values()].every((quantity) => quantity <= 0);
}

/** Whose points come back or go the till has to know: from now on its shop is told. */
async function visit(tx: Tx, { facts, receipt }: SaleBody, shop: string): Promise<void> {
  const books = new Books(tx);
  const member = facts.member ?? (await attachedTo(tx, receipt))?.member;
  const book = member ? await books.member(member.id) : undefined;
  if (!book) return;
  books.visit(book, shop, null);
  await books.save();
}
