import type { SaleMoney } from '../../outcome.ts';
import type { BoughtLine } from './receipt.ts';

type Units = NonNullable<SaleMoney['bought']>;

/** What the receipt adds to the units bought of goods that gifts are chosen among. */
export function boughtOf(chosenAmong: ReadonlySet<string>, bought: readonly BoughtLine[]): Units {
  const units = new Map<string, number>();
  if (chosenAmong.size > 0)
    for (const { fact, quantity } of bought)
      if (chosenAmong.has(fact.sku)) units.set(fact.sku, (units.get(fact.sku) ?? 0) + quantity);
  return [...units].map(([sku, quantity]) => ({ sku, quantity }));
}

/** Bought ever, by sku, this receipt included. */
export function boughtUnits(
  chosenAmong: ReadonlySet<string>,
  bought: readonly BoughtLine[],
  before: Units,
): ReadonlyMap<string, number> {
  const units = new Map(before.map(({ sku, quantity }) => [sku, quantity]));
  for (const { sku, quantity } of boughtOf(chosenAmong, bought)) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return units;
}
