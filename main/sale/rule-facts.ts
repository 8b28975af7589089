import type { Basis, Facts, GiftGood } from '../../shared/loyalty/facts.ts';
import { countedPromotions, goodsOfSale } from '../../shared/loyalty/named.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { giftGood } from '../../shared/protocol/gift-good.ts';
import { addUsage, usageFacts } from '../../shared/protocol/usage.ts';
import type { UsageSums } from '../../shared/protocol/usage.ts';
import type { Journal } from '../store/journal.ts';
import type { Place } from '../store/records.ts';
import type { Replica } from '../store/replica.ts';

/** What a programme asks of the shop beside the basket, pinned with it: goods it may add, and how far promotions are used up. */
export type RuleFacts = {
  goods: GiftGood[];
  promotions: NonNullable<Facts['promotions']>;
  /** Our own records among that usage, where any promotion is counted. */
  own: Basis['own'];
};

type Stores = { journal: Journal; replica: Replica; till: string };

/** Reads them as of now. A good without a price here is left out: it can't be rung. */
export function openRuleFacts({ journal, replica, till }: Stores): (programme: Programme) => RuleFacts {
  const ownUsage = countOwnUsage(journal);

  function goods(programme: Programme): GiftGood[] {
    return goodsOfSale(programme).flatMap((sku) => {
      const [good, price] = [replica.get('good', sku), replica.get('price', sku)];
      return good && price ? [giftGood(good, price.priceMinor)] : [];
    });
  }

  return (programme) => {
    const counted = countedPromotions(programme);
    if (counted.length === 0) return { goods: goods(programme), promotions: [], own: [] };
    const applied = replica.applied(till);
    const promotions = usageFacts(counted, (id) => replica.get('usage', id), ownUsage(applied));
    return { goods: goods(programme), promotions, own: journal.beyond(applied) };
  };
}

const recordsAtOnce = 500;

/** Usage by our own records beyond a place. Counted on from the last time, so that a long day offline is read once. */
function countOwnUsage(journal: Journal): (applied: Place | null) => UsageSums {
  let known: { from: string; last: Place | null; sums: UsageSums } | null = null;

  return (applied) => {
    const from = JSON.stringify(applied);
    known = known?.from === from ? known : { from, last: applied, sums: new Map() };
    for (;;) {
      const records = journal.readRecords(known.last, recordsAtOnce);
      for (const { record } of records) addUsage(known.sums, record.body);
      known.last = records.at(-1) ?? known.last;
      if (records.length < recordsAtOnce) return known.sums;
    }
  };
}
