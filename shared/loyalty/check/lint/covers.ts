import type { Goods, When } from '../../programme/schema.ts';

/**
 * Whether `wide` holds whenever `narrow` does, as far as it can be told from the programme alone: no condition stands in `wide` that
 * `narrow` does not imply. False may mean that it can't be told.
 */
export function covers(wide: When = {}, narrow: When = {}): boolean {
  return (
    equalOrAbsent(wide, narrow, [
      'schedule',
      'contains',
      'previousReceipt',
      'purchase',
      'code',
      'entitlement',
      'chosen',
    ]) &&
    listsCover(wide, narrow, ['shops', 'regions', 'channels']) &&
    audienceCovers(wide.audience, narrow.audience) &&
    goodsCover(wide.goods, narrow.goods) &&
    basketCovers(wide.basket, narrow.basket)
  );
}

/** Whether every good of `narrow` is one of `wide`. */
export function goodsCover(wide: Goods = {}, narrow: Goods = {}): boolean {
  if (wide.except !== undefined && !isSame(wide.except, narrow.except)) return false;
  if (wide.favourite === true && narrow.favourite !== true) return false;
  return listsCover(wide, narrow, ['skus', 'categories', 'brands', 'tags', 'partners']);
}

function audienceCovers(wide: When['audience'] = {}, narrow: When['audience'] = {}): boolean {
  const others = [
    'member',
    'referred',
    'agent',
    'attributes',
    'joinedWithinDays',
    'date',
    'minimumIdentification',
  ] as const;
  return (
    equalOrAbsent(wide, narrow, others) &&
    listsCover(wide, narrow, ['tiers', 'segments', 'cardTypes', 'regions', 'links', 'lists']) &&
    (wide.notSegments ?? []).every((segment) => narrow.notSegments?.includes(segment))
  );
}

function basketCovers(wide: When['basket'], narrow: When['basket']): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined || !isSame(wide.goods, narrow.goods)) return false;
  const isHarder = narrow.valueMinor > wide.valueMinor;
  return (
    isHarder || (narrow.valueMinor === wide.valueMinor && !(wide.operator === 'over' && narrow.operator !== 'over'))
  );
}

function equalOrAbsent<T extends object>(wide: T, narrow: T, keys: readonly (keyof T)[]): boolean {
  return keys.every((key) => wide[key] === undefined || isSame(wide[key], narrow[key]));
}

/** A list is a condition that any of its entries meets: the narrow one has only entries of the wide one. */
function listsCover<T extends object>(wide: T, narrow: T, keys: readonly (keyof T)[]): boolean {
  return keys.every((key) => {
    const all = wide[key] as readonly string[] | undefined;
    const some = narrow[key] as readonly string[] | undefined;
    return all === undefined || (some !== undefined && some.every((each) => all.includes(each)));
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
