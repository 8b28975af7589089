import type { FactLine, GiftGood } from '../../shared/loyalty/facts.ts';
import type { Goods } from '../../shared/loyalty/programme/when.ts';
import type { Random } from './random.ts';

/** Few goods, so that rules and baskets meet; small and odd prices, so that ties and boundaries are common. */

export const skus = ['a', 'b', 'c', 'd', 'e', 'f'];
export const categories = ['food', 'toys', 'tools'];
const brands = ['north', 'south'];
const tags = ['eco', 'new'];
const partners = ['alpha', 'beta'];
const prices = [1, 3, 5, 10, 25, 33, 50, 99, 100, 101, 150, 199, 333, 500, 1000, 3333];

export type Shelf = GiftGood[];

export function anyShelf(random: Random): Shelf {
  return skus.map((sku) => ({
    sku,
    unitPriceMinor: random.pick(prices),
    ...random.maybe(80, () => ({ categories: random.some(categories) })),
    ...random.maybe(60, () => ({ brand: random.pick(brands) })),
    ...random.maybe(30, () => ({ tags: random.some(tags) })),
    ...random.maybe(20, () => ({ partner: random.pick(partners) })),
    ...random.maybe(15, () => ({ minPriceMinor: random.pick([1, 5, 30, 90]) })),
    ...random.maybe(8, () => ({ discountable: false })),
    ...random.maybe(8, () => ({ redeemable: false })),
    ...random.maybe(8, () => ({ accruable: false })),
    ...random.maybe(15, () => ({ byWeight: true })),
    ...random.maybe(8, () => ({ marked: true })),
    ...random.maybe(60, () => ({ vatRateBp: random.pick([0, 1000, 2000]) })),
    ...random.maybe(50, () => ({ costMinor: random.pick([0, 1, 10, 60, 400]) })),
  }));
}

export function anyLines(random: Random, shelf: Shelf): FactLine[] {
  return random.list(random.chance(3) ? 0 : 1, 6, (index) => {
    const good = random.pick(shelf);
    const weight = good.byWeight === true;
    return {
      ...good,
      id: `l${index + 1}`,
      quantity: weight ? random.pick([1, 100, 355, 500, 999, 1000, 1420, 2000, 2345]) : random.int(1, 4) * 1000,
      ...random.maybe(8, () => ({ priceOverrideMinor: random.pick([0, ...prices]) })),
      ...random.maybe(10, () => ({ hostDiscountMinor: random.pick([0, 1, 5, 10, 40, 100]) })),
      ...(good.marked === true ? { mark: `mark${index}` } : {}),
    };
  });
}

export function anyGoods(random: Random): Goods {
  const lists = () =>
    random.pick([
      () => ({ skus: random.some(skus) }),
      () => ({ categories: random.some(categories) }),
      () => ({ brands: random.some(brands) }),
      () => ({ tags: random.some(tags) }),
      () => ({ partners: random.some(partners) }),
    ])();
  return {
    ...random.maybe(85, lists),
    ...random.maybe(5, () => ({ favourite: true })),
    ...random.maybe(15, lists),
    ...random.maybe(20, () => ({ except: lists() })),
  };
}
