import { asAttached } from '../../shared/protocol/attached.ts';
import type { AttachedBody, ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { RecordKey } from '../store/rows.ts';
import type { Reader, Tx } from '../store/store.ts';
import { saleOf, storedRecord } from './events.ts';

/** Receipts that became a member's after they were paid: once each, by the first record the hub heard of. */

const attachedKey = (receipt: string) => `attached:${receipt}`;

export async function noteAttached(tx: Tx, { till, epoch, seq, hash }: RecordKey, receipt: string): Promise<void> {
  await tx.setMeta(attachedKey(receipt), JSON.stringify({ till, epoch, seq, hash }));
}

export async function attachedTo(reader: Reader, receipt: string): Promise<AttachedBody | undefined> {
  const key = await reader.meta(attachedKey(receipt));
  if (key === undefined) return undefined;
  const { body } = await storedRecord(reader, JSON.parse(key) as RecordKey);
  return body.kind === 'receipt.attached' ? body : undefined;
}

/** A sale as a return undoes it; `paid`: what it was when it was paid, where it became a member's since. */
export type Undone = { sale: SaleBody; paid: SaleBody | null };

/** A return that knows of no member undoes nothing of theirs. */
export async function undoneSale(reader: Reader, till: string, body: ReturnBody): Promise<Undone | undefined> {
  const sale = await saleOf(reader, till, body.ofReceipt);
  if (!sale || sale.facts.member !== null || body.facts.member === null) return sale && { sale, paid: null };
  const attached = await attachedTo(reader, body.ofReceipt);
  return attached ? { sale: asAttached(sale, attached), paid: sale } : { sale, paid: null };
}
