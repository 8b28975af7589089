import { share } from '../../../money/allocate.ts';
import { mulDiv } from '../../../money/money.ts';
import { identified } from '../../compile/audience.ts';
import type { CompiledWallet } from '../../compile/types.ts';
import { toBecause } from '../because.ts';
import type { Because } from '../../outcome.ts';
import type { ReasonId } from '../../reasons.ts';
import type { Purse, Run } from '../types.ts';
import { takeOff } from './apply.ts';
import { payableBy, spread } from './payable.ts';
import type { Payable } from './payable.ts';

type Limit = { points: number; because: readonly Because[]; reason: ReasonId };

/**
 * Points pay for lines that keep redemption: at most the cap on the sum left of them, never a line below its floor, in whole
 * steps, wallets in the programme's order. What could be spent is offered whether it is wished or not; points that are worth
 * nothing never are.
 */
export function redemption(run: Run): void {
  const { compiled, purses, context } = run.plan;
  const wishes = context.facts.redeem ?? [];
  if (run.telling) for (const purse of purses) if (purse.wallet.worthMinor > 0) run.offers.push(offer(run, purse));
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
  const { points, because } = limitOf(run, purse, payableBy(run, purse.wallet));
  return {
    wallet: purse.wallet.id,
    points,
    amountMinor: worthOf(points, purse.wallet),
    limitedBy: [...because],
  };
}

function redeem(run: Run, purse: Purse, wishedPoints: number): void {
  const { wallet } = purse;
  const payable = payableBy(run, wallet);
  const limit = limitOf(run, purse, payable);
  const points = Math.min(limit.points, wholeSteps(wishedPoints, wallet));
  if (run.telling && (points === 0 || (wishedPoints !== Infinity && points < wishedPoints)))
    run.refusals.push({
      rule: wallet.id,
      reason: points === 0 ? limit.reason : 'redemption.limited',
      because: limit.because,
    });
  if (points === 0) return;
  const amountMinor = worthOf(points, wallet);
  const paid = takeOff(run, payable.lines, spread(amountMinor, payable));
  paid.lines.forEach((index, at) => {
    run.lines[index]!.redeemedMinor += paid.amounts[at]!;
  });
  const linePoints = points === amountMinor ? paid.amounts : share(points, paid.amounts);
  const { because } = limit;
  run.redemptions.push({ purse, points, amountMinor, lines: paid.lines, amounts: paid.amounts, linePoints, because });
}

/** The most that may be spent, what limits it, and the reason to tell where that is nothing. */
function limitOf(run: Run, purse: Purse, payable: Payable): Limit {
  const refused = refusal(run, purse.wallet);
  if (refused) return refused;
  const useless = pointless(purse, payable);
  if (useless) return useless;
  const { wallet, availablePoints } = purse;
  const { baseMinor, roomMinor } = payable;
  const capMinor = mulDiv(baseMinor, wallet.redemption.capBp, 10_000, 'down');
  const payablePoints = mulDiv(Math.min(capMinor, roomMinor), wallet.unitsPerPoint, wallet.worthMinor, 'down');
  const most = Math.min(availablePoints, payablePoints);
  const points = wholeSteps(most, wallet);
  const because: Because[] = [];
  if (availablePoints === most)
    because.push({ fact: 'wallet.points', operator: 'atMost', expected: availablePoints, actual: payablePoints });
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

/** Points that are worth nothing pay for nothing, and those for certain goods not for others. */
function pointless({ wallet, availablePoints }: Purse, { lines }: Payable): Limit | null {
  const { worthMinor, payable, redemption: rules } = wallet;
  let because: Because;
  if (worthMinor === 0) because = { fact: 'wallet.worthMinor', operator: 'over', expected: 0, actual: 0 };
  else if (payable !== null && lines.length === 0)
    because = { fact: 'lines', operator: 'match', expected: rules.goods, actual: 0 };
  else return null;
  const reason = worthMinor === 0 ? 'redemption.nothing' : 'redemption.goods';
  return { points: 0, because: [because], reason: availablePoints === 0 ? 'redemption.noPoints' : reason };
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

function wholeSteps(points: number, { stepPoints }: CompiledWallet): number {
  return points === Infinity ? points : points - (points % stepPoints);
}

/** Exact: steps are worth whole minor units. */
function worthOf(points: number, { worthMinor, unitsPerPoint }: CompiledWallet): number {
  return mulDiv(points, worthMinor, unitsPerPoint, 'down');
}
