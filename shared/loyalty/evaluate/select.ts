import type { CompiledProgramme, Condition, Context, GoodsTest, Rule, RulePhase } from '../compile/types.ts';
import type { EntitlementFacts } from '../facts.ts';
import type { BaseLine, Candidate } from './types.ts';

/** The rules that concern this basket, each with the lines its goods match, by place in the order of rules. */
export function selectRules(
  { index, host }: CompiledProgramme,
  context: Context,
  lines: readonly BaseLine[],
): Candidate[] {
  const matched = new Map<Rule, number[]>();
  for (let at = 0; at < lines.length; at += 1) {
    const { sku, brand, categories, tags } = lines[at]!.fact;
    collect(matched, index.bySku.get(sku), lines, at);
    if (brand !== undefined) collect(matched, index.byBrand.get(brand), lines, at);
    if (categories) for (const category of categories) collect(matched, index.byCategory.get(category), lines, at);
    if (tags) for (const tag of tags) collect(matched, index.byTag.get(tag), lines, at);
  }
  const all = lines.map((_, at) => at);
  for (const rule of index.always) if (someMatch(rule, lines)) matchAll(matched, rule, lines, all);
  for (const code of context.codes)
    for (const rule of index.byCode.get(code) ?? []) matchAll(matched, rule, lines, all);
  for (const promotion of context.unlocked.keys()) {
    const rule = index.byPromotion.get(promotion);
    if (rule?.entitled) matchAll(matched, rule, lines, all);
  }
  const hosted = all.filter((at) => lines[at]!.fact.hostDiscountMinor !== undefined);
  if (hosted.length > 0) matched.set(host, hosted);
  const candidates: Candidate[] = [];
  for (const [rule, at] of matched) {
    const entitlement = rule.entitled ? (context.unlocked.get(rule.id) ?? null) : null;
    candidates.push(toCandidate(rule, context, lines, at, entitlement));
  }
  return candidates;
}

/** A gift that is to be rung now. */
export function giftCandidate(
  rule: Rule,
  context: Context,
  lines: readonly BaseLine[],
  gift: EntitlementFacts,
): Candidate {
  const { failed, thresholdLines } = toCandidate(rule, context, lines, [], gift);
  return { rule, lines: [], thresholdLines, entitlement: gift, failed };
}

export function inOrder(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => a.rule.order - b.rule.order);
}

export function byPhase(candidates: readonly Candidate[]): Record<RulePhase, Candidate[]> {
  const phases: Record<RulePhase, Candidate[]> = { 2: [], 3: [], 4: [], 5: [], 6: [], 9: [] };
  for (const candidate of candidates) phases[candidate.rule.phase].push(candidate);
  return phases;
}

function collect(
  matched: Map<Rule, number[]>,
  rules: readonly Rule[] | undefined,
  lines: readonly BaseLine[],
  at: number,
): void {
  if (rules === undefined) return;
  for (const rule of rules) {
    if (!rule.goods!(lines[at]!.fact)) continue;
    const found = matched.get(rule);
    if (found === undefined) matched.set(rule, [at]);
    // Two of the line's categories may lead to the same rule.
    else if (found[found.length - 1] !== at) found.push(at);
  }
}

function someMatch({ goods }: Rule, lines: readonly BaseLine[]): boolean {
  return goods === null ? lines.length > 0 : lines.some(({ fact }) => goods(fact));
}

function matchAll(matched: Map<Rule, number[]>, rule: Rule, lines: readonly BaseLine[], all: number[]): void {
  if (matched.has(rule) || rule.give.kind === 'gift') return;
  matched.set(rule, rule.goods === null ? all : linesThat(rule.goods, lines));
}

function toCandidate(
  rule: Rule,
  context: Context,
  lines: readonly BaseLine[],
  matched: readonly number[],
  entitlement: EntitlementFacts | null,
): Candidate {
  const goods = rule.threshold?.goods ?? null;
  const unmet = firstFailure(rule.conditions, context);
  const needsLines = rule.give.kind !== 'gift' && matched.length === 0;
  return {
    rule,
    lines: matched,
    thresholdLines: goods === null ? null : linesThat(goods, lines),
    entitlement,
    failed: unmet ?? (needsLines ? noGoods(rule) : null),
  };
}

function firstFailure(conditions: readonly Condition[], context: Context): Condition | null {
  for (const condition of conditions) if (!condition.holds(context)) return condition;
  return null;
}

function noGoods(rule: Rule): Condition {
  return {
    reason: 'goods.none',
    fact: 'lines',
    operator: 'match',
    expected: rule.goodsSaid,
    actual: () => 0,
    holds: () => false,
  };
}

function linesThat(goods: GoodsTest, lines: readonly BaseLine[]): number[] {
  const matching: number[] = [];
  lines.forEach(({ fact }, at) => {
    if (goods(fact)) matching.push(at);
  });
  return matching;
}
