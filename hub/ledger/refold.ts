import type { Account } from '../../shared/loyalty/account.ts';
import { applyEvent, openingPostings } from '../../shared/loyalty/fold.ts';
import type { Difference, EventKey, MemberRow, RecordKey } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import { Sheet } from './entries.ts';
import { storedEvent } from './events.ts';
import { compareKeys, txnOf } from './keys.ts';
import { limitDifferences } from './limits.ts';

export type LateLimit = { key: RecordKey; differences: Difference[] };

/**
 * Folds a member's whole history again in its true order and posts what that changes: the late events under their own names, the
 * rest as one correction. Nothing posted before is touched. Costs a read of every record of the member.
 */
export async function refold(tx: Tx, row: MemberRow, late: readonly EventKey[]): Promise<LateLimit[]> {
  const events = [...(await tx.events(row.member))].toSorted(compareKeys);
  const lateTxns = new Set(late.map(txnOf));
  const limits: LateLimit[] = [];
  const truth = new Sheet();
  let account = JSON.parse(row.opening) as Account;
  truth.post(openingPostings(account));
  let last: EventKey | null = null;
  for (const stored of events) {
    const event = await storedEvent(tx, stored);
    if (event === null) continue;
    const before = account;
    const applied = applyEvent(before, event);
    account = applied.account;
    truth.post(applied.postings);
    const { till, epoch, seq, hash, atMs } = stored;
    last = { till, epoch, seq, hash, atMs };
    const txn = txnOf(last);
    if (lateTxns.has(txn)) {
      const own = new Sheet();
      own.post(applied.postings);
      for (const entry of own.entries()) await tx.addEntry({ member: row.member, txn, ...entry });
    }
    const differences = limitDifferences(before, event, applied.postings);
    if (differences.length > 0) limits.push({ key: { till, epoch, seq, hash }, differences });
  }
  row.account = account;
  row.last = last;
  await postCorrection(tx, row, truth, late);
  return limits;
}

/** What the ledger should say by now, less what it says. */
async function postCorrection(tx: Tx, row: MemberRow, truth: Sheet, late: readonly EventKey[]): Promise<void> {
  for (const sum of await tx.posted(row.member)) truth.subtract(sum);
  const corrections = truth.entries();
  if (corrections.length === 0) return;
  row.hubSeq += 1;
  const txn = late[0] ? `late/${row.hubSeq}/${txnOf(late[0])}` : `opening/${row.hubSeq}`;
  for (const entry of corrections) await tx.addEntry({ member: row.member, txn, ...entry });
}
