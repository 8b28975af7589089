import { localMoment } from '../../shared/i18n/zone.ts';
import type { Shop } from '../../shared/protocol/feed.ts';
import type { Clock } from '../ports.ts';
import type { Replica } from '../store/replica.ts';

export type ShopClock = {
  /** The shop this till stands in; undefined until the first data arrived. Parsed once for each state of the feed. */
  shop(): Shop | undefined;
  /** The till's clock by the shop's wall; by UTC until the shop is known. */
  now(): string;
  /** UTC milliseconds as the shop's wall showed them. */
  momentOf(utcMs: number): string;
};

export function shopClock({ replica, till, clock }: { replica: Replica; till: string; clock: Clock }): ShopClock {
  let known: { at: string; shop: Shop | undefined } | null = null;

  function shop(): Shop | undefined {
    const checkpoint = replica.checkpoint();
    const at = checkpoint ? `${checkpoint.generation} ${checkpoint.position}` : '';
    if (known?.at !== at) {
      const own = replica.get('till', till);
      known = { at, shop: own && replica.get('shop', own.shop) };
    }
    return known.shop;
  }

  const momentOf = (utcMs: number) => localMoment(utcMs, shop()?.zone.offsets ?? []);
  return { shop, momentOf, now: () => momentOf(clock.nowMs()) };
}
