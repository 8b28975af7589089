import { asAttached } from '../../shared/protocol/attached.ts';
import { isReceipt } from '../../shared/protocol/journal.ts';
import type { JournalRecord } from '../../shared/protocol/journal.ts';
import { saleOf } from '../ledger/events.ts';
import type { VerdictRow } from '../store/rows.ts';
import type { Store, Tx } from '../store/store.ts';
import { reconcileAttached } from './attached.ts';
import { reconcile } from './reconcile.ts';
import type { Reconciler } from './reconcile.ts';
import type { Revisions } from './revisions.ts';
import { replacePending } from './verdicts.ts';

export type PendingDeps = { store: Store; reconciler: Reconciler; revisions: Revisions; generation: string };

const mostAtOnce = 1000;

/** Answers what had to wait for a newer engine, or for the sale of a return. Nothing is booked again. */
export async function answerPending(deps: PendingDeps): Promise<void> {
  await deps.revisions.refresh(deps.store.reader);
  let answered: number;
  do {
    answered = await deps.store.write(async (tx) => {
      const rows = await tx.pendingVerdicts(mostAtOnce);
      let count = 0;
      for (const row of rows) if (await answer(deps, tx, row)) count += 1;
      await tx.takePositions();
      return count;
    });
  } while (answered === mostAtOnce);
}

/** Whether there is an answer now. */
async function answer({ reconciler, revisions, generation }: PendingDeps, tx: Tx, row: VerdictRow): Promise<boolean> {
  const text = await tx.recordText(row);
  if (text === undefined) throw new Error(`no record of verdict ${row.hash}`);
  const record = JSON.parse(text) as JournalRecord;
  const till = await tx.till(row.till);
  const { body } = record;
  const sale = body.kind === 'receipt.attached' ? await saleOf(tx, row.till, body.receipt) : undefined;
  const receipt = body.kind === 'receipt.attached' ? sale && asAttached(sale, body) : body;
  if (!receipt || !isReceipt(receipt) || !till) return false;
  const states = await tx.recordsAt(row.till, row.epoch, row.seq);
  const branch = states.some(({ hash, state }) => hash === row.hash && state === 'branch');
  const { shop } = till;
  const fed = { shop, generation, ...(await tx.feedSpan(shop)) };
  const check = { reader: tx, revisions, books: undefined, key: row, text, ...fed, branch };
  const found =
    sale && body.kind === 'receipt.attached'
      ? await reconcileAttached(reconciler, check, record, body, sale)
      : await reconcile(reconciler, check, record, receipt);
  await replacePending(tx, till.shop, row, receipt, found, sale ? 'attachment' : 'receipt');
  return found.verdict !== 'pending';
}
