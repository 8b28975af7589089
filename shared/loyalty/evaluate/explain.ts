import type { Effect, Rejection } from '../outcome.ts';
import { allocationsOf } from './allocations.ts';
import { becauseOf, toBecause } from './because.ts';
import { donationEffects } from './donations.ts';
import type { Refusal, Run } from './types.ts';

/** Every computed result with its reason, in the order of phases. */
export function saleEffects(run: Run): Effect[] {
  const { version } = run.plan.compiled.filled;
  const effects: Effect[] = [];
  for (const { kind, rule, candidate, lines, amounts, totalMinor } of run.discounts) {
    const because = candidate === null ? [] : becauseOf(run, candidate);
    const isGift = kind === 'gift';
    // A gift is told in thousandths of the good, all else that is taken off in money.
    const told = isGift ? lines.map((at) => run.lines[at]!.quantity) : amounts;
    effects.push({
      rule,
      version,
      kind,
      amount: isGift ? told.reduce((sum, quantity) => sum + quantity, 0) : totalMinor,
      unit: isGift ? 'thousandths' : 'minor',
      allocations: allocationsOf(run, lines, told),
      because,
    });
  }
  for (const { purse, points, lines, linePoints, because } of run.redemptions) {
    const { id } = purse.wallet;
    const allocations = allocationsOf(run, lines, linePoints);
    effects.push({
      rule: id,
      version,
      kind: 'redemption',
      amount: points,
      unit: id,
      allocations,
      because: [...because],
    });
  }
  if (run.donations.length > 0) effects.push(...donationEffects(run));
  for (const { candidate, wallet, points, lines, linePoints } of run.accruals)
    effects.push({
      rule: candidate.rule.id,
      version,
      kind: 'accrual',
      amount: points,
      unit: wallet.id,
      allocations: allocationsOf(run, lines, linePoints),
      because: becauseOf(run, candidate),
    });
  for (const { candidate, costMinor } of run.tellings)
    if (candidate.rule.give.kind === 'privilege')
      effects.push({
        rule: candidate.rule.id,
        version,
        kind: 'privilege',
        amount: costMinor,
        unit: 'minor',
        allocations: [],
        because: becauseOf(run, candidate),
      });
  return effects;
}

/** Why each rule that concerned the basket did not apply: in the order of rules, then wishes. */
export function saleRejections(run: Run, others: readonly Refusal[]): Rejection[] {
  const { candidates, context } = run.plan;
  const rejections: Rejection[] = [];
  for (const { rule, failed } of candidates)
    if (failed !== null)
      rejections.push({ rule: rule.id, reason: failed.reason, because: [toBecause(failed, context)] });
  for (const { rule, reason, because } of [...others, ...run.refusals])
    rejections.push({ rule, reason, because: [...because] });
  if (rejections.length < 2) return rejections;
  const places = new Map(candidates.map(({ rule }): [string, number] => [rule.id, rule.order]));
  const placeOf = ({ rule }: Rejection) => places.get(rule) ?? Infinity;
  return rejections.toSorted((a, b) => {
    const [left, right] = [placeOf(a), placeOf(b)];
    return left === right ? 0 : left - right;
  });
}
