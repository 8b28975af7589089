import type { WalletPoints } from '../basics.ts';
import type { CompiledProgramme } from '../compile/types.ts';
import type { ReturnInput } from '../engine.ts';
import { positionsOf } from '../evaluate/positions.ts';
import type { ReturnLine } from '../outcome.ts';
import { backsAnew, isComputedAnew } from './anew.ts';
import type { Back } from './anew.ts';
import { paidUpTo, pointsOfPart, positionsBack, sumByLine } from './shares.ts';
import type { Part } from './shares.ts';
import type { Refunded } from './vat.ts';

/** What comes back with these lines, and what came back with those before. */
export type Backs = {
  lines: ReturnLine[];
  before: (Refunded & { reinstated: WalletPoints[] })[];
};

/** The stored net of the units and their shares of points, or, where a promotion asks for it, what the rest computed anew leaves. */
export function backsOf(
  compiled: CompiledProgramme,
  input: ReturnInput,
  parts: readonly Part[],
  known: boolean,
): Backs {
  const anew = isComputedAnew(compiled, input.sale) ? backsAnew(compiled, input) : null;
  const earlier = sumByLine(input.returned);
  return {
    lines: parts.map((part) => returnLine(part, known, anew?.now.get(part.line.id) ?? null)),
    before: input.sale.outcome.lines.map((line) => {
      const to = earlier.get(line.id) ?? 0;
      const { vatRateBp, redeemed } = line;
      const back = anew?.before.get(line.id);
      if (anew) return { vatRateBp, refundMinor: back?.refundMinor ?? 0, reinstated: back?.reinstated ?? [] };
      return { vatRateBp, refundMinor: paidUpTo(line, to), reinstated: pointsOfPart(redeemed, { line, from: 0, to }) };
    }),
  };
}

function returnLine(part: Part, known: boolean, anew: Back | null): ReturnLine {
  const { id, sku, redeemed, earned, gift, vatRateBp } = part.line;
  const positions = positionsOfBack(part, anew);
  const line: ReturnLine = {
    line: id,
    sku,
    quantity: part.to - part.from,
    refundMinor: sumOf(positions),
    positions,
    reinstated: known ? (anew?.reinstated ?? pointsOfPart(redeemed, part)) : [],
    clawedBack: known ? (anew?.clawedBack ?? pointsOfPart(earned, part)) : [],
  };
  if (gift !== undefined) line.gift = gift;
  if (vatRateBp !== undefined) line.vatRateBp = vatRateBp;
  return line;
}

/** The printed positions as long as they come to the same; another refund is told at prices of its own. */
function positionsOfBack(part: Part, anew: Back | null): ReturnLine['positions'] {
  const printed = positionsBack(part);
  if (anew === null || anew.refundMinor === sumOf(printed)) return printed;
  return positionsOf(anew.refundMinor, part.to - part.from, part.line.unitPriceMinor);
}

function sumOf(positions: ReturnLine['positions']): number {
  return positions.reduce((sum, { netMinor }) => sum + netMinor, 0);
}
