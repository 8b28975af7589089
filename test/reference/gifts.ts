import { big, least, total } from './arithmetic.ts';
import { isStrong, openEntitlements } from './conditions.ts';
import { budgetLeft } from './limits.ts';
import { lineOf, takeGift } from './normalise.ts';
import { containsHolds, inOrder, stands, thresholdHolds } from './select.ts';
import { addGiven, isGiven, takeOff } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';

type Gift = { entitlement: string; good: Line['good']; quantity: bigint };

/** Phase 1: units that gifts and free goods will take count nowhere, so they are set aside before anything else. */
export function setAside(sale: Sale): void {
  for (const rule of rulesOf(sale, 'gift')) {
    for (const gift of giftsOf(sale, rule)) {
      for (const [index, line] of takeScanned(sale, gift.good.sku, gift.quantity, '').entries()) {
        line.gift = gift.entitlement;
        line.id = `gift:${gift.entitlement}${index === 0 ? '' : `:${index + 1}`}`;
      }
    }
  }
  for (const rule of rulesOf(sale, 'freeGood')) {
    if (rule.give.kind !== 'freeGood') continue;
    const lines = takeScanned(sale, rule.give.sku, big(rule.give.units) * 1000n, '');
    for (const [index, line] of lines.entries()) {
      line.free = rule.id;
      line.id = `free:${rule.id}${index === 0 ? '' : `:${index + 1}`}`;
    }
  }
}

/** Those whose conditions other than thresholds hold. */
function rulesOf(sale: Sale, kind: 'gift' | 'freeGood'): Rule[] {
  return sale.rules
    .filter(({ give }) => give.kind === kind)
    .filter((rule) => !sale.refused.has(rule.id) && sale.choice(rule, null) && stands(sale, rule))
    .toSorted(inOrder);
}

function giftsOf(sale: Sale, rule: Rule): Gift[] {
  if (!isStrong(sale.member, sale.programme.identification?.minimumForGifts ?? 'phoneCode')) return [];
  return openEntitlements(sale, rule).flatMap(({ id, gift }) =>
    gift === undefined ? [] : [{ entitlement: id, good: gift, quantity: big(gift.quantity) }],
  );
}

function takeScanned(sale: Sale, sku: string, quantity: bigint, id: string): Line[] {
  const taken: Line[] = [];
  let missing = quantity;
  for (const line of sale.lines.filter((each) => each.good.sku === sku && !isGiven(each))) {
    if (missing === 0n) break;
    const part = takeGift(sale.lines, line, least(missing, line.quantity), id);
    missing -= part.quantity;
    taken.push(part);
  }
  return taken;
}

/**
 * Phase 6: gifts, then free goods, at zero price however low their floor. A rule that fails here is refused: its units were bought
 * after all, and the sale is computed anew without it.
 */
export function gifts(sale: Sale): void {
  for (const rule of rulesOf(sale, 'gift')) {
    for (const gift of giftsOf(sale, rule)) {
      let lines = sale.lines.filter((line) => line.gift === gift.entitlement);
      if (!passes(sale, rule)) {
        sale.refused.add(rule.id);
        continue;
      }
      if (lines.length === 0) lines = add(sale, `gift:${gift.entitlement}`, gift.good, gift.quantity);
      for (const line of lines) {
        line.gift = gift.entitlement;
        giveAway(sale, rule, line);
      }
    }
  }
  for (const rule of rulesOf(sale, 'freeGood')) freeGood(sale, rule);
}

function freeGood(sale: Sale, rule: Rule): void {
  if (rule.give.kind !== 'freeGood') return;
  const { sku, units, from } = rule.give;
  const lines = sale.lines.filter((line) => line.free === rule.id);
  if (!passes(sale, rule)) {
    sale.refused.add(rule.id);
    return;
  }
  let missing = big(units) * 1000n;
  for (const line of lines) missing -= line.quantity;
  const good = sale.facts.goods?.find((each) => each.sku === sku);
  if (from === 'extra' && missing > 0n && good !== undefined) {
    const id = lines.length === 0 ? `free:${rule.id}` : `free:${rule.id}:${lines.length + 1}`;
    lines.push(...add(sale, id, good, missing));
  }
  const budget = budgetLeft(sale, rule);
  if (budget !== null && total(lines.map(({ gross }) => gross)) > budget) {
    sale.refused.add(rule.id);
    return;
  }
  for (const line of lines) {
    line.free = rule.id;
    giveAway(sale, rule, line);
  }
}

function passes(sale: Sale, { when = {} }: Rule): boolean {
  return containsHolds(sale, when) && thresholdHolds(sale, when);
}

/** A line nobody scanned; goods by weight or with a mark must be scanned. */
function add(sale: Sale, id: string, good: Line['good'], quantity: bigint): Line[] {
  if (good.byWeight === true || good.marked === true) return [];
  const line = lineOf(id, [], good, quantity, big(good.unitPriceMinor));
  sale.lines.push(line);
  return [line];
}

function giveAway(sale: Sale, rule: Rule, line: Line): void {
  takeOff(sale, rule, line, line.gross);
  // A gift that costs nothing is a gift.
  addGiven(sale, rule.id, 0n);
}
