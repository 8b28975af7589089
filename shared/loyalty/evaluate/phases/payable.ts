import { allocate } from '../../../money/allocate.ts';
import { mulDiv } from '../../../money/money.ts';
import { closes } from '../../compile/types.ts';
import type { CompiledWallet } from '../../compile/types.ts';
import type { Run } from '../types.ts';
import { roomOf } from './apply.ts';
import { everyLine } from './split.ts';

/** What one wallet's points may pay now: its lines, what is left of each, and the most that each can take. */
export type Payable = {
  readonly lines: readonly number[];
  readonly weights: readonly number[];
  readonly rooms: readonly number[];
  /** Goods that take so much together: the places of their lines in `lines`. */
  readonly caps: readonly Cap[];
  readonly baseMinor: number;
  /** All that the lines can take, their caps seen to. */
  readonly roomMinor: number;
};
type Cap = { readonly at: readonly number[]; readonly mostMinor: number };

export function payableBy(run: Run, wallet: CompiledWallet): Payable {
  const { payable, redemption, goodsCaps } = wallet;
  const { favourites } = run.plan.context;
  const lines: number[] = [];
  const weights: number[] = [];
  const rooms: number[] = [];
  let baseMinor = 0;
  let roomMinor = 0;
  for (const index of everyLine(run)) {
    const { closed, leftMinor, fact } = run.lines[index]!;
    if ((closed & closes.redemption) !== 0 || leftMinor === 0) continue;
    if (payable !== null && !payable(fact, favourites)) continue;
    let room = roomOf(run, index);
    if (redemption.lineCapBp !== undefined)
      room = Math.min(room, mulDiv(leftMinor, redemption.lineCapBp, 10_000, 'down'));
    lines.push(index);
    weights.push(leftMinor);
    rooms.push(room);
    baseMinor += leftMinor;
    roomMinor += room;
  }
  const caps = goodsCaps.length === 0 ? [] : capsOf(run, wallet, lines, weights);
  for (const cap of caps) {
    const free = sumAt(rooms, cap.at);
    roomMinor -= free - Math.min(free, cap.mostMinor);
  }
  return { lines, weights, rooms, caps, baseMinor, roomMinor };
}

/** The first cap whose goods a line is of governs it. */
function capsOf(run: Run, { goodsCaps }: CompiledWallet, lines: readonly number[], weights: readonly number[]): Cap[] {
  const groups = goodsCaps.map((): number[] => []);
  const { favourites } = run.plan.context;
  lines.forEach((index, at) => {
    const governs = goodsCaps.findIndex(({ goods }) => goods(run.lines[index]!.fact, favourites));
    groups[governs]?.push(at);
  });
  return groups.map((at, index) => ({
    at,
    mostMinor: mulDiv(sumAt(weights, at), goodsCaps[index]!.capBp, 10_000, 'down'),
  }));
}

/**
 * Spreads an amount that fits by what is left of each line. Lines of a cap that would get more than it together get exactly it,
 * spread the same way, and what did not fit is spread over the others anew.
 */
export function spread(amountMinor: number, { weights, rooms, caps }: Payable): number[] {
  if (caps.length === 0) return allocate(amountMinor, weights, rooms);
  const open = weights.slice();
  const full = weights.map(() => 0);
  let left = amountMinor;
  let loose = caps;
  for (;;) {
    const parts = allocate(left, open, rooms);
    const over = loose.filter(({ at, mostMinor }) => sumAt(parts, at) > mostMinor);
    if (over.length === 0) return parts.map((part, at) => part + full[at]!);
    loose = loose.filter((cap) => !over.includes(cap));
    for (const { at, mostMinor } of over) {
      const within = allocate(
        mostMinor,
        at.map((each) => open[each]!),
        at.map((each) => rooms[each]!),
      );
      at.forEach((each, index) => {
        full[each] = within[index]!;
        open[each] = 0;
      });
      left -= mostMinor;
    }
  }
}

function sumAt(values: readonly number[], places: readonly number[]): number {
  let sum = 0;
  for (const at of places) sum += values[at]!;
  return sum;
}
