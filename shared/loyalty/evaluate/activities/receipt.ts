import { reaches } from '../../compile/comparisons.ts';
import { closes } from '../../compile/types.ts';
import type { Asks, GoodsTest } from '../../compile/types.ts';
import type { FactLine } from '../../facts.ts';
import type { Because } from '../../outcome.ts';
import type { GrantRefusal } from '../../grants/source.ts';
import { toBecause } from '../because.ts';
import type { Run } from '../types.ts';

/** What is bought of a base line as the phases left it: units of gifts and free goods have lines of their own. */
export type BoughtLine = {
  readonly id: string;
  readonly fact: FactLine;
  readonly quantity: number;
  readonly grossMinor: number;
  readonly netMinor: number;
  /** Of the units that may still earn: the good allows it and no promotion closed them. */
  readonly earning: { readonly grossMinor: number; readonly netMinor: number };
};

export function boughtLines(run: Run): BoughtLine[] {
  const bought: BoughtLine[] = [];
  for (let place = 0; place < run.plan.lines.length; place += 1) {
    const sums = { quantity: 0, grossMinor: 0, netMinor: 0 };
    const earning = { grossMinor: 0, netMinor: 0 };
    for (const index of [place, ...(run.splits.get(place) ?? [])]) {
      const { quantity, grossMinor, leftMinor, closed } = run.lines[index]!;
      sums.quantity += quantity;
      sums.grossMinor += grossMinor;
      sums.netMinor += leftMinor;
      if ((closed & closes.accrual) !== 0) continue;
      earning.grossMinor += grossMinor;
      earning.netMinor += leftMinor;
    }
    const { id, fact } = run.lines[place]!;
    if (sums.quantity > 0) bought.push({ id, fact, ...sums, earning });
  }
  return bought;
}

/** What an activity's or a challenge's `when` finds in the receipt. Silent: it concerns none of the goods and no code shown. */
export type Found =
  | { kind: 'silent' }
  | { kind: 'refused'; refusal: GrantRefusal }
  | { kind: 'holds'; lines: readonly BoughtLine[]; because: readonly Because[] };

/** `limits` are asked where a promotion's would be: after the receipt's conditions, before goods and thresholds. */
export function findIn(
  run: Run,
  bought: readonly BoughtLine[],
  asks: Asks,
  limits: () => GrantRefusal | null = () => null,
): Found {
  const { context } = run.plan;
  const lines = matching(run, bought, asks.goods);
  if (lines.length === 0 && (asks.code === null || !context.codes.includes(asks.code))) return { kind: 'silent' };
  for (const condition of asks.conditions)
    if (!condition.holds(context))
      return refused({ reason: condition.reason, because: [toBecause(condition, context)] });
  const limited = limits();
  if (limited) return refused(limited);
  if (lines.length === 0)
    return refused({
      reason: 'goods.none',
      because: [{ fact: 'lines', operator: 'match', expected: asks.goodsSaid, actual: 0 }],
    });
  const amounts = amountsOf(run, bought, asks);
  const unmet = amounts.find(({ holds }) => !holds);
  if (unmet) return refused({ reason: unmet.reason, because: [unmet.because] });
  return { kind: 'holds', lines, because: becauseOf(run, asks, lines, amounts) };
}

function refused(refusal: GrantRefusal): Found {
  return { kind: 'refused', refusal };
}

type Amount = { holds: boolean; reason: 'basket.threshold' | 'goods.notContained'; because: Because };

function amountsOf(run: Run, bought: readonly BoughtLine[], { threshold, contains }: Asks): Amount[] {
  const amounts: Amount[] = [];
  if (threshold !== null) {
    const { operator, valueMinor } = threshold;
    const actual = sumOf(matching(run, bought, threshold.goods), ({ netMinor }) => netMinor);
    const because: Because = { fact: 'lines.leftMinor', operator, expected: valueMinor, actual };
    amounts.push({ holds: reaches(actual, operator, valueMinor), reason: 'basket.threshold', because });
  }
  if (contains !== null) {
    const expected = contains.quantity;
    const actual = sumOf(matching(run, bought, contains.goods), ({ quantity }) => quantity);
    const because: Because = { fact: 'lines.quantity', operator: 'atLeast', expected, actual };
    amounts.push({ holds: actual >= expected, reason: 'goods.notContained', because });
  }
  return amounts;
}

function becauseOf(run: Run, asks: Asks, lines: readonly BoughtLine[], amounts: readonly Amount[]): Because[] {
  return [
    ...(asks.goodsSaid === null
      ? []
      : [{ fact: 'lines', operator: 'match', expected: asks.goodsSaid, actual: lines.length } as const]),
    ...asks.conditions.map((condition) => toBecause(condition, run.plan.context)),
    ...amounts.map(({ because }) => because),
  ];
}

function matching({ plan }: Run, bought: readonly BoughtLine[], goods: GoodsTest | null): readonly BoughtLine[] {
  return goods === null ? bought : bought.filter(({ fact }) => goods(fact, plan.context.favourites));
}

export function sumOf<T>(items: readonly T[], read: (item: T) => number): number {
  let sum = 0;
  for (const item of items) sum += read(item);
  return sum;
}
