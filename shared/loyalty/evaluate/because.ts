import { closes } from '../compile/types.ts';
import type { Condition, Context } from '../compile/types.ts';
import type { Because } from '../outcome.ts';
import type { Candidate, Refusal, Run } from './types.ts';

/** A condition with what the fact was. */
export function toBecause(condition: Condition, context: Context): Because {
  const { fact, operator, expected } = condition;
  return { fact, operator, expected, actual: condition.actual(context) };
}

/** All comparisons that let the rule apply: goods, the receipt's conditions, the threshold. */
export function becauseOf(run: Run, candidate: Candidate): Because[] {
  const { rule, lines } = candidate;
  const because: Because[] = [];
  if (rule.goodsSaid !== null)
    because.push({ fact: 'lines', operator: 'match', expected: rule.goodsSaid, actual: lines.length });
  for (const condition of rule.conditions) because.push(toBecause(condition, run.plan.context));
  if (rule.threshold !== null) because.push(thresholdBecause(run, candidate));
  return because;
}

export function thresholdBecause(run: Run, candidate: Candidate): Because {
  const { operator, valueMinor } = candidate.rule.threshold!;
  const actual = run.thresholdReads.get(candidate) ?? 0;
  return { fact: 'lines.leftMinor', operator, expected: valueMinor, actual };
}

/** Why none of the rule's lines is open: an earlier rule closed one, or the good itself may not, or nothing is left of them. */
export function explainClosed(run: Run, candidate: Candidate, bit: number): Refusal {
  const { id } = candidate.rule;
  for (const index of candidate.lines) {
    const line = run.lines[index]!;
    if ((line.closed & bit) === 0) continue;
    const closer = run.discounts.find(
      (taken) => ((taken.candidate?.rule.closes ?? 0) & bit) !== 0 && taken.candidate!.lines.includes(index),
    );
    return closer
      ? {
          rule: id,
          reason: 'goods.closed',
          because: [{ fact: 'line.rule', operator: 'keeps', expected: flagOf(bit), actual: closer.rule }],
        }
      : {
          rule: id,
          reason: 'goods.flag',
          because: [{ fact: `good.${flagOf(bit)}`, operator: 'is', expected: true, actual: false }],
        };
  }
  return { rule: id, reason: 'amount.nothing', because: [] };
}

function flagOf(bit: number): 'discountable' | 'accruable' | 'redeemable' {
  if (bit === closes.discounts) return 'discountable';
  return bit === closes.accrual ? 'accruable' : 'redeemable';
}
