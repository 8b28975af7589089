import type { ReturnInput } from '../../shared/loyalty/engine.ts';
import type { Position } from '../../shared/loyalty/outcome.ts';
import { big, halfUp } from './arithmetic.ts';

/** Thousandths of a line that came back before. */
export function goneBefore({ returned }: Pick<ReturnInput, 'returned'>, line: string): number {
  return returned.reduce((gone, each) => (each.line === line ? gone + each.quantity : gone), 0);
}

/** Whether nothing of the sale stays with the buyer. */
export function isWholeReturn({ sale, returned, lines }: ReturnInput): boolean {
  return sale.outcome.lines.every(
    ({ id, quantity }) => goneBefore({ returned: [...returned, ...lines] }, id) === quantity,
  );
}

/** The printed positions in their order, what came back before left out; part of one at its price, by cumulative difference. */
export function positionsBack(positions: readonly Position[], before: number, quantity: number): Position[] {
  const back: Position[] = [];
  let start = 0;
  for (const { quantity: whole, unitNetMinor, netMinor } of positions) {
    const from = Math.max(before - start, 0);
    const to = Math.min(before + quantity - start, whole);
    start += whole;
    if (to <= from) continue;
    const upTo = (thousandths: number) =>
      thousandths === whole ? netMinor : Number(halfUp(big(unitNetMinor) * big(thousandths), 1000n));
    back.push({ quantity: to - from, unitNetMinor, netMinor: upTo(to) - upTo(from) });
  }
  return back;
}

/** What was paid back before. */
export function refundedBefore({ sale, returned }: Pick<ReturnInput, 'sale' | 'returned'>): number {
  return sale.outcome.lines.reduce((sum, line) => {
    const gone = positionsBack(line.positions, 0, goneBefore({ returned }, line.id));
    return gone.reduce((refund, { netMinor }) => refund + netMinor, sum);
  }, 0);
}

/** The share of an amount between two points of a whole: each half up, so that all shares come to the amount. */
export function difference(amount: number, whole: number, from: number, to: number): bigint {
  return halfUp(big(amount) * big(to), big(whole)) - halfUp(big(amount) * big(from), big(whole));
}
