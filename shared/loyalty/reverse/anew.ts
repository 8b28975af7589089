import { cumulativeShare } from '../../money/allocate.ts';
import type { WalletPoints } from '../basics.ts';
import type { CompiledProgramme } from '../compile/types.ts';
import type { ReturnInput, ReturnedLine } from '../engine.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { OutcomeLine } from '../outcome.ts';
import { restOf } from './rest.ts';
import { paidUpTo } from './shares.ts';

/** What came back with some lines: money, points spent and points earned. */
export type Back = { refundMinor: number; reinstated: WalletPoints[]; clawedBack: WalletPoints[] };
type Sale = ReturnInput['sale'];

/** Whether a promotion that asks for it applied to the sale, so that what stays with the buyer is to be computed anew. */
export function isComputedAnew(compiled: CompiledProgramme, { facts }: Sale): boolean {
  const { recomputed } = compiled;
  return recomputed.size > 0 && evaluate(compiled, facts).effects.some(({ rule }) => recomputed.has(rule));
}

/**
 * By sale line, what came back with the earlier returns and what comes back now. Lines are taken one by one, in the order of the
 * returns, so that it makes no difference how they were put together: with each, what was paid less what is due for the rest is
 * given back, as far as it was not yet.
 */
export function backsAnew(
  compiled: CompiledProgramme,
  { sale, returned, lines }: Pick<ReturnInput, 'sale' | 'returned' | 'lines'>,
): { before: Map<string, Back>; now: Map<string, Back> } {
  const backs = { before: new Map<string, Back>(), now: new Map<string, Back>() };
  const quantities = new Map<string, number>();
  const given: Back = { refundMinor: 0, reinstated: [], clawedBack: [] };
  const take = ({ line, quantity }: ReturnedLine, into: Map<string, Back>) => {
    quantities.set(line, (quantities.get(line) ?? 0) + quantity);
    const more = moreThan(given, dueBack(compiled, sale, quantities));
    add(given, more);
    const back = into.get(line) ?? { refundMinor: 0, reinstated: [], clawedBack: [] };
    add(back, more);
    into.set(line, back);
  };
  for (const each of returned) take(each, backs.before);
  for (const each of lines) take(each, backs.now);
  return backs;
}

/** What has to be back once so much of each line is: never more money than was paid for it, never below zero. */
function dueBack(compiled: CompiledProgramme, sale: Sale, quantities: ReadonlyMap<string, number>): Back {
  const { totals, lines } = sale.outcome;
  const kept = totals.redeemed.map(({ wallet, points }) => ({
    wallet,
    points: points - redeemedWith(lines, wallet, quantities),
  }));
  const rest = evaluate(compiled, restOf(sale, quantities, kept));
  const paidMinor = lines.reduce((sum, line) => sum + paidUpTo(line, quantities.get(line.id) ?? 0), 0);
  return {
    refundMinor: Math.min(paidMinor, Math.max(0, totals.netMinor - rest.totals.netMinor)),
    reinstated: less(totals.redeemed, rest.totals.redeemed),
    // What a goal gave is no line's and stays.
    clawedBack: less(earnedOn(lines), earnedOn(rest.lines)),
  };
}

function earnedOn(lines: readonly OutcomeLine[]): WalletPoints[] {
  const sums = new Map<string, number>();
  for (const { earned } of lines)
    for (const { wallet, points } of earned) sums.set(wallet, (sums.get(wallet) ?? 0) + points);
  return [...sums].map(([wallet, points]) => ({ wallet, points }));
}

/** The share of what was spent on the lines that are back. */
function redeemedWith(lines: readonly OutcomeLine[], wallet: string, quantities: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const { id, redeemed, quantity } of lines)
    for (const each of redeemed)
      if (each.wallet === wallet) sum += cumulativeShare(each.points, quantities.get(id) ?? 0, quantity);
  return sum;
}

function less(points: readonly WalletPoints[], others: readonly WalletPoints[]): WalletPoints[] {
  return points.map(({ wallet, points: whole }) => ({ wallet, points: Math.max(0, whole - pointsIn(others, wallet)) }));
}

/** What is due beyond what was given already. */
function moreThan(given: Back, due: Back): Back {
  return {
    refundMinor: Math.max(0, due.refundMinor - given.refundMinor),
    reinstated: less(due.reinstated, given.reinstated),
    clawedBack: less(due.clawedBack, given.clawedBack),
  };
}

function add(into: Back, more: Back): void {
  into.refundMinor += more.refundMinor;
  for (const key of ['reinstated', 'clawedBack'] as const)
    into[key] = more[key]
      .map(({ wallet, points }) => ({ wallet, points: points + pointsIn(into[key], wallet) }))
      .filter(({ points }) => points > 0);
}

function pointsIn(list: readonly WalletPoints[], wallet: string): number {
  return list.find((each) => each.wallet === wallet)?.points ?? 0;
}
