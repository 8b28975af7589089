import { reaches } from '../../compile/comparisons.ts';
import { closes } from '../../compile/types.ts';
import type { RulePhase } from '../../compile/types.ts';
import type { Because } from '../../outcome.ts';
import type { ReasonId } from '../../reasons.ts';
import { closesOnlyChanged, contentBecause, explainClosed, thresholdBecause } from '../because.ts';
import type { Candidate, DiscountKind, Run, WorkLine } from '../types.ts';
import { budgetSpent, withinBudget } from './limits.ts';
import { isGiven } from './set-aside.ts';
import { withSplits } from './split.ts';

/** Which candidates of a phase pass: thresholds read what is left when the phase begins, whatever its rules then take. */
export function passing(run: Run, phase: RulePhase): Candidate[] {
  const passed: Candidate[] = [];
  let receiptMinor = -1;
  for (const candidate of run.plan.phases[phase]) {
    if (candidate.failed !== null || allowedTo(run, candidate) === false) continue;
    const { threshold } = candidate.rule;
    if (threshold !== null) {
      if (candidate.thresholdLines === null && receiptMinor < 0) receiptMinor = leftOn(run, null);
      const left = candidate.thresholdLines === null ? receiptMinor : leftOn(run, candidate.thresholdLines);
      run.thresholdReads.set(candidate, left);
      if (!reaches(left, threshold.operator, threshold.valueMinor)) {
        miss(run, candidate, 'basket.threshold', thresholdBecause(run, candidate));
        continue;
      }
    }
    if (candidate.contentLines !== null && !containsEnough(run, candidate)) continue;
    passed.push(candidate);
  }
  return passed;
}

/** What the candidate may do. Mostly no group chose and no gift was undone, and then nothing is looked up. */
export function allowedTo({ choice }: Run, candidate: Candidate): boolean | ReadonlySet<number> {
  return choice.size === 0 || (choice.get(candidate) ?? true);
}

/** Sum left, closed lines included, gift units not. */
function leftOn(run: Run, lines: readonly number[] | null): number {
  let sum = 0;
  if (lines === null) for (const line of run.lines) sum += isGiven(line) ? 0 : line.leftMinor;
  else for (const index of withSplits(run, lines)) sum += run.lines[index]!.leftMinor;
  return sum;
}

/** Units of the goods that must be in the basket, gift units apart. */
function containsEnough(run: Run, candidate: Candidate): boolean {
  const because = contentBecause(run, candidate);
  if (because.actual >= because.expected) return true;
  miss(run, candidate, 'goods.notContained', because);
  return false;
}

/** Units that were set aside for a gift are bought after all where it is not due. */
function miss(run: Run, candidate: Candidate, reason: ReasonId, because: Because): void {
  const { id, phase } = candidate.rule;
  if (phase === 6) run.undone.push(candidate);
  if (run.telling) run.refusals.push({ rule: id, reason, because: [because] });
}

/** Lines (left out: the candidate's) that its group leaves it, that no flag and no earlier rule closed, with something left. */
export function openLines(
  run: Run,
  candidate: Candidate,
  bit: number,
  among: readonly number[] = candidate.lines,
): readonly number[] {
  const allowed = allowedTo(run, candidate);
  const only = typeof allowed === 'object' ? allowed : null;
  const lines = withSplits(run, among);
  // Mostly all of them are open, and then no list is made.
  for (let at = 0; at < lines.length; at += 1)
    if (!isOpen(run.lines[lines[at]!]!, bit, only))
      return lines.filter((index) => isOpen(run.lines[index]!, bit, only));
  return lines;
}

function isOpen({ closed, leftMinor, place }: WorkLine, bit: number, only: ReadonlySet<number> | null): boolean {
  return (closed & bit) === 0 && leftMinor > 0 && (only === null || only.has(place));
}

/** Takes the amounts off the lines and lets the rule close its lines for the later ones. All amounts zero: nothing happened. */
export function discount(
  run: Run,
  candidate: Candidate,
  kind: DiscountKind,
  lines: readonly number[],
  amounts: readonly number[],
): void {
  const taken = takeOff(run, lines, withinBudget(run, candidate, amounts));
  if (taken.totalMinor === 0) {
    explainNothing(run, candidate, kind, lines, amounts);
    return;
  }
  const { lines: changed, amounts: off, totalMinor } = taken;
  run.discounts.push({ kind, rule: candidate.rule.id, candidate, lines: changed, amounts: off, totalMinor });
  const { closes: bits } = candidate.rule;
  if (bits === 0) return;
  for (const index of closesOnlyChanged(candidate.rule) ? changed : lines) run.lines[index]!.closed |= bits;
}

/** Takes the amounts off their lines; answers those that lost something. */
export function takeOff(
  run: Run,
  lines: readonly number[],
  amounts: readonly number[],
): { lines: readonly number[]; amounts: readonly number[]; totalMinor: number } {
  let totalMinor = 0;
  let spared = false;
  for (let at = 0; at < lines.length; at += 1) {
    const amount = amounts[at]!;
    run.lines[lines[at]!]!.leftMinor -= amount;
    totalMinor += amount;
    if (amount === 0) spared = true;
  }
  if (!spared) return { lines, amounts, totalMinor };
  return {
    lines: lines.filter((_, at) => amounts[at] !== 0),
    amounts: amounts.filter((amount) => amount !== 0),
    totalMinor,
  };
}

/** What a line can still give: nothing below its floor. */
export function roomOf(run: Run, index: number): number {
  const { leftMinor, floorMinor } = run.lines[index]!;
  return Math.max(0, leftMinor - floorMinor);
}

function explainNothing(
  run: Run,
  candidate: Candidate,
  kind: DiscountKind,
  lines: readonly number[],
  amounts: readonly number[],
): void {
  if (!run.telling) return;
  const { rule } = candidate;
  if (amounts.some((amount) => amount > 0)) run.refusals.push(budgetSpent(run, candidate));
  else if (lines.length === 0) run.refusals.push(explainClosed(run, candidate, closes.discounts));
  else {
    const reason = kind === 'fixedPrice' ? 'price.notLower' : 'amount.nothing';
    run.refusals.push({ rule: rule.id, reason, because: [] });
  }
}
