import type { SaleBody } from '../../shared/protocol/journal.ts';
import type { Reader } from '../store/store.ts';
import { storedRecord } from './events.ts';

/** The sale of a receipt, as it was booked first; undefined: the hub has none. */
export async function saleMade(reader: Reader, receipt: string): Promise<SaleBody | undefined> {
  const [key] = await reader.sales(receipt);
  const body = key && (await storedRecord(reader, key)).body;
  return body?.kind === 'sale' ? body : undefined;
}
