import type { When } from '../../shared/loyalty/programme/schema.ts';
import { big, compare, total } from './arithmetic.ts';
import { holds } from './conditions.ts';
import { matches } from './goods.ts';
import { isUsedUp } from './limits.ts';
import { isGiven, leftOf } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';

/** The rules of these kinds that pass, in their order. Thresholds read what is left at this moment: call it as the phase begins. */
export function passing(sale: Sale, ...kinds: Rule['give']['kind'][]): Rule[] {
  return sale.rules
    .filter(({ give }) => kinds.includes(give.kind))
    .filter((rule) => sale.choice(rule, null) && stands(sale, rule))
    .filter(({ when = {} }) => containsHolds(sale, when) && thresholdHolds(sale, when))
    .toSorted(inOrder);
}

/** Its conditions other than thresholds hold, and its goods (of a bundle that names none, those of a part) are in the basket; a gift that asks for no goods brings its own. */
export function stands(sale: Sale, rule: Rule): boolean {
  const { give, when } = rule;
  const own = give.kind === 'gift' && when?.goods === undefined;
  const concerned = give.kind === 'bundlePrice' && when?.goods === undefined ? give.parts : [when?.goods];
  const inBasket = sale.lines.some(
    ({ from, good, hostDiscount }) =>
      from.length > 0 &&
      concerned.some((goods) => matches(goods, good, sale.member)) &&
      (give.kind !== 'host' || hostDiscount > 0n),
  );
  return holds(sale, rule) && !isUsedUp(sale, rule) && (own || inBasket);
}

export function inOrder(a: Rule, b: Rule): number {
  return compare(a.priority, b.priority) || compare(a.id, b.id);
}

/** What is left on the lines (of these goods), closed ones too, gift units not. */
export function thresholdHolds(sale: Sale, { basket }: When): boolean {
  if (basket === undefined) return true;
  const counted = sale.lines.filter((line) => !isGiven(line) && matches(basket.goods, line.good, sale.member));
  const left = total(counted.map(leftOf));
  return basket.operator === 'over' ? left > big(basket.valueMinor) : left >= big(basket.valueMinor);
}

export function containsHolds(sale: Sale, { contains }: When): boolean {
  if (contains === undefined) return true;
  const counted = sale.lines.filter((line) => !isGiven(line) && matches(contains.goods, line.good, sale.member));
  return total(counted.map(({ quantity }) => quantity)) >= big(contains.quantity);
}

/** The lines a discount may touch: its goods, no gift units, neither flag nor earlier rule in the way, something left. */
export function discountable(sale: Sale, rule: Rule, goods = rule.when?.goods): Line[] {
  return sale.lines.filter(
    (line) =>
      !isGiven(line) &&
      line.good.discountable !== false &&
      !line.closedTo.discounts &&
      leftOf(line) > 0n &&
      matches(goods, line.good, sale.member) &&
      sale.choice(rule, line.id),
  );
}
