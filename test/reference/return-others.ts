import type { ReturnInput } from '../../shared/loyalty/engine.ts';
import type { ReturnMoney, SettlementBack } from '../../shared/loyalty/outcome.ts';
import { difference, goneBefore, isWholeReturn } from './returned.ts';

/** What causes and partners got comes back line by line, by the same shares. */
export function othersBack(input: ReturnInput): Pick<ReturnMoney, 'donations' | 'settlements'> {
  const donations = donationsBack(input);
  const settlements = settlementsBack(input);
  return {
    ...(donations.length === 0 ? {} : { donations }),
    ...(settlements.length === 0 ? {} : { settlements }),
  };
}

type Lines = readonly { line: string; amountMinor: number }[];

function partBack(input: ReturnInput, lines: Lines): number {
  return lines.reduce((sum, { line, amountMinor }) => {
    const now = goneBefore({ returned: input.lines }, line);
    const before = goneBefore(input, line);
    const { quantity } = input.sale.outcome.lines.find(({ id }) => id === line)!;
    return sum + Number(difference(amountMinor, quantity, before, before + now));
  }, 0);
}

/** Per cause and giver; a member's own gift stays until everything came back. */
function donationsBack(input: ReturnInput): NonNullable<ReturnMoney['donations']> {
  const sums: NonNullable<ReturnMoney['donations']> = [];
  for (const { cause, by, amountMinor, lines } of input.sale.outcome.donations ?? []) {
    const own = isWholeReturn(input) ? amountMinor : 0;
    const back = by === 'member' ? own : partBack(input, lines);
    const there = sums.find((each) => each.cause === cause && each.by === by);
    if (there !== undefined) there.amountMinor += back;
    else if (back > 0) sums.push({ cause, by, amountMinor: back });
  }
  return sums;
}

/** Those for points stay where the points stay: with the member who is not at hand. */
function settlementsBack(input: ReturnInput): SettlementBack[] {
  return (input.sale.outcome.settlements ?? []).flatMap(({ from, to, reason, rule, lines }) => {
    const back = reason !== 'bundle' && input.facts.member === null ? 0 : partBack(input, lines);
    return back === 0 ? [] : [{ from: to, to: from, reason, rule, amountMinor: back }];
  });
}
