import type { Audience, Goods, Programme, When } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';
import { goodsPlaces } from './goods-places.ts';

/** A till with a total of ten billion roubles has other worries. */
const largestReceiptMinor = 1_000_000_000_000;

/** Conditions that can never hold, alone or together. */
export function checkWhen(programme: Programme): Finding[] {
  const promotions = programme.promotions.flatMap(({ when }, index) => {
    if (!when) return [];
    const path = ['promotions', index, 'when'];
    return [
      ...emptyLists(when, path),
      ...audienceOfNobody(when, path),
      ...impossiblePurchase(when, path),
      ...thresholds(when, path),
      ...(when.audience ? wholeYear(when.audience, [...path, 'audience']) : []),
    ];
  });
  const access = (programme.access ?? []).flatMap(({ audience }, index) =>
    emptyLists(audience, ['access', index, 'audience']),
  );
  const goods = goodsPlaces(programme).flatMap((place) => [
    ...(place.path.includes('when') ? [] : emptyLists(place.goods, place.path)),
    ...nothingLeft(place.goods, place.path),
  ]);
  return [...promotions, ...access, ...goods];
}

/** So many days around a yearly date are all days of the year. */
function wholeYear({ date }: Audience, path: readonly PathSegment[]): Finding[] {
  if (!date || date.daysBefore + date.daysAfter < 365) return [];
  return [finding('date.always', [...path, 'date'], { days: date.daysBefore + date.daysAfter + 1 })];
}

function emptyLists(value: object, path: readonly PathSegment[]): Finding[] {
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) => {
    // An empty `except` excepts nothing, which is no harm.
    if (key === 'except') return [];
    if (Array.isArray(each) && each.length === 0) return [finding('list.empty', [...path, key])];
    return typeof each === 'object' && each !== null
      ? emptyLists(each, [...path, ...(Array.isArray(value) ? [Number(key)] : [key])])
      : [];
  });
}

function audienceOfNobody(
  { audience, previousReceipt, purchase, entitlement, chosen }: When,
  path: readonly PathSegment[],
): Finding[] {
  if (audience?.member !== false) return [];
  // Only a list may know strangers.
  const { member: _, lists: __, ...asked } = audience;
  const others = {
    ...asked,
    previousReceipt,
    purchase,
    entitlement: entitlement === true ? true : undefined,
    chosen: chosen === true ? true : undefined,
  };
  const other = Object.entries(others).find(([, value]) => value !== undefined);
  return other ? [finding('audience.nobody', [...path, 'audience', 'member'], { other: other[0] })] : [];
}

function impossiblePurchase({ purchase, previousReceipt }: When, path: readonly PathSegment[]): Finding[] {
  if (purchase?.to === undefined) return [];
  const { from, to } = purchase;
  if (to < from) return [finding('purchase.backwards', [...path, 'purchase', 'to'], { from, to })];
  if (to === 1 && previousReceipt) return [finding('purchase.noPrevious', [...path, 'previousReceipt'])];
  return [];
}

function thresholds({ basket, previousReceipt }: When, path: readonly PathSegment[]): Finding[] {
  return [
    { key: 'basket', condition: basket },
    { key: 'previousReceipt', condition: previousReceipt },
  ].flatMap(({ key, condition }) =>
    condition && condition.valueMinor >= largestReceiptMinor
      ? [finding('threshold.never', [...path, key, 'valueMinor'], { value: condition.valueMinor })]
      : [],
  );
}

/** A list whose every entry is excepted again. */
export function nothingLeft(goods: Goods, path: readonly PathSegment[]): Finding[] {
  return (['skus', 'categories', 'brands', 'tags', 'partners'] as const).flatMap((list) => {
    const wanted = goods[list];
    const excepted = new Set(goods.except?.[list]);
    if (!wanted || wanted.length === 0 || !wanted.every((id) => excepted.has(id))) return [];
    return [finding('goods.nothing', [...path, list], { list })];
  });
}
