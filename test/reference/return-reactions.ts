import type { Counter } from '../../shared/loyalty/facts.ts';
import type { ReturnInput } from '../../shared/loyalty/engine.ts';
import type { OutcomeLine, ReturnMoney } from '../../shared/loyalty/outcome.ts';
import type { Activity, Challenge, Programme } from '../../shared/loyalty/programme/schema.ts';
import { differences } from './differences.ts';
import { matches } from './goods.ts';
import { difference, goneBefore, isWholeReturn, positionsBack } from './returned.ts';

/** Shares of others come back by the shares of their lines, whoever is at hand. */
export function sharesBack({ wallets }: Programme, input: ReturnInput): NonNullable<ReturnMoney['shares']> {
  return (input.sale.outcome.shares ?? []).flatMap(({ rule, member, wallet, lot, lines }) => {
    const points = lines.reduce((sum, { line, points: whole }) => {
      const { quantity } = lineOf(input, line);
      const before = goneBefore(input, line);
      return sum + Number(difference(whole, quantity, before, before + goneNow(input, line)));
    }, 0);
    const forgives = wallets.find(({ id }) => id === wallet)!.debt === 'forgive';
    return points === 0 ? [] : [{ rule, member, wallet, lot, points, ...(forgives ? { forgive: true as const } : {}) }];
  });
}

function lineOf({ sale }: ReturnInput, id: string): OutcomeLine {
  return sale.outcome.lines.find((line) => line.id === id)!;
}

function goneNow(input: ReturnInput, line: string): number {
  return goneBefore({ returned: input.lines }, line);
}

/** Rights that an activity opened for lines of which now the first comes back. */
export function revoked(input: ReturnInput): string[] {
  const { sale, facts } = input;
  if (facts.member === null) return [];
  return (sale.outcome.entitlements.issued ?? [])
    .filter(({ openedBy }) => {
      const lines = openedBy?.lines ?? [];
      return lines.some((id) => goneNow(input, id) > 0) && lines.every((id) => goneBefore(input, id) === 0);
    })
    .map(({ id }) => id);
}

/** Lines that were bought, of these goods. */
function matching({ sale }: ReturnInput, goods: Parameters<typeof matches>[0]): OutcomeLine[] {
  const member = sale.facts.member?.blocked === true ? null : sale.facts.member;
  return sale.outcome.lines.filter(({ from, gift, free }) => {
    const fact = sale.facts.lines.find(({ id }) => id === from[0]);
    return fact !== undefined && gift === undefined && free === undefined && matches(goods, fact, member);
  });
}

/** What the activity was for has come back: any of the goods it names, or the whole sale where it names none. */
export function isUndone(input: ReturnInput, { when }: Activity): boolean {
  if (Object.keys(when?.goods ?? {}).length === 0) return isWholeReturn(input);
  return matching(input, when?.goods).some(({ id }) => goneNow(input, id) > 0);
}

/** Terms that activities of the sale gave; told again where more of their goods comes back. */
export function endedTerms({ activities = [] }: Programme, input: ReturnInput): string[] {
  const { sale } = input;
  return (sale.outcome.terms ?? [])
    .map(({ by }) => by)
    .filter((by) => activities.some((each) => isOf(sale.facts.receipt, each, by) && isUndone(input, each)));
}

function isOf(receipt: string, { id, give }: Activity, by: string): boolean {
  return give.some((_, index) => by === `${receipt}:${id}:${index}`);
}

/** Counters go down by what came back; where nothing was counted since, a whole return leaves them as they were. */
export function countersBack({ challenges = [] }: Programme, input: ReturnInput): Counter[] {
  const { sale, facts } = input;
  return (sale.outcome.counters ?? []).flatMap((counted) => {
    const challenge = challenges.find(({ id }) => id === counted.challenge)!;
    const now = facts.member?.counters?.find((each) => each.challenge === counted.challenge);
    if (now === undefined) return [];
    const before = sale.facts.member?.counters?.find((each) => each.challenge === counted.challenge);
    const untouched =
      now.last === counted.last && now.since === counted.since && now.reached === (before?.reached ?? 0);
    const less = lessCounted(challenge, input);
    if (isWholeReturn(input) && untouched) {
      const was = before ?? { ...now, count: 0 };
      return less === 0 && differences(now, was).length === 0 ? [] : [was];
    }
    return less === 0 ? [] : [{ ...now, count: Math.max(0, now.count - less) }];
  });
}

function lessCounted({ counts, streak, when }: Challenge, input: ReturnInput): number {
  if (counts === 'times' || streak !== undefined) return isWholeReturn(input) ? 1 : 0;
  const lines = matching(input, when?.goods);
  if (counts === 'spendMinor') {
    return lines.reduce((sum, { id, positions }) => {
      const back = positionsBack(positions, goneBefore(input, id), goneNow(input, id));
      return back.reduce((refund, { netMinor }) => refund + netMinor, sum);
    }, 0);
  }
  const units = (goneOf: (id: string) => number) =>
    Math.floor(lines.reduce((sum, { id, quantity }) => sum + quantity - goneOf(id), 0) / 1000);
  return units((id) => goneBefore(input, id)) - units((id) => goneBefore(input, id) + goneNow(input, id));
}

/** Units that come back of goods that gifts are chosen among. */
export function boughtBack(input: ReturnInput): NonNullable<ReturnMoney['bought']> {
  const { sale, facts } = input;
  if (facts.member === null) return [];
  const told = (sale.outcome.bought ?? []).map(({ sku }) => sku);
  const lines = matching(input, undefined).filter(({ id }) => goneNow(input, id) > 0);
  const skus = [...new Set(lines.map(({ sku }) => sku))].filter((sku) => told.includes(sku));
  return skus.map((sku) => {
    const own = lines.filter((line) => line.sku === sku);
    return { sku, quantity: own.reduce((sum, { id }) => sum + goneNow(input, id), 0) };
  });
}
