import type { FilledPromotion } from '../programme/defaults.ts';
import type { Rule, RuleIndex } from './types.ts';

/**
 * Each rule stands under its most telling list of goods (skus, else brands, categories, tags), so that a basket meets only the
 * rules its own goods name. A rule for all goods is met always, unless it waits for a code or an entitlement.
 */
export function indexRules(rules: readonly Rule[], promotions: readonly FilledPromotion[]): RuleIndex {
  const bySku = new Map<string, Rule[]>();
  const byCategory = new Map<string, Rule[]>();
  const byBrand = new Map<string, Rule[]>();
  const byTag = new Map<string, Rule[]>();
  const byCode = new Map<string, Rule[]>();
  const always: Rule[] = [];
  const byPromotion = new Map(rules.map((rule): [string, Rule] => [rule.id, rule]));
  for (const { id, when, give } of promotions) {
    const rule = byPromotion.get(id)!;
    if (when.code !== undefined) put(byCode, [when.code], rule);
    if (give.kind === 'gift') continue;
    const { skus, brands, categories, tags } = when.goods ?? {};
    if (skus) put(bySku, skus, rule);
    else if (brands) put(byBrand, brands, rule);
    else if (categories) put(byCategory, categories, rule);
    else if (tags) put(byTag, tags, rule);
    else if (when.code === undefined && !rule.entitled) always.push(rule);
  }
  return { bySku, byCategory, byBrand, byTag, always, byCode, byPromotion };
}

function put(map: Map<string, Rule[]>, keys: readonly string[], rule: Rule): void {
  for (const key of new Set(keys)) {
    const rules = map.get(key);
    if (rules) rules.push(rule);
    else map.set(key, [rule]);
  }
}
