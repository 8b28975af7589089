import { cumulativeShare } from '../../money/allocate.ts';
import type { CompiledChallenge, CompiledProgramme } from '../compile/types.ts';
import type { Counter } from '../facts.ts';
import type { Effect, Given, ReturnMoney, ShareBack } from '../outcome.ts';
import { paidUpTo } from './shares.ts';
import { soldLines } from './sold.ts';
import type { Back } from './sold.ts';

/** The parts of others' shares that come back, by cumulative difference over each line. */
export function sharesBack({ wallets }: CompiledProgramme, { input, parts }: Back): ShareBack[] {
  return (input.sale.outcome.shares ?? []).flatMap(({ rule, member, wallet, lot, lines }) => {
    let points = 0;
    for (const { line, points: whole } of lines)
      for (const { line: sold, from, to } of parts)
        if (sold.id === line)
          points += cumulativeShare(whole, to, sold.quantity) - cumulativeShare(whole, from, sold.quantity);
    if (points === 0) return [];
    const forgive = wallets.find(({ id }) => id === wallet)?.debt === 'forgive';
    return [{ rule, member, wallet, lot, points, ...(forgive ? { forgive: true as const } : {}) }];
  });
}

export function shareEffects({ filled }: CompiledProgramme, { input }: Back, shares: readonly ShareBack[]): Effect[] {
  return shares.map(({ rule, wallet, points }) => ({
    rule,
    version: filled.version,
    kind: 'share',
    amount: points,
    unit: wallet,
    allocations: [],
    because: [{ fact: 'lines.returned', operator: 'shareOf', expected: rule, actual: input.lines.length }],
  }));
}

/** Challenges go down by what of the sale comes back; what they gave for a goal stays. */
export function countersBack({ reacting }: CompiledProgramme, back: Back): Counter[] {
  const { sale, facts } = back.input;
  return reacting.challenges.flatMap((challenge) => {
    const ofSale = sale.outcome.counters?.find((each) => each.challenge === challenge.id);
    const now = facts.member?.counters?.find((each) => each.challenge === challenge.id);
    const { earlier, amount } = amountsBack(challenge, back);
    if (!ofSale || !now) return [];
    const before = sale.facts.member?.counters?.find((each) => each.challenge === challenge.id);
    const asLeft = { ...ofSale, count: Math.max(0, ofSale.count - earlier) };
    // Nothing counted since, and no goal was reached: the sale never was.
    if (back.whole && isSame(now, asLeft) && ofSale.reached === (before?.reached ?? 0)) {
      const was = before ?? { ...now, count: 0 };
      return amount === 0 && isSame(now, was) ? [] : [was];
    }
    return amount === 0 ? [] : [{ ...now, count: Math.max(0, now.count - amount) }];
  });
}

function isSame(a: Counter, b: Counter): boolean {
  return a.count === b.count && a.since === b.since && a.last === b.last && a.reached === b.reached;
}

/** What earlier returns took back of what the sale counted, and what this one does. */
function amountsBack({ counts, streak, goods }: CompiledChallenge, back: Back): { earlier: number; amount: number } {
  if (counts === 'times' || streak !== null) return { earlier: 0, amount: back.whole ? 1 : 0 };
  const lines = soldLines(back, goods);
  let [sold, before, after, paid, paidBefore] = [0, 0, 0, 0, 0];
  for (const line of lines) {
    const part = back.parts.find((each) => each.line === line);
    const from = back.before.get(line.id) ?? 0;
    sold += line.quantity;
    before += from;
    after += part?.to ?? from;
    paidBefore += paidUpTo(line, from);
    if (part) paid += paidUpTo(line, part.to) - paidUpTo(line, part.from);
  }
  if (counts === 'spendMinor') return { earlier: paidBefore, amount: paid };
  const unitsLeft = (gone: number) => Math.floor((sold - gone) / 1000);
  return { earlier: unitsLeft(0) - unitsLeft(before), amount: unitsLeft(before) - unitsLeft(after) };
}

/** Activities with limits get their use back with a whole return. */
export function activitiesUnused({ reacting }: CompiledProgramme, { input, whole }: Back): Given[] {
  if (!whole) return [];
  return (input.sale.outcome.uses ?? [])
    .filter(({ rule }) => reacting.activities.some(({ id }) => id === rule))
    .map(({ rule }) => ({ promotion: rule, given: 0 }));
}

/** Units that come back of goods that gifts are chosen among. */
export function boughtBack({ reacting }: CompiledProgramme, back: Back): NonNullable<ReturnMoney['bought']> {
  if (back.input.sale.outcome.bought === undefined) return [];
  const units = new Map<string, number>();
  for (const line of soldLines(back, null)) {
    const part = back.parts.find((each) => each.line === line);
    if (part && reacting.chosenAmong.has(line.sku))
      units.set(line.sku, (units.get(line.sku) ?? 0) + part.to - part.from);
  }
  return [...units].map(([sku, quantity]) => ({ sku, quantity }));
}
