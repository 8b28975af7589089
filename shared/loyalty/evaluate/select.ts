import type {
  CompiledProgramme,
  Condition,
  Context,
  GoodsTest,
  Rule,
  RuleIndex,
  RulePhase,
  RuleShelf,
} from '../compile/types.ts';
import type { EntitlementFacts, FactLine } from '../facts.ts';
import type { BaseLine, Candidate } from './types.ts';

/** The rules that concern this basket, each with the lines its goods match. */
export function selectRules(
  { index, host }: CompiledProgramme,
  context: Context,
  lines: readonly BaseLine[],
): Candidate[] {
  const { bySku, byBrand, byCategory, byTag, byPartner } = index;
  const matched = new Map<Rule, number[]>();
  const shelved = new Map<RuleShelf, number[]>();
  for (let at = 0; at < lines.length; at += 1) {
    const { fact } = lines[at]!;
    const { sku, brand, categories, tags, partner } = fact;
    if (bySku) collect(matched, shelved, bySku.get(sku), fact, context, at);
    if (byBrand && brand !== undefined) collect(matched, shelved, byBrand.get(brand), fact, context, at);
    if (byCategory && categories)
      for (const category of categories) collect(matched, shelved, byCategory.get(category), fact, context, at);
    if (byTag && tags) for (const tag of tags) collect(matched, shelved, byTag.get(tag), fact, context, at);
    if (byPartner && partner !== undefined) collect(matched, shelved, byPartner.get(partner), fact, context, at);
  }
  const candidates: Candidate[] = [];
  const found = (rule: Rule, at: readonly number[]) => {
    const entitlement = rule.entitled ? (context.unlocked.get(rule.id) ?? null) : null;
    candidates.push(toCandidate(rule, context, lines, at, entitlement));
  };
  shelved.forEach((at, { plain }) => {
    for (const rule of plain) found(rule, at);
  });
  matched.forEach((at, rule) => found(rule, at));
  const all = linesThat(null, lines, context);
  for (const rule of index.always) {
    const at = rule.goods === null ? all : linesThat(rule.goods, lines, context);
    if (at.length > 0) found(rule, at);
  }
  for (const rule of unlockedRules(index, context))
    if (!candidates.some((each) => each.rule === rule)) found(rule, linesThat(rule.goods, lines, context));
  const hosted = linesThat(isHosted, lines, context);
  if (hosted.length > 0) found(host, hosted);
  return candidates;
}

/** What a code or an entitlement opens is told of even where the basket has none of its goods. */
function unlockedRules({ byCode, byPromotion }: RuleIndex, { codes, unlocked, withheld }: Context): ReadonlySet<Rule> {
  if (codes.length === 0 && unlocked.size === 0 && withheld.size === 0) return nothingUnlocked;
  const rules = new Set<Rule>();
  for (const code of codes) for (const rule of byCode.get(code) ?? []) if (rule.give.kind !== 'gift') rules.add(rule);
  for (const promotion of [...unlocked.keys(), ...withheld.keys()]) {
    const rule = byPromotion.get(promotion);
    if (rule?.entitled) rules.add(rule);
  }
  return rules;
}

const nothingUnlocked: ReadonlySet<Rule> = new Set();

function isHosted({ hostDiscountMinor }: FactLine): boolean {
  return hostDiscountMinor !== undefined && hostDiscountMinor > 0;
}

/** A promotion as this basket finds it, whether it concerns it or not; of a gift without any entitlement. */
export function candidateOf(rule: Rule, context: Context, lines: readonly BaseLine[]): Candidate {
  return toCandidate(
    rule,
    context,
    lines,
    linesThat(rule.goods, lines, context),
    context.unlocked.get(rule.id) ?? null,
  );
}

/** A gift that is to be rung now. */
export function giftCandidate(
  rule: Rule,
  context: Context,
  lines: readonly BaseLine[],
  gift: EntitlementFacts,
): Candidate {
  return toCandidate(rule, context, lines, [], gift);
}

export function byOrder(a: Candidate, b: Candidate): number {
  return a.rule.order - b.rule.order;
}

export function byPhase(candidates: readonly Candidate[]): Record<RulePhase, Candidate[]> {
  const phases: Record<RulePhase, Candidate[]> = { 2: [], 3: [], 4: [], 5: [], 6: [], 8: [], 9: [], 10: [] };
  for (const candidate of candidates) phases[candidate.rule.phase].push(candidate);
  return phases;
}

function collect(
  matched: Map<Rule, number[]>,
  shelved: Map<RuleShelf, number[]>,
  shelf: RuleShelf | undefined,
  fact: FactLine,
  { favourites }: Context,
  at: number,
): void {
  if (shelf === undefined) return;
  if (shelf.plain.length > 0) add(shelved, shelf, at);
  for (const rule of shelf.tested) if (rule.goods!(fact, favourites)) add(matched, rule, at);
}

/** Two of the line's categories may lead to the same rule, or be the same. */
function add<Key>(into: Map<Key, number[]>, key: Key, at: number): void {
  const found = into.get(key);
  if (found === undefined) into.set(key, [at]);
  else if (found[found.length - 1] !== at) found.push(at);
}

function toCandidate(
  rule: Rule,
  context: Context,
  lines: readonly BaseLine[],
  matched: readonly number[],
  entitlement: EntitlementFacts | null,
): Candidate {
  const goods = rule.threshold?.goods ?? null;
  const content = rule.contains;
  const unmet = firstFailure(rule.conditions, context);
  const needsLines = rule.give.kind !== 'gift' && matched.length === 0;
  return {
    rule,
    lines: matched,
    thresholdLines: goods === null ? null : linesThat(goods, lines, context),
    contentLines: content === null ? null : linesThat(content.goods, lines, context),
    entitlement,
    failed: unmet ?? (needsLines ? noGoods(rule) : null),
  };
}

function firstFailure(conditions: readonly Condition[], context: Context): Condition | null {
  for (const condition of conditions) if (!condition.holds(context)) return told(condition, context);
  return null;
}

/** A right that is there and may not be used now is not missing. */
function told(failed: Condition, { withheld }: Context): Condition {
  const reason = failed.reason === 'entitlement.missing' ? withheld.get(failed.expected as string) : undefined;
  if (reason === undefined) return failed;
  const because = { fact: 'rights', operator: 'isNot', expected: reason, actual: () => reason } as const;
  return { ...because, reason: `entitlement.${reason}`, holds: () => false };
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

export function linesThat(
  goods: GoodsTest | null,
  lines: readonly BaseLine[],
  { favourites }: Pick<Context, 'favourites'>,
): number[] {
  const matching: number[] = [];
  for (let at = 0; at < lines.length; at += 1)
    if (goods === null || goods(lines[at]!.fact, favourites)) matching.push(at);
  return matching;
}
