import { mulDiv } from '../../shared/money/money.ts';
import type { JournalRecord, SaleBody, UnverifiedReturnBody } from '../../shared/protocol/journal.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { coveredLines, returnedLines } from '../reconcile/returned.ts';
import { saleOf } from '../ledger/events.ts';
import type { EventKey, ProgrammeRow } from '../store/rows.ts';
import type { Awaitable, Reader, Tx } from '../store/store.ts';
import { itemId } from './item.ts';
import { openItem } from './told.ts';

type Noting = { tx: Tx; revisions: { programme(reader: Reader, hash: string): Awaitable<ProgrammeRow | undefined> } };

/**
 * A person looks at every return that no till could check. What it may have cost is what was paid beyond that which the receipt leaves to
 * give back; all of it as long as the hub has not the sale.
 */
export async function noteUnverified(
  { tx, revisions }: Noting,
  key: EventKey,
  record: JournalRecord,
  body: UnverifiedReturnBody,
): Promise<void> {
  const { ofReceipt, refundMinor, approvedBy } = body;
  const sale = await saleOf(tx, record.till, ofReceipt);
  const coveredMinor = sale === undefined ? 0 : await coveredBy(tx, key, sale, body);
  const row = await revisions.programme(tx, body.programme);
  const mostMinor = (row && (JSON.parse(row.text) as Programme).offline?.returns?.receiptMinor) ?? 0;
  const notes = [
    ...(sale === undefined ? ['no such receipt yet'] : []),
    ...(refundMinor > mostMinor ? ['beyond the limit'] : []),
  ];
  const { till, epoch, seq, hash, atMs } = key;
  await openItem(tx, {
    id: itemId('unverifiedReturn', key),
    kind: 'unverifiedReturn',
    till,
    epoch,
    seq,
    hash,
    atMs,
    receipt: ofReceipt,
    member: null,
    detail: [`approved by ${approvedBy}`, ...notes].join(', '),
    stakeMinor: Math.max(0, refundMinor - coveredMinor),
  });
}

async function coveredBy(tx: Tx, key: EventKey, sale: SaleBody, body: UnverifiedReturnBody): Promise<number> {
  const returned = await returnedLines(tx, sale, (_, { hash }) => hash === key.hash);
  return coveredLines(sale, returned, body.lines).reduce((sum, { line, quantity }) => {
    const sold = sale.money.lines.find(({ id }) => id === line);
    return sold ? sum + mulDiv(sold.netMinor, quantity, sold.quantity, 'down') : sum;
  }, 0);
}
