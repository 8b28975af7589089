import { allocate, share } from '../../../money/allocate.ts';
import { mulDiv } from '../../../money/money.ts';
import { identified } from '../../compile/audience.ts';
import { closes } from '../../compile/types.ts';
import type { CompiledWallet } from '../../compile/types.ts';
import { toBecause } from '../because.ts';
import type { Because } from '../../outcome.ts';
import type { ReasonId } from '../../reasons.ts';
import type { Purse, Run } from '../types.ts';
import { roomOf, takeOff } from './apply.ts';

type Limit = { points: number; because: readonly Because[]; reason: ReasonId };

/**
 * Points pay for lines that keep redemption: at most the cap on the sum left of them, never a line below its floor, in whole
 * steps, wallets in the programme's order. What could be spent is offered whether it is wished or not.
 */
export function redemption(run: Run): void {
  const { compiled, purses, context } = run.plan;
  const wishes = context.facts.redeem ?? [];
  if (run.telling) for (const purse of purses) run.offers.push(offer(run, purse));
  for (const { wallet: id, points } of wishes)
    if (points !== 0 && run.telling && !compiled.wallets.some((wallet) => wallet.id === id))
      run.refusals.push({ rule: id, reason: 'wallet.unknown', because: [] });
  for (const wallet of compiled.wallets) {
    const wish = wishes.find((each) => each.wallet === wallet.id);
    if (!wish || wish.points === 0) continue;
    const purse = purses.find((each) => each.wallet === wallet);
    if (purse) redeem(run, purse, wish.points === 'all' ? Infinity : wish.points);
    else refuseWithoutMember(run, wallet.id);
  }
}

function refuseWithoutMember(run: Run, rule: string): void {
  if (!run.telling) return;
  const { member } = run.plan.context.facts;
  const reason = member === null ? 'member.none' : 'member.blocked';
  const fact = member === null ? 'member' : 'member.blocked';
  run.refusals.push({
    rule,
    reason,
    because: [{ fact, operator: 'is', expected: member === null, actual: member !== null }],
  });
}

function offer(run: Run, purse: Purse): Run['offers'][number] {
  const { points, because } = limitOf(run, purse, redeemableLines(run));
  return {
    wallet: purse.wallet.id,
    points,
    amountMinor: worthOf(points, purse.wallet),
    limitedBy: [...because],
  };
}

function redeem(run: Run, purse: Purse, wishedPoints: number): void {
  const { wallet } = purse;
  const lines = redeemableLines(run);
  const limit = limitOf(run, purse, lines);
  const points = Math.min(limit.points, wholeSteps(wishedPoints, wallet));
  if (run.telling && (points === 0 || (wishedPoints !== Infinity && points < wishedPoints)))
    run.refusals.push({
      rule: wallet.id,
      reason: points === 0 ? limit.reason : 'redemption.limited',
      because: limit.because,
    });
  if (points === 0) return;
  const weights = lines.map((index) => run.lines[index]!.leftMinor);
  const rooms = lines.map((index) => roomOf(run, index));
  const amountMinor = worthOf(points, wallet);
  const amounts = allocate(amountMinor, weights, rooms);
  const paid = takeOff(run, lines, amounts);
  paid.lines.forEach((index, at) => {
    run.lines[index]!.redeemedMinor += paid.amounts[at]!;
  });
  const linePoints = points === amountMinor ? paid.amounts : share(points, paid.amounts);
  const { because } = limit;
  run.redemptions.push({ purse, points, amountMinor, lines: paid.lines, amounts: paid.amounts, linePoints, because });
}

/** The most that may be spent, what limits it, and the reason to tell where that is nothing. */
function limitOf(run: Run, purse: Purse, lines: readonly number[]): Limit {
  const refused = refusal(run, purse.wallet);
  if (refused) return refused;
  const { wallet, availablePoints } = purse;
  let baseMinor = 0;
  let roomMinor = 0;
  for (const index of lines) {
    baseMinor += run.lines[index]!.leftMinor;
    roomMinor += roomOf(run, index);
  }
  const capMinor = mulDiv(baseMinor, wallet.redemption.capBp, 10_000, 'down');
  const payableMinor = Math.min(capMinor, roomMinor);
  const payable = mulDiv(payableMinor, wallet.unitsPerPoint, wallet.worthMinor, 'down');
  const most = Math.min(availablePoints, payable);
  const points = wholeSteps(most, wallet);
  const because: Because[] = [];
  if (availablePoints === most)
    because.push({ fact: 'wallet.points', operator: 'atMost', expected: availablePoints, actual: payable });
  else if (capMinor <= roomMinor)
    because.push({
      fact: 'lines.redeemableMinor',
      operator: 'atMostBp',
      expected: wallet.redemption.capBp,
      actual: baseMinor,
    });
  else because.push({ fact: 'lines.redeemableMinor', operator: 'atMost', expected: roomMinor, actual: baseMinor });
  if (points < most)
    because.push({ fact: 'wallet.points', operator: 'wholeSteps', expected: wallet.stepPoints, actual: most });
  return { points, because, reason: availablePoints === 0 ? 'redemption.noPoints' : 'redemption.nothing' };
}

/** A phone alone spends nothing, whatever the programme says. */
function refusal(run: Run, wallet: CompiledWallet): Limit | null {
  const { context } = run.plan;
  const { minimumIdentification: minimum } = wallet.redemption;
  const condition = identified(minimum === 'phone' ? 'phoneCode' : minimum);
  if (!condition.holds(context))
    return { points: 0, because: [toBecause(condition, context)], reason: condition.reason };
  const { spending } = context.facts;
  if (spending?.level !== 'refused') return null;
  const because: Because[] = [{ fact: 'spending', operator: 'isNot', expected: 'refused', actual: spending.reason }];
  return { points: 0, because, reason: `redemption.${spending.reason}` };
}

function redeemableLines(run: Run): number[] {
  const open: number[] = [];
  run.lines.forEach(({ closed, leftMinor }, index) => {
    if ((closed & closes.redemption) === 0 && leftMinor > 0) open.push(index);
  });
  return open;
}

function wholeSteps(points: number, { stepPoints }: CompiledWallet): number {
  return points === Infinity ? points : points - (points % stepPoints);
}

/** Exact: steps are worth whole minor units. */
function worthOf(points: number, { worthMinor, unitsPerPoint }: CompiledWallet): number {
  return mulDiv(points, worthMinor, unitsPerPoint, 'down');
}
