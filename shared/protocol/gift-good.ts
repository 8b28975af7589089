import type { GiftGood } from '../loyalty/facts.ts';
import type { Good } from './feed.ts';

/** A good as rules may add or grant it: all of its document but what people read and scanners see, at a shop's price. */
export function giftGood(good: Good, unitPriceMinor: number): GiftGood {
  const { name: _, barcodes: __, ...deciding } = good;
  return { ...deciding, unitPriceMinor };
}
