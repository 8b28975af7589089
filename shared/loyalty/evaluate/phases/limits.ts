import { spentBy } from '../../compile/limits.ts';
import type { Because } from '../../outcome.ts';
import type { Candidate, Refusal, Run } from '../types.ts';
import { splitOff } from './split.ts';

/** How much more the rule may give to all, in what it gives: minor units, or smallest units of points. */
export function budgetLeft(run: Run, { rule }: Candidate): number {
  const budget = rule.limits?.budget;
  if (budget === undefined) return Infinity;
  let given = spentBy(run.plan.context.facts, rule.id)?.given ?? 0;
  for (const { candidate, totalMinor } of run.discounts) if (candidate?.rule === rule) given += totalMinor;
  return Math.max(0, budget - given);
}

export function budgetSpent(run: Run, { rule }: Candidate): Refusal {
  const actual = spentBy(run.plan.context.facts, rule.id)?.given ?? 0;
  const because: Because[] = [{ fact: 'promotion.given', operator: 'under', expected: rule.limits!.budget, actual }];
  return { rule: rule.id, reason: 'limit.budget', because };
}

/** Amounts in their order, each as far as the budget goes. */
export function withinBudget(run: Run, candidate: Candidate, amounts: readonly number[]): readonly number[] {
  let left = budgetLeft(run, candidate);
  if (left === Infinity) return amounts;
  return amounts.map((amount) => {
    const given = Math.min(amount, left);
    left -= given;
    return given;
  });
}

/**
 * The units of the lines that one receipt may have, dearest per unit left first, ties in the order of lines: split off where a
 * line has more. A weighed line is one unit. In the order of lines.
 */
export function upToLimit(run: Run, candidate: Candidate, lines: readonly number[]): readonly number[] {
  const most = candidate.rule.limits?.receipt;
  if (most === undefined) return lines;
  const taken = new Map<number, number>();
  let left = most * 1000;
  let units = 0;
  for (const line of dearestFirst(run, lines)) {
    const { quantity, fact } = run.lines[line]!;
    const counted = fact.byWeight ? 1000 : quantity;
    units += counted;
    const fits = Math.min(left, counted);
    if (fits === 0 || (fact.byWeight && fits < counted)) continue;
    left -= fits;
    taken.set(line, splitOff(run, line, fact.byWeight ? quantity : fits));
  }
  if (units > most * 1000) refuseOver(run, candidate, units);
  return lines.flatMap((line) => taken.get(line) ?? []);
}

/** Told beside what the rule gives. `units` in thousandths. */
export function refuseOver(run: Run, { rule }: Candidate, units: number): void {
  if (!run.telling) return;
  const expected = rule.limits!.receipt;
  const because: Because[] = [{ fact: 'receipt.units', operator: 'atMost', expected, actual: units / 1000 }];
  run.refusals.push({ rule: rule.id, reason: 'limit.receipt', because });
}

/** By what is left per unit; equals stay in the order of lines. */
export function dearestFirst(run: Run, lines: readonly number[]): number[] {
  return lines.toSorted((a, b) => unitPrice(run, b) - unitPrice(run, a));
}

export function unitPrice(run: Run, line: number): number {
  const { leftMinor, quantity } = run.lines[line]!;
  return (leftMinor * 1000) / quantity;
}
