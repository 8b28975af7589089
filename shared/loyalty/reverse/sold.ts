import type { CompiledActivity, GoodsTest } from '../compile/types.ts';
import type { ReturnInput } from '../engine.ts';
import type { OutcomeLine } from '../outcome.ts';
import { sumByLine } from './shares.ts';
import type { Part } from './shares.ts';

/** A return as the rules of its sale look at it. */
export type Back = {
  readonly input: ReturnInput;
  readonly parts: readonly Part[];
  /** Thousandths that earlier returns took, by line. */
  readonly before: ReadonlyMap<string, number>;
  /** Nothing of the sale stays with the buyer. */
  readonly whole: boolean;
};

export function backOf(input: ReturnInput, parts: readonly Part[], whole: boolean): Back {
  return { input, parts, before: sumByLine(input.returned), whole };
}

/** What was bought (not given) of these goods. */
export function soldLines({ input: { sale } }: Back, goods: GoodsTest | null): OutcomeLine[] {
  const favourites = new Set(sale.facts.member?.favourites);
  const facts = new Map(sale.facts.lines.map((line) => [line.id, line]));
  return sale.outcome.lines.filter(({ id, gift, free }) => {
    const fact = facts.get(id);
    return (
      gift === undefined && free === undefined && fact !== undefined && (goods === null || goods(fact, favourites))
    );
  });
}

/** Some of these lines come back now, and none did before. */
export function firstBack({ parts, before }: Back, lines: readonly string[]): boolean {
  return anyBack({ parts }, lines) && !lines.some((line) => (before.get(line) ?? 0) > 0);
}

export function anyBack({ parts }: Pick<Back, 'parts'>, lines: readonly string[]): boolean {
  return parts.some(({ line }) => lines.includes(line.id));
}

/** Goods that an activity names undo it as soon as any of them comes back; one that names none is undone with the whole sale. */
export function isUndone(back: Back, { goods }: Pick<CompiledActivity, 'goods'>): boolean {
  if (goods === null) return back.whole;
  return anyBack(
    back,
    soldLines(back, goods).map(({ id }) => id),
  );
}
