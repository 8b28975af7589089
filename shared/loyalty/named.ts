import type { Grant, Programme } from './programme/schema.ts';

/** What a programme names of the world outside it, so that facts can tell of that and of nothing else. */

/**
 * Goods that a sale may add or grant by itself: those of free goods, and of gifts that activities and challenges on a purchase
 * give. In order of sku.
 */
export function goodsOfSale({ promotions, activities = [], challenges = [] }: Programme): string[] {
  const free = promotions.flatMap(({ give }) => (give.kind === 'freeGood' ? [give.sku] : []));
  const granting = [...activities, ...challenges].filter(({ on }) => on.event === 'purchase');
  return inOrder([...free, ...granting.flatMap(({ give }) => giftSkus(give))]);
}

/** Goods that any other event may grant. */
export function goodsOfEvents(programme: Programme): string[] {
  const { activities = [], challenges = [], rewards = [], links = [] } = programme;
  const granting = [...activities, ...challenges, ...rewards, ...links];
  return inOrder(granting.flatMap(({ give = [] }) => giftSkus(give)));
}

/** Promotions with a total or a budget: how far they are used up by all is a fact. In the programme's order. */
export function countedPromotions({ promotions }: Programme): string[] {
  return promotions.flatMap(({ id, limits }) =>
    limits?.total !== undefined || limits?.budget !== undefined ? [id] : [],
  );
}

function giftSkus(grants: readonly Grant[]): string[] {
  return grants.flatMap((grant) => {
    if (grant.kind !== 'gift') return [];
    const { sku } = grant;
    if (typeof sku === 'string') return [sku];
    return 'mostBought' in sku ? sku.mostBought : Object.values(sku.skus);
  });
}

function inOrder(skus: string[]): string[] {
  return [...new Set(skus)].toSorted();
}
