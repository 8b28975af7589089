import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openPastReader } from '../../../hub/store/sqlite/past.ts';
import type { GiftGood } from '../../../shared/loyalty/facts.ts';
import type { Programme } from '../../../shared/loyalty/programme/schema.ts';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { Good, Price } from '../../../shared/protocol/feed.ts';
import { giftGood } from '../../../shared/protocol/gift-good.ts';
import type { JournalRecord } from '../../../shared/protocol/journal.ts';
import type { Past, PastReceipts } from './past.ts';

/** The receipts in a hub's folder, read beside a hub that may run on it. Throws `file.unreadable`. */
export function hubPast(folder: string, fromMs: number, untilMs: number): PastReceipts {
  const file = join(folder, 'hub.db');
  if (!existsSync(file)) throw new KopilkaError('file.unreadable', { file, problem: 'ENOENT' });
  const reader = openPastReader(file);
  const programmes = new Map<string, Programme | null>();

  function programmeOf(hash: string): Programme | null {
    const known = programmes.get(hash);
    if (known !== undefined) return known;
    const text = reader.programme(hash);
    const programme = text === undefined ? null : (JSON.parse(text) as Programme);
    programmes.set(hash, programme);
    return programme;
  }

  function past({ body }: JournalRecord): Past[] {
    if (body.kind !== 'sale' && body.kind !== 'return') return [];
    const programme = programmeOf(body.facts.basis?.programme.hash ?? '');
    if (body.kind === 'sale')
      return [{ kind: 'sale', facts: body.facts, was: programme && { money: body.money, programme } }];
    const { receipt, ofReceipt, facts, money } = body;
    return [
      {
        kind: 'return',
        receipt,
        ofReceipt,
        moment: facts.moment,
        goods: money.lines.map(({ sku, quantity }) => ({ sku, quantity })),
        refundMinor: money.totals.refundMinor,
        was: programme && { money, programme },
      },
    ];
  }

  return {
    *receipts() {
      for (const text of reader.receipts(fromMs, untilMs)) yield* past(JSON.parse(text) as JournalRecord);
    },
    returned: reader.returned(fromMs, untilMs),
    goods: (skus, shop) =>
      skus.flatMap((sku): GiftGood[] => {
        const [good, price] = [reader.document(shop, 'good', sku), reader.document(shop, 'price', sku)];
        return good && price ? [giftGood(JSON.parse(good) as Good, (JSON.parse(price) as Price).priceMinor)] : [];
      }),
    close: () => reader.close(),
  };
}
