import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { JournalRecord } from '../../shared/protocol/journal.ts';
import { itemId } from '../items/item.ts';
import { Books } from '../ledger/books.ts';
import { saveLateLimits } from '../reconcile/verdicts.ts';
import type { EventKey } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import { bookRecord } from './book.ts';
import type { Booking } from './book.ts';

const atOnce = 500;
const backlogKey = (till: string) => `backlog/${till}`;

/** One open item a till for all that it wrote since it was revoked. */
export async function noteBacklog(tx: Tx, key: EventKey): Promise<void> {
  const { till, epoch, seq, hash, atMs } = key;
  const known = await tx.meta(backlogKey(till));
  if (known !== undefined && (await tx.item(known))?.closed === null) return;
  const id = itemId('backlog', key);
  const nothing = { receipt: null, member: null, stakeMinor: null, closed: null };
  await tx.addItem({ id, kind: 'backlog', atMs, till, epoch, seq, hash, detail: till, ...nothing });
  await tx.setMeta(backlogKey(till), id);
}

/**
 * Books what a revoked till left as if it had come now, or sets it aside for good. Goes through the journal in order; all of it in the
 * caller's transaction.
 */
export async function decideBacklog(
  deps: Omit<Booking, 'tx' | 'books' | 'shop' | 'head' | 'horizon'>,
  tx: Tx,
  till: string,
  decision: 'approve' | 'reject',
): Promise<void> {
  const row = await tx.till(till);
  if (!row) throw new KopilkaError('hub.unknownTill', { till });
  const books = new Books(tx);
  const { shop } = row;
  const booking: Booking = { ...deps, tx, books, shop, head: await tx.head(shop), horizon: await tx.horizon(shop) };
  for (;;) {
    const held = await tx.heldRecords(till, atOnce);
    if (held.length === 0) break;
    for (const { state, text, ...key } of held) {
      const branch = state === 'heldBranch';
      const released = branch ? 'branch' : 'booked';
      await tx.releaseRecord(key, decision === 'approve' ? released : 'rejected');
      if (decision === 'reject') continue;
      const record = JSON.parse(text) as JournalRecord;
      const { kind } = record.body;
      await tx.addToTally(till, { sales: kind === 'sale' ? 1 : 0, returns: kind === 'return' ? 1 : 0 });
      await bookRecord(booking, key, { record, text, branch });
    }
  }
  await saveLateLimits(tx, await books.save());
  await tx.takePositions();
}
