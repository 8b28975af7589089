import { isOfDay, soldReceipt } from '../../shared/protocol/sold.ts';
import type { ReceiptsQuestion, SoldReceipt } from '../../shared/protocol/sold.ts';
import { storedRecord } from '../ledger/events.ts';
import { saleMade } from '../ledger/sale-made.ts';
import type { Reader } from '../store/store.ts';

/** Clocks of tills and of the hub are that far apart at most, or nobody finds the receipt by its day. */
const apartMs = 2 * 86_400_000;

/** Receipts of a member of one day, in whichever shop; those that became theirs later too. */
export async function receiptsOf(reader: Reader, { member, day }: ReceiptsQuestion): Promise<SoldReceipt[]> {
  const fromMs = Date.parse(`${day}T00:00:00Z`) - apartMs;
  const found: SoldReceipt[] = [];
  for (const event of await reader.events((await reader.aliasOf(member)) ?? member)) {
    // What the hub did itself is no receipt.
    if (event.event !== null || event.atMs < fromMs) continue;
    const { body } = await storedRecord(reader, event);
    const sale = body.kind === 'receipt.attached' ? await saleMade(reader, body.receipt) : body;
    if (sale?.kind === 'sale' && isOfDay(sale, day)) found.push(soldReceipt(sale));
  }
  return found;
}
