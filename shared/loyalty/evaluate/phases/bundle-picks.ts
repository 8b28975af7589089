/** Units of one line that no bundle took yet. */
export type Stock = { line: number; units: number };
export type Picks = Map<Stock, number>;

/**
 * A unit for each part: the first of its choices that leaves one for every part after it. Null where the parts can't all be filled.
 * Mostly the first choices will do, and nothing else is looked at.
 */
export function pickForAll(choices: readonly (readonly Stock[])[]): Picks | null {
  const picks: Picks = new Map();
  let at = 0;
  for (; at < choices.length; at += 1) {
    const pick = choices[at]!.find((each) => hasUnit(each, picks));
    if (!pick) break;
    take(pick, picks);
  }
  return at === choices.length ? picks : pickWithCare(choices);
}

function pickWithCare(choices: readonly (readonly Stock[])[]): Picks | null {
  if (!canFill(choices, new Map())) return null;
  const picks: Picks = new Map();
  for (const [at, own] of choices.entries()) {
    const rest = choices.slice(at + 1);
    const pick = own.find((each) => hasUnit(each, picks) && canFill(rest, taken(each, picks)))!;
    take(pick, picks);
  }
  return picks;
}

/** By augmenting paths: a part takes a unit that is free, or one whose part finds another. */
function canFill(choices: readonly (readonly Stock[])[], picks: Picks): boolean {
  const holders = new Map<Stock, number[]>();
  const find = (part: number, seen: Set<Stock>): boolean => {
    for (const stock of choices[part]!) {
      if (seen.has(stock)) continue;
      seen.add(stock);
      const held = holders.get(stock) ?? [];
      const free = stock.units - (picks.get(stock) ?? 0) - held.length;
      const moved = free > 0 ? -1 : held.findIndex((other) => find(other, seen));
      if (free <= 0 && moved === -1) continue;
      if (moved !== -1) held.splice(moved, 1);
      holders.set(stock, [...held, part]);
      return true;
    }
    return false;
  };
  return choices.every((_, part) => find(part, new Set()));
}

function hasUnit(stock: Stock, picks: Picks): boolean {
  return stock.units > (picks.get(stock) ?? 0);
}

function taken(stock: Stock, picks: Picks): Picks {
  const more = new Map(picks);
  take(stock, more);
  return more;
}

function take(stock: Stock, picks: Picks): void {
  picks.set(stock, (picks.get(stock) ?? 0) + 1);
}
