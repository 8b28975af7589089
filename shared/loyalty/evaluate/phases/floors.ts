import { mulDiv } from '../../../money/money.ts';
import type { WorkLine } from '../types.ts';

/** What the good's minimum price asks for so much of it. */
export function unitsFloor({ fact }: Pick<WorkLine, 'fact'>, quantity: number): number {
  return fact.minPriceMinor === undefined ? 0 : mulDiv(fact.minPriceMinor, quantity, 1000, 'up');
}
