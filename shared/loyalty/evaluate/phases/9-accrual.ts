import { share } from '../../../money/allocate.ts';
import { mulDiv } from '../../../money/money.ts';
import { closes } from '../../compile/types.ts';
import type { CompiledWallet } from '../../compile/types.ts';
import { pointsOf } from '../../grants/points.ts';
import type { Because } from '../../outcome.ts';
import type { FilledGive } from '../../programme/defaults.ts';
import { dayNumberOf } from '../../time/moment.ts';
import { startOfLocalDay } from '../../time/zone.ts';
import { explainClosed } from '../because.ts';
import type { Candidate, Run } from '../types.ts';
import { allowedTo, passing } from './apply.ts';
import { budgetLeft, budgetSpent } from './limits.ts';
import { withSplits } from './split.ts';

type Earning = Extract<FilledGive, { wallet: string }>;
type Rate = Extract<Earning, { kind: 'pointsRate' }>;
/** What multipliers speak of. */
const multiplied: ReadonlySet<string> = new Set(['pointsRate', 'pointsPer']);

/** Points for what was paid: all rates first, then multipliers of what they gave, then fixed numbers. Each rule rounds down alone. */
export function accrual(run: Run): void {
  for (const candidate of passing(run, 9)) {
    const { give } = candidate.rule;
    if (!('wallet' in give)) continue;
    const wallet = run.plan.compiled.wallets.find((each) => each.id === give.wallet);
    if (!wallet) continue;
    const over = walletOver(run, wallet);
    if (over) {
      if (run.telling) run.refusals.push({ rule: candidate.rule.id, reason: 'schedule.over', because: [over] });
    } else accrueBy(run, candidate, wallet, accruingLines(run, candidate), give);
  }
}

/** Where all points of a wallet end on one day, none are granted that could not be used by then. */
function walletOver({ plan }: Run, { lifetime, activationDays }: CompiledWallet): Because | null {
  if (lifetime.kind !== 'date') return null;
  const { facts, moment } = plan.context;
  if (moment.dayNumber + activationDays <= dayNumberOf(lifetime.day)) return null;
  const expected = startOfLocalDay(dayNumberOf(lifetime.day) + 1, facts.shop.zone.offsets);
  return { fact: 'moment', operator: 'before', expected, actual: facts.moment };
}

function accrueBy(
  run: Run,
  candidate: Candidate,
  wallet: CompiledWallet,
  lines: readonly number[],
  give: Earning,
): void {
  switch (give.kind) {
    case 'pointsRate':
      return accrueRate(run, candidate, wallet, lines, give);
    case 'pointsPer': {
      const points = (sumMinor: number) => Math.floor(sumMinor / give.perMinor) * give.points;
      return accrue(run, candidate, wallet, lines, basesOf(run, lines, give.base), points);
    }
    case 'pointsMultiplier':
      return accrueSurplus(run, candidate, wallet, lines, give.factorBp);
    case 'pointsFixed':
      return accrue(run, candidate, wallet, lines, netOf(run, lines), () => give.points);
    case 'pointsPerUnit': {
      const paid = lines.filter((index) => run.lines[index]!.leftMinor > 0);
      const quantities = paid.map((index) => run.lines[index]!.quantity);
      const points = (thousandths: number) => Math.floor(thousandths / 1000) * give.points;
      return accrue(run, candidate, wallet, paid, quantities, points);
    }
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
  const weights = basesOf(run, lines, give.base);
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

/** Lines paid for wholly with points stay: a rate on what they cost before may still give. */
function accruingLines(run: Run, candidate: Candidate): number[] {
  const allowed = allowedTo(run, candidate);
  const only = typeof allowed === 'object' ? allowed : null;
  return withSplits(run, candidate.lines).filter((index) => {
    const line = run.lines[index]!;
    return (line.closed & closes.accrual) === 0 && (only === null || only.has(line.place));
  });
}

function basesOf(run: Run, lines: readonly number[], base: Rate['base']): number[] {
  const weights = netOf(run, lines);
  if (base === 'beforeRedemption')
    lines.forEach((index, at) => {
      weights[at]! += run.lines[index]!.redeemedMinor;
    });
  return weights;
}

function netOf(run: Run, lines: readonly number[]): number[] {
  return lines.map((index) => run.lines[index]!.leftMinor);
}

/** What the rates gave of this wallet so far, by line. */
function ratePoints(run: Run, wallet: CompiledWallet): number[] {
  const points = run.lines.map(() => 0);
  for (const { wallet: earned, candidate, lines, linePoints } of run.accruals)
    if (earned === wallet && multiplied.has(candidate.rule.give.kind))
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
