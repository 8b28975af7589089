import { share } from '../../../money/allocate.ts';
import { mulDiv } from '../../../money/money.ts';
import { closes } from '../../compile/types.ts';
import type { CompiledWallet } from '../../compile/types.ts';
import type { Because } from '../../outcome.ts';
import type { FilledGive } from '../../programme/defaults.ts';
import { explainClosed } from '../because.ts';
import type { Candidate, Run } from '../types.ts';
import { allowedTo, passing } from './apply.ts';
import { budgetLeft, budgetSpent } from './limits.ts';
import { withSplits } from './split.ts';

type Rate = Extract<FilledGive, { kind: 'pointsRate' }>;

/** Points for what was paid: all rates first, then multipliers of what they gave, then fixed numbers. Each rule rounds down alone. */
export function accrual(run: Run): void {
  for (const candidate of passing(run, 9)) {
    const { give } = candidate.rule;
    if (give.kind !== 'pointsRate' && give.kind !== 'pointsMultiplier' && give.kind !== 'pointsFixed') continue;
    const wallet = run.plan.compiled.wallets.find((each) => each.id === give.wallet);
    if (!wallet) continue;
    const lines = accruingLines(run, candidate);
    if (give.kind === 'pointsRate') accrueRate(run, candidate, wallet, lines, give);
    else if (give.kind === 'pointsMultiplier') accrueSurplus(run, candidate, wallet, lines, give.factorBp);
    else accrue(run, candidate, wallet, lines, netOf(run, lines), () => give.points);
  }
}

function accrueRate(
  run: Run,
  candidate: Candidate,
  wallet: CompiledWallet,
  lines: readonly number[],
  give: Rate,
): void {
  if (give.whenRedeemed === 'none' && run.redemptions.length > 0) {
    const because: Because[] = [{ fact: 'receipt.redeemed', operator: 'is', expected: false, actual: true }];
    if (run.telling) run.refusals.push({ rule: candidate.rule.id, reason: 'accrual.redeemed', because });
    return;
  }
  const weights = netOf(run, lines);
  if (give.base === 'beforeRedemption')
    lines.forEach((index, at) => {
      weights[at]! += run.lines[index]!.redeemedMinor;
    });
  accrue(run, candidate, wallet, lines, weights, (sumMinor) => pointsOf(sumMinor, give.rateBp, wallet));
}

/** The surplus over what the rates gave on these lines: a factor of two gives it once more. */
function accrueSurplus(
  run: Run,
  candidate: Candidate,
  wallet: CompiledWallet,
  lines: readonly number[],
  factorBp: number,
): void {
  const given = ratePoints(run, wallet);
  const weights = lines.map((index) => given[index]!);
  const surplusBp = Math.max(0, factorBp - 10_000);
  accrue(run, candidate, wallet, lines, weights, (points) => mulDiv(points, surplusBp, 10_000, 'down'));
}

function accrue(
  run: Run,
  candidate: Candidate,
  wallet: CompiledWallet,
  lines: readonly number[],
  weights: readonly number[],
  pointsFor: (sum: number) => number,
): void {
  let sum = 0;
  for (const weight of weights) sum += weight;
  const due = sum === 0 ? 0 : pointsFor(sum);
  const points = Math.min(due, budgetLeft(run, candidate));
  if (points === 0) {
    if (due > 0 && run.telling) run.refusals.push(budgetSpent(run, candidate));
    else explainNothing(run, candidate, lines);
    return;
  }
  const parts = share(points, weights);
  const earning: number[] = [];
  const linePoints: number[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (parts[at] === 0) continue;
    earning.push(lines[at]!);
    linePoints.push(parts[at]!);
  }
  run.accruals.push({ candidate, wallet, points, lines: earning, linePoints });
  if (candidate.rule.closes !== 0) for (const index of lines) run.lines[index]!.closed |= candidate.rule.closes;
}

/** Of money: `sum × rate`, at the wallet's worth of a point, in its smallest units. */
function pointsOf(sumMinor: number, rateBp: number, { unitsPerPoint, worthMinor }: CompiledWallet): number {
  return mulDiv(sumMinor, rateBp * unitsPerPoint, 10_000 * worthMinor, 'down');
}

/** Lines paid for wholly with points stay: a rate on what they cost before may still give. */
function accruingLines(run: Run, candidate: Candidate): number[] {
  const allowed = allowedTo(run, candidate);
  const only = typeof allowed === 'object' ? allowed : null;
  return withSplits(run, candidate.lines).filter((index) => {
    const line = run.lines[index]!;
    return (line.closed & closes.accrual) === 0 && (only === null || only.has(line.place));
  });
}

function netOf(run: Run, lines: readonly number[]): number[] {
  return lines.map((index) => run.lines[index]!.leftMinor);
}

/** What the rates gave of this wallet so far, by line. */
function ratePoints(run: Run, wallet: CompiledWallet): number[] {
  const points = run.lines.map(() => 0);
  for (const { wallet: earned, candidate, lines, linePoints } of run.accruals)
    if (earned === wallet && candidate.rule.give.kind === 'pointsRate')
      lines.forEach((line, at) => {
        points[line]! += linePoints[at]!;
      });
  return points;
}

function explainNothing(run: Run, candidate: Candidate, lines: readonly number[]): void {
  if (!run.telling) return;
  if (lines.length === 0) run.refusals.push(explainClosed(run, candidate, closes.accrual));
  else run.refusals.push({ rule: candidate.rule.id, reason: 'amount.nothing', because: [] });
}
