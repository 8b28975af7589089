import type { Because } from '../../outcome.ts';
import type { Candidate, GiftUnits, Refusal, Run } from '../types.ts';
import { passing, takeOff } from './apply.ts';
import { budgetLeft, budgetSpent } from './limits.ts';

/** The units set aside in phase 1 go for nothing, unless they turn out not to be due. Gifts know no floor. */
export function gifts(run: Run): void {
  passing(run, 6);
  if (run.undone.length > 0) return;
  for (const units of run.gifts) {
    if (units.lines.length === 0) {
      if (run.telling) run.refusals.push(notAtHand(run, units));
      continue;
    }
    const { candidate, lines } = units;
    const amounts = lines.map((index) => run.lines[index]!.leftMinor);
    if (amounts.reduce((sum, amount) => sum + amount, 0) > budgetLeft(run, candidate)) undo(run, candidate);
    else run.discounts.push({ kind: 'gift', rule: candidate.rule.id, candidate, ...takeOff(run, lines, amounts) });
  }
}

/** Half a gift is none: where the budget has less than all of it left, its units are bought. */
function undo(run: Run, candidate: Candidate): void {
  run.undone.push(candidate);
  if (run.telling) run.refusals.push(budgetSpent(run, candidate));
}

/** Nothing was scanned, and nothing could be added: for the good has to be weighed or read, or the till doesn't know it. */
function notAtHand(run: Run, { candidate }: GiftUnits): Refusal {
  const { id, give } = candidate.rule;
  if (give.kind !== 'freeGood') return scanNeeded(id, candidate.entitlement!.gift!.sku);
  const { sku, from } = give;
  const isKnown = run.plan.context.facts.goods?.some((good) => good.sku === sku) ?? false;
  return from === 'basket' || isKnown ? scanNeeded(id, sku) : { rule: id, reason: 'good.unknown', because: [] };
}

function scanNeeded(rule: string, expected: string): Refusal {
  const because: Because[] = [{ fact: 'lines', operator: 'includes', expected, actual: null }];
  return { rule, reason: 'gift.scanNeeded', because };
}
