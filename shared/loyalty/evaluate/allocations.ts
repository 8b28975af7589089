import type { Effect } from '../outcome.ts';
import type { Run } from './types.ts';

/** Amounts by working line as the receipt has them: units that were split off are told with their line. */
export function allocationsOf(run: Run, lines: readonly number[], amounts: readonly number[]): Effect['allocations'] {
  const told = lines.map((index, at) => ({ line: run.lines[index]!.id, amount: amounts[at]! }));
  return run.splits.size === 0 ? told : mergeLines(told);
}

function mergeLines(allocations: Effect['allocations']): Effect['allocations'] {
  const amounts = new Map<string, number>();
  for (const { line, amount } of allocations) amounts.set(line, (amounts.get(line) ?? 0) + amount);
  return [...amounts].map(([line, amount]) => ({ line, amount }));
}
