import type { Verdict } from '../../shared/protocol/feed.ts';
import type { LateLimit } from '../ledger/refold.ts';
import { storedRecord } from '../ledger/events.ts';
import type { Difference, RecordKey, VerdictRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import type { Answer } from './reconcile.ts';

/** Keeps the hub's answer, unless it is simply "equal", and tells the till by the feed of its shop. */
export async function saveAnswer(tx: Tx, shop: string, key: RecordKey, receipt: string, answer: Answer): Promise<void> {
  if (answer.verdict === 'equal') return;
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
  await tx.addToTally(till, different ? { different: 1, [answer.kind]: 1 } : { pending: 1 });
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
export async function replacePending(tx: Tx, shop: string, row: VerdictRow, answer: Answer): Promise<void> {
  if (answer.verdict === 'pending') return;
  await tx.removeVerdict(row);
  await tx.addToTally(row.till, { pending: -1 });
  if (answer.verdict === 'equal') await tx.addChange(shop, 'verdict', row.receipt, null);
  else await saveAnswer(tx, shop, row, row.receipt, answer);
}

/** Records that turn out to have taken too much, now that late ones stand before them: told once, unless something else was. */
export async function saveLateLimits(tx: Tx, limits: readonly LateLimit[]): Promise<void> {
  for (const { key, differences } of limits) {
    if ((await tx.verdict(key)) !== undefined) continue;
    const till = await tx.till(key.till);
    const { body } = await storedRecord(tx, key);
    if (body.kind !== 'sale' || !till) continue;
    await saveAnswer(tx, till.shop, key, body.receipt, limitAnswer(differences));
  }
}

export function limitAnswer(differences: Difference[]): Answer {
  return { verdict: 'different', kind: 'limit', differences };
}
