import { zoneOffsets } from '../../shared/i18n/zone.ts';
import type { Good, Shop } from '../../shared/protocol/feed.ts';
import type { ImportLine } from '../../shared/protocol/hub.ts';
import type { About, Product } from './folder.ts';

/** The feed shop that a folder's receipts are rung in; the folder's own shop is an attribute of each receipt. */
export const replayShop = 'replay';
export const replayTill = (nth: number) => `replay-${nth + 1}`;
export const replayCashier = 'cashier';

const yearMs = 366 * 86_400_000;

/** Import lines of shop, tills and cashier, then one good a product: no prices, for each line brings its own. */
export function* importLines(
  about: About,
  products: Iterable<Product>,
  firstMs: number,
  tills = 1,
): IterableIterator<ImportLine> {
  const zone = { name: about.zone, offsets: zoneOffsets(about.zone, firstMs - yearMs, firstMs + 15 * yearMs) };
  const shop: Shop = { id: replayShop, name: about.name, address: '', currency: about.currency, zone };
  yield { kind: 'shop', doc: shop };
  for (let nth = 0; nth < tills; nth += 1) {
    yield { kind: 'till', doc: { id: replayTill(nth), shop: replayShop, name: `Replay ${nth + 1}` } };
  }
  yield {
    kind: 'cashier',
    doc: { id: replayCashier, shop: replayShop, name: 'Replay', role: 'manager', locale: 'en' },
  };
  for (const product of products) yield { kind: 'good', doc: good(product) };
}

/** Where the folder has no categories, the words of the name are tags that rules can ask for. */
function good(product: Product): Good {
  const { sku, name, department, category, type, brand } = product;
  const words = category === '' ? name.split(/[^\p{L}\p{N}]+/u) : [category, type];
  const tags = [...new Set(words.map(slug).filter((word) => word.length > 2))];
  return {
    sku,
    name: { ru: name || sku, en: name || sku },
    barcodes: [sku],
    categories: [department, category].map(slug).filter(Boolean),
    ...(brand === '' ? {} : { brand: slug(brand) }),
    tags,
  };
}

/** `FLUID MILK/WHITE ONLY` -> `fluid-milk-white-only`. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
