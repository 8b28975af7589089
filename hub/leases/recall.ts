import type { Account } from '../../shared/loyalty/account.ts';
import type { Recall } from '../../shared/protocol/feed.ts';
import type { Tx } from '../store/store.ts';

/**
 * Asks the tills that hold leases of a member to give them back, by the feed of their shops: what they hold for nobody at the counter
 * they close when they hear of it. Answers whether any other till holds one.
 */
export async function recall(tx: Tx, account: Account, but: string): Promise<boolean> {
  const others = account.leases.filter(({ till }) => till !== but);
  for (const till of new Set(others.map((lease) => lease.till))) {
    const wanted = others.filter((lease) => lease.till === till).map(({ id }) => id);
    await recallFrom(tx, till, wanted);
  }
  return others.length > 0;
}

/** What the till was asked for before and still holds is asked for along with it. */
export async function recallFrom(tx: Tx, till: string, wanted: readonly string[]): Promise<void> {
  const row = await tx.till(till);
  if (!row) return;
  const open = new Set((await tx.openGrants(till)).map(({ lease }) => lease));
  const told = await lastRecall(tx, row.shop, till);
  const leases = [...new Set([...told, ...wanted])].filter((id) => open.has(id)).toSorted();
  if (leases.length === 0 || same(leases, told)) return;
  const doc: Recall = { till, leases };
  await tx.addChange(row.shop, 'recall', till, JSON.stringify(doc));
}

async function lastRecall(tx: Tx, shop: string, till: string): Promise<string[]> {
  const last = await tx.revision(shop, 'recall', till, Number.MAX_SAFE_INTEGER);
  return last?.doc ? (JSON.parse(last.doc) as Recall).leases : [];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
