import type { Verdict } from '../../shared/protocol/feed.ts';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import { noteDiscrepancy } from '../items/item.ts';
import type { LateLimit } from '../ledger/refold.ts';
import { storedRecord } from '../ledger/events.ts';
import type { Difference, RecordKey, VerdictRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import type { Answer } from './reconcile.ts';

/** What is answered: a receipt, or that one became a member's. Verdicts are counted by receipts, discrepancies of all. */
type Judged = 'receipt' | 'attachment';

/** Keeps the hub's answer, unless it is simply "equal", and tells the till by the feed of its shop. */
export async function saveAnswer(
  tx: Tx,
  shop: string,
  key: RecordKey,
  body: SaleBody | ReturnBody,
  answer: Answer,
  judged: Judged = 'receipt',
): Promise<void> {
  if (answer.verdict === 'equal') return;
  const { receipt } = body;
  const { till, epoch, seq, hash } = key;
  const different = answer.verdict === 'different';
  const row: VerdictRow = {
    till,
    epoch,
    seq,
    hash,
    receipt,
    verdict: answer.verdict,
    kind: different ? answer.kind : null,
    differences: different ? answer.differences : [],
    state: 'open',
  };
  await tx.saveVerdict(row);
  if (different) await noteDiscrepancy(tx, row, body, answer.hubDueMinor);
  const ofReceipts = judged === 'receipt' ? 1 : 0;
  await tx.addToTally(till, different ? { different: ofReceipts, [answer.kind]: 1 } : { pending: ofReceipts });
  const verdict: Verdict = {
    receipt,
    till,
    epoch,
    seq,
    verdict: answer.verdict,
    ...(different ? { discrepancy: answer.kind } : {}),
  };
  await tx.addChange(shop, 'verdict', receipt, JSON.stringify(verdict));
}

/** An answer that was pending and now is one. */
export async function replacePending(
  tx: Tx,
  shop: string,
  row: VerdictRow,
  body: SaleBody | ReturnBody,
  answer: Answer,
  judged: Judged,
): Promise<void> {
  if (answer.verdict === 'pending') return;
  await tx.removeVerdict(row);
  if (judged === 'receipt') await tx.addToTally(row.till, { pending: -1 });
  if (answer.verdict === 'equal') await tx.addChange(shop, 'verdict', row.receipt, null);
  else await saveAnswer(tx, shop, row, body, answer, judged);
}

/** Records that turn out to have taken too much, now that late ones stand before them: told once, unless something else was. */
export async function saveLateLimits(tx: Tx, limits: readonly LateLimit[]): Promise<void> {
  for (const { key, differences } of limits) {
    if ((await tx.verdict(key)) !== undefined) continue;
    const till = await tx.till(key.till);
    const { body } = await storedRecord(tx, key);
    if (body.kind !== 'sale' || !till) continue;
    await saveAnswer(tx, till.shop, key, body, limitAnswer(differences));
  }
}

/** What turned out to be gone when it was booked: told unless something worse is. */
export function withLimits(answer: Answer, beyond: readonly Difference[]): Answer {
  if (beyond.length === 0) return answer;
  if (answer.verdict === 'equal') return limitAnswer([...beyond]);
  const isLimit = answer.verdict === 'different' && answer.kind === 'limit';
  return isLimit ? limitAnswer([...answer.differences, ...beyond]) : answer;
}

function limitAnswer(differences: Difference[]): Answer {
  return { verdict: 'different', kind: 'limit', differences, hubDueMinor: null };
}
