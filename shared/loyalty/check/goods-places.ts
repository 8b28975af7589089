import type { Goods, Programme, Promotion } from '../programme/schema.ts';
import type { PathSegment } from './finding.ts';

export type GoodsPlace = { goods: Goods; path: readonly PathSegment[] };

/** Every place where promotions and access rules name goods. */
export function goodsPlaces({ promotions, access = [] }: Programme): GoodsPlace[] {
  return [
    ...promotions.flatMap((promotion, index) => placesOf(promotion, ['promotions', index])),
    ...access.map(({ goods }, index) => ({ goods, path: ['access', index, 'goods'] })),
  ];
}

function placesOf({ when = {}, give }: Promotion, path: readonly PathSegment[]): GoodsPlace[] {
  const asked = [
    { goods: when.goods, path: [...path, 'when', 'goods'] },
    { goods: when.basket?.goods, path: [...path, 'when', 'basket', 'goods'] },
    { goods: when.contains?.goods, path: [...path, 'when', 'contains', 'goods'] },
    { goods: give.kind === 'buyGet' ? give.get.goods : undefined, path: [...path, 'give', 'get', 'goods'] },
  ];
  const parts = give.kind === 'bundlePrice' ? give.parts : [];
  return [
    ...asked.flatMap((place) => (place.goods ? [{ goods: place.goods, path: place.path }] : [])),
    ...parts.map((goods, index) => ({ goods, path: [...path, 'give', 'parts', index] })),
  ];
}
