import { demoGoods } from '../../main/demo/goods.ts';
import { demoShopId } from '../../main/demo/shop.ts';
import type { Chain } from './chain.ts';

const everyMs = 3_000;

/** Prices move all day, so that what a receipt was rung with and what the feed has brought since are not the same. */
export function beginPrices(chain: Chain): void {
  const { time, chance, hub, told } = chain;
  const change = () => {
    if (!chain.isOpen) return;
    const { good, priceMinor } = chance.pick(demoGoods);
    const doc = { shop: demoShopId, sku: good.sku, priceMinor: priceMinor + chance.below(20) * 100 };
    const own = hub.hub();
    // A hub that dies meanwhile, or whose disk is full, does not take it.
    own?.importLines([JSON.stringify({ kind: 'price', doc })]).catch((error: unknown) => {
      if (hub.hub() === own && !hub.isLame()) told(error);
    });
    time.after(everyMs / 2 + chance.below(everyMs), change);
  };
  time.after(everyMs, change);
}
