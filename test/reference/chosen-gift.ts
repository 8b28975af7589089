import type { GiftGood } from '../../shared/loyalty/facts.ts';
import type { Grant } from '../../shared/loyalty/programme/schema.ts';
import { isGiven } from './state.ts';
import type { Sale } from './state.ts';

type Choice = Extract<Grant, { kind: 'gift' }>['sku'];

/** The good of a gift: named, by an attribute of the member, or the one they bought most. */
export function chosenGift(sale: Sale, choice: Choice): GiftGood | undefined {
  const sku = skuOf(sale, choice);
  return sku === undefined ? undefined : sale.facts.goods?.find((good) => good.sku === sku);
}

function skuOf(sale: Sale, choice: Choice): string | undefined {
  if (typeof choice === 'string') return choice;
  if ('byAttribute' in choice) {
    const value = sale.member?.attributes?.[choice.byAttribute];
    return value === undefined ? undefined : choice.skus[value];
  }
  const bought = choice.mostBought.map((sku) => boughtOf(sale, sku));
  const most = Math.max(...bought);
  return most === 0 ? undefined : choice.mostBought[bought.indexOf(most)];
}

/** With this receipt counted. */
function boughtOf({ member, lines }: Sale, sku: string): number {
  const before = member?.bought?.find((each) => each.sku === sku)?.quantity ?? 0;
  const now = lines.filter((line) => line.good.sku === sku && !isGiven(line));
  return now.reduce((sum, { quantity }) => sum + Number(quantity), before);
}

/** Units of goods that some gift is chosen among, by the receipt. */
export function boughtOut(sale: Sale): { sku: string; quantity: number }[] {
  const { programme, facts, lines } = sale;
  const grants = [
    ...(programme.activities ?? []),
    ...(programme.challenges ?? []),
    ...(programme.rewards ?? []),
  ].flatMap(({ give }) => give);
  const skus = grants.flatMap((grant) =>
    grant.kind === 'gift' && typeof grant.sku === 'object' && 'mostBought' in grant.sku ? grant.sku.mostBought : [],
  );
  if (facts.member === null) return [];
  const inBasket = [...new Set(lines.filter((line) => !isGiven(line)).map(({ good }) => good.sku))];
  return inBasket
    .filter((sku) => skus.includes(sku))
    .flatMap((sku) => {
      const own = lines.filter((line) => line.good.sku === sku && !isGiven(line));
      const quantity = own.reduce((sum, line) => sum + Number(line.quantity), 0);
      return quantity === 0 ? [] : [{ sku, quantity }];
    });
}
