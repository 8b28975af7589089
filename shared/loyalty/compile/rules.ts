import type { FilledPromotion } from '../programme/defaults.ts';
import type { Goods } from '../programme/schema.ts';
import type { Rule, RuleIndex, RuleShelf } from './types.ts';

/**
 * Each rule stands under its most telling list of goods (skus, else brands, categories, tags, partners), so that a basket meets only the
 * rules its own goods name. A rule for all goods is met always, unless it waits for a code or an entitlement.
 */
export function indexRules(rules: readonly Rule[], promotions: readonly FilledPromotion[]): RuleIndex {
  const bySku = new Map<string, RuleShelf>();
  const byCategory = new Map<string, RuleShelf>();
  const byBrand = new Map<string, RuleShelf>();
  const byTag = new Map<string, RuleShelf>();
  const byPartner = new Map<string, RuleShelf>();
  const byCode = new Map<string, Rule[]>();
  const always: Rule[] = [];
  const byPromotion = new Map(rules.map((rule): [string, Rule] => [rule.id, rule]));
  for (const { id, when, give } of promotions) {
    const rule = byPromotion.get(id)!;
    if (when.code !== undefined) byCode.set(when.code, [...(byCode.get(when.code) ?? []), rule]);
    if (give.kind === 'gift') continue;
    const goods = when.goods ?? {};
    const { skus, brands, categories, tags, partners } = goods;
    if (skus) put(bySku, skus, rule, goods);
    else if (brands) put(byBrand, brands, rule, goods);
    else if (categories) put(byCategory, categories, rule, goods);
    else if (tags) put(byTag, tags, rule, goods);
    else if (partners) put(byPartner, partners, rule, goods);
    else if (when.code === undefined && !rule.entitled) always.push(rule);
  }
  return {
    bySku: orNull(bySku),
    byCategory: orNull(byCategory),
    byBrand: orNull(byBrand),
    byTag: orNull(byTag),
    byPartner: orNull(byPartner),
    always,
    byCode,
    byPromotion,
  };
}

function orNull<Shelves extends ReadonlyMap<string, RuleShelf>>(shelves: Shelves): Shelves | null {
  return shelves.size === 0 ? null : shelves;
}

function put(shelves: Map<string, RuleShelf>, keys: readonly string[], rule: Rule, goods: Goods): void {
  const isPlain = keys.length === 1 && Object.values(goods).filter((said) => said !== undefined).length === 1;
  for (const key of new Set(keys)) {
    const shelf = shelves.get(key) ?? { plain: [], tested: [] };
    shelves.set(key, shelf);
    (isPlain ? shelf.plain : shelf.tested).push(rule);
  }
}
