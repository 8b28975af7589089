import type { Account } from '../account.ts';
import type { Counter, Uses } from '../facts.ts';
import type { Given, SaleMoney } from '../outcome.ts';
import { dayNumberOf } from '../time/moment.ts';
import { usedOnceLess, usedOnceMore } from '../uses.ts';
import { setList } from './lists.ts';

/** What an account counts beside points and money. */

/** Days of history that are kept: a year and a month's grace. */
const historyDays = 400;

/** Each state told is one use more: two tills that knew nothing of each other are both counted. */
export function addUses(draft: Account, uses: readonly Uses[] = []): void {
  for (const { rule, day } of uses) {
    const known = draft.uses ?? [];
    const used = usedOnceMore(known, rule, day);
    draft.uses = known.some((each) => each.rule === rule)
      ? known.map((each) => (each.rule === rule ? used : each))
      : [...known, used];
  }
}

export function takeUses(draft: Account, unused: readonly Given[] = [], day: string | undefined): void {
  if (draft.uses === undefined || unused.length === 0) return;
  const rules = new Set(unused.map(({ promotion }) => promotion));
  setList(
    draft,
    'uses',
    draft.uses.flatMap((used) => {
      const left = rules.has(used.rule) ? usedOnceLess(used, day) : used;
      return left === null ? [] : [left];
    }),
  );
}

/** New states take the place of the old; one that counts nothing and reached nothing is none. */
export function setCounters(draft: Account, counters: readonly Counter[] = []): void {
  if (counters.length === 0) return;
  const others = (draft.counters ?? []).filter(
    (each) => !counters.some(({ challenge }) => challenge === each.challenge),
  );
  setList(draft, 'counters', [...others, ...counters.filter(({ count, reached }) => count > 0 || reached > 0)]);
}

/** Adds to the day's spend and purchases, and forgets days that nothing looks back to. A day that comes to nothing is left out. */
export function addHistory(draft: Account, day: string, spendMinor: number, purchases: number): void {
  const known = draft.history ?? [];
  const today = known.find((each) => each.day === day);
  const now = {
    day,
    spendMinor: (today?.spendMinor ?? 0) + spendMinor,
    purchases: Math.max(0, (today?.purchases ?? 0) + purchases),
  };
  const days = [...known.filter((each) => each !== today), now].toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const oldest = dayNumberOf(days.at(-1)!.day) - historyDays;
  setList(
    draft,
    'history',
    days.filter((each) => dayNumberOf(each.day) > oldest && (each.spendMinor !== 0 || each.purchases > 0)),
  );
}

/** A return takes from the day of its sale, as far as that is remembered. */
export function takeHistory(draft: Account, day: string, spendMinor: number, purchases: number): void {
  if (draft.history?.some((each) => each.day === day)) addHistory(draft, day, -spendMinor, -purchases);
}

type Earning = NonNullable<Account['earning']>;

/** Receipts that earned on the day of the last of them. A return takes none back: the day's limit is there against abuse. */
export function addEarning(draft: Account, day: string): void {
  const before: Earning = draft.earning ?? { day, receipts: 0 };
  if (day < before.day) return;
  draft.earning = { day, receipts: before.day === day ? before.receipts + 1 : 1 };
}

type Units = NonNullable<SaleMoney['bought']>;

export function addBought(draft: Account, units: Units = [], sign: 1 | -1 = 1): void {
  for (const { sku, quantity } of units) {
    const known = draft.bought ?? [];
    const before = known.find((each) => each.sku === sku)?.quantity ?? 0;
    const now = { sku, quantity: Math.max(0, before + sign * quantity) };
    setList(
      draft,
      'bought',
      [...known.filter((each) => each.sku !== sku), now]
        .filter((each) => each.quantity > 0)
        .toSorted((a, b) => (a.sku < b.sku ? -1 : 1)),
    );
  }
}
