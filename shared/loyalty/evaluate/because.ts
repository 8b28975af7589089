import { closes } from '../compile/types.ts';
import type { Condition, Context, Rule } from '../compile/types.ts';
import type { Because } from '../outcome.ts';
import { withSplits } from './phases/split.ts';
import type { Candidate, Refusal, Run } from './types.ts';

/** A condition with what the fact was. */
export function toBecause(condition: Condition, context: Context): Because {
  const { fact, operator, expected } = condition;
  return { fact, operator, expected, actual: condition.actual(context) };
}

/** All comparisons that let the rule apply: goods, the receipt's conditions, the threshold. */
export function becauseOf(run: Run, candidate: Candidate): Because[] {
  const { rule, lines } = candidate;
  const because: Because[] =
    rule.goodsSaid === null
      ? []
      : [{ fact: 'lines', operator: 'match', expected: rule.goodsSaid, actual: lines.length }];
  for (const condition of rule.conditions) because.push(toBecause(condition, run.plan.context));
  if (rule.threshold !== null) because.push(thresholdBecause(run, candidate));
  if (rule.contains !== null) because.push(contentBecause(run, candidate));
  return because;
}

export function thresholdBecause(run: Run, candidate: Candidate): Because {
  const { operator, valueMinor } = candidate.rule.threshold!;
  const actual = run.thresholdReads.get(candidate) ?? 0;
  return { fact: 'lines.leftMinor', operator, expected: valueMinor, actual };
}

export function contentBecause(
  run: Run,
  candidate: Candidate,
): Because & { readonly expected: number; readonly actual: number } {
  const { quantity } = candidate.rule.contains!;
  let actual = 0;
  for (const index of withSplits(run, candidate.contentLines!)) actual += run.lines[index]!.quantity;
  return { fact: 'lines.quantity', operator: 'atLeast', expected: quantity, actual };
}

/** Why none of the rule's lines is open: the good itself may not, or an earlier rule closed it, or nothing is left of them. */
export function explainClosed(run: Run, candidate: Candidate, bit: number): Refusal {
  const { id } = candidate.rule;
  const flag = bit === closes.discounts ? 'discountable' : 'accruable';
  const closed = candidate.lines.filter((index) =>
    [index, ...(run.splits.get(index) ?? [])].some((each) => (run.lines[each]!.closed & bit) !== 0),
  );
  if (closed.length === 0) return { rule: id, reason: 'amount.nothing', because: [] };
  const closer = closerOf(run, closed, bit);
  if (closer === undefined)
    return {
      rule: id,
      reason: 'goods.flag',
      because: [{ fact: `good.${flag}`, operator: 'is', expected: true, actual: false }],
    };
  return {
    rule: id,
    reason: 'goods.closed',
    because: [{ fact: 'line.rule', operator: 'keeps', expected: flag, actual: closer }],
  };
}

/** The rule that closed one of these lines. */
function closerOf(run: Run, lines: readonly number[], bit: number): string | undefined {
  for (const { candidate, lines: changed } of [...run.discounts, ...run.donations, ...run.accruals]) {
    if (candidate === null || (candidate.rule.closes & bit) === 0) continue;
    const concerned = closesOnlyChanged(candidate.rule) ? changed.map((at) => run.lines[at]!.place) : candidate.lines;
    if (lines.some((line) => concerned.includes(line))) return candidate.rule.id;
  }
  return undefined;
}

/** A price or an amount per unit concerns the lines it changed; a share of a sum all lines of the sum. */
export function closesOnlyChanged({ give }: Rule): boolean {
  return give.kind === 'fixedPrice' || give.kind === 'lineAmount' || give.kind === 'host';
}
