import { existsSync } from 'node:fs';
import type { PastReader } from '../../../hub/store/past.ts';
import { openPostgresPast } from '../../../hub/store/postgres/past.ts';
import { openPastReader } from '../../../hub/store/sqlite/past.ts';
import type { GiftGood } from '../../../shared/loyalty/facts.ts';
import type { Programme } from '../../../shared/loyalty/programme/schema.ts';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { Good, Price } from '../../../shared/protocol/feed.ts';
import { giftGood } from '../../../shared/protocol/gift-good.ts';
import type { JournalRecord } from '../../../shared/protocol/journal.ts';
import { fileOf } from '../hub-store.ts';
import type { Past, PastReceipts } from './past.ts';

/**
 * The receipts in a hub's folder, or in its PostgreSQL database, read beside hubs that may run on it. Throws `file.unreadable`,
 * `hub.schema`.
 */
export async function hubPast(
  folder: string,
  store: string | undefined,
  fromMs: number,
  untilMs: number,
): Promise<PastReceipts> {
  const reader = store === undefined ? openFile(fileOf(folder)) : await openPostgresPast(store);
  try {
    return await readPast(reader, fromMs, untilMs);
  } catch (error) {
    await reader.close();
    throw error;
  }
}

function openFile(file: string): PastReader {
  if (!existsSync(file)) throw new KopilkaError('file.unreadable', { file, problem: 'ENOENT' });
  return openPastReader(file);
}

async function readPast(reader: PastReader, fromMs: number, untilMs: number): Promise<PastReceipts> {
  const programmes = new Map<string, Programme | null>();

  async function programmeOf(hash: string): Promise<Programme | null> {
    const known = programmes.get(hash);
    if (known !== undefined) return known;
    const text = await reader.programme(hash);
    const programme = text === undefined ? null : (JSON.parse(text) as Programme);
    programmes.set(hash, programme);
    return programme;
  }

  async function past({ body }: JournalRecord): Promise<Past | undefined> {
    if (body.kind !== 'sale' && body.kind !== 'return') return undefined;
    const programme = await programmeOf(body.facts.basis?.programme.hash ?? '');
    if (body.kind === 'sale')
      return { kind: 'sale', facts: body.facts, was: programme && { money: body.money, programme } };
    const { receipt, ofReceipt, facts, money } = body;
    return {
      kind: 'return',
      receipt,
      ofReceipt,
      moment: facts.moment,
      goods: money.lines.map(({ sku, quantity }) => ({ sku, quantity })),
      refundMinor: money.totals.refundMinor,
      was: programme && { money, programme },
    };
  }

  return {
    async *receipts() {
      for await (const text of reader.receipts(fromMs, untilMs)) {
        const receipt = await past(JSON.parse(text) as JournalRecord);
        if (receipt) yield receipt;
      }
    },
    returned: await reader.returned(fromMs, untilMs),
    async goods(skus, shop) {
      const goods: GiftGood[] = [];
      for (const sku of skus) {
        const [good, price] = [await reader.document(shop, 'good', sku), await reader.document(shop, 'price', sku)];
        if (good && price) goods.push(giftGood(JSON.parse(good) as Good, (JSON.parse(price) as Price).priceMinor));
      }
      return goods;
    },
    close: () => reader.close(),
  };
}
