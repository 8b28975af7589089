import { mulDiv } from '../../money/money.ts';
import type { Position } from '../outcome.ts';

/**
 * Splits a line until every position is whole minor units × quantity, dearest first: 89.99 for three is 2 × 30.00 and 1 × 29.99.
 * A weighed quantity stays one position where some price times it rounds to the sum, its own price first.
 */
export function positionsOf(netMinor: number, quantity: number, unitPriceMinor: number): Position[] {
  const isWhole = quantity % 1000 === 0;
  if (!isWhole)
    for (const price of [unitPriceMinor, mulDiv(netMinor, 1000, quantity, 'halfUp')])
      if (mulDiv(price, quantity, 1000, 'halfUp') === netMinor) return [{ quantity, unitNetMinor: price, netMinor }];
  const cheaper = mulDiv(netMinor, 1000, quantity, 'down');
  const dearQuantity = netMinor * 1000 - cheaper * quantity;
  if (dearQuantity === 0) return [{ quantity, unitNetMinor: cheaper, netMinor }];
  const dearMinor = mulDiv(cheaper + 1, dearQuantity, 1000, 'halfUp');
  return [
    { quantity: dearQuantity, unitNetMinor: cheaper + 1, netMinor: dearMinor },
    { quantity: quantity - dearQuantity, unitNetMinor: cheaper, netMinor: netMinor - dearMinor },
  ];
}

/** Positions of one line, dearest first, those at one price together. */
export function joinPositions(positions: readonly Position[]): Position[] {
  const joined: Position[] = [];
  for (const position of positions.toSorted((a, b) => b.unitNetMinor - a.unitNetMinor)) {
    const last = joined.at(-1);
    if (last?.unitNetMinor !== position.unitNetMinor) joined.push({ ...position });
    else {
      last.quantity += position.quantity;
      last.netMinor += position.netMinor;
    }
  }
  return joined;
}
