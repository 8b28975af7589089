import type { GiftGood, ShopFacts } from '../../shared/loyalty/facts.ts';
import { goodsOfEvents } from '../../shared/loyalty/named.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Good, Price, Shop } from '../../shared/protocol/feed.ts';
import { giftGood } from '../../shared/protocol/gift-good.ts';
import type { Reader } from '../store/store.ts';
import type { Revisions } from '../reconcile/revisions.ts';

/** The shop as facts have it, with all that is known of its clock; undefined takes the first. Throws `hub.noShop`. */
export async function eventShop(reader: Reader, wanted: string | undefined): Promise<ShopFacts> {
  const id = wanted ?? (await reader.shops())[0];
  const text = id === undefined ? undefined : await reader.document('shop', id);
  if (text === undefined) throw new KopilkaError('hub.noShop', { shop: id ?? '' });
  const { region, partner, zone, lineFloorMinor } = JSON.parse(text) as Shop;
  return {
    id: id!,
    ...(region === undefined ? {} : { region }),
    ...(partner === undefined ? {} : { partner }),
    zone,
    ...(lineFloorMinor === undefined ? {} : { lineFloorMinor }),
  };
}

/** Goods that an answer may grant, at the shop's prices of now. */
export async function eventGoods(
  { tx, revisions }: { tx: Reader; revisions: Revisions },
  programme: Programme,
  shop: string,
): Promise<GiftGood[]> {
  const goods: GiftGood[] = [];
  for (const sku of goodsOfEvents(programme)) {
    const good = (await revisions.at(tx, shop, 'good', sku, Number.MAX_SAFE_INTEGER)) as Good | null | undefined;
    const price = (await revisions.at(tx, shop, 'price', sku, Number.MAX_SAFE_INTEGER)) as Price | null | undefined;
    if (good && price) goods.push(giftGood(good, price.priceMinor));
  }
  return goods;
}
