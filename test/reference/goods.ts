import type { MemberFacts } from '../../shared/loyalty/facts.ts';
import type { Goods } from '../../shared/loyalty/programme/when.ts';
import type { Line } from './state.ts';

type Good = Line['good'];

/** Whether a good is among those: any entry of every list, none of the exceptions. */
export function matches(goods: Goods | undefined, good: Good, member: MemberFacts | null): boolean {
  if (goods === undefined) return true;
  for (const answer of lists(goods, good)) if (!answer) return false;
  if (goods.favourite === true && !(good.categories ?? []).some((each) => member?.favourites?.includes(each)))
    return false;
  return goods.except === undefined || !lists(goods.except, good).some((answer) => answer);
}

/** For every list that is given, whether the good is in it. */
function lists(goods: Omit<Goods, 'favourite' | 'except'>, good: Good): boolean[] {
  const answers: boolean[] = [];
  const has = (list: string[] | undefined, names: (string | undefined)[]) => {
    if (list !== undefined) answers.push(names.some((name) => name !== undefined && list.includes(name)));
  };
  has(goods.skus, [good.sku]);
  has(goods.categories, good.categories ?? []);
  has(goods.brands, [good.brand]);
  has(goods.tags, good.tags ?? []);
  has(goods.partners, [good.partner]);
  return answers;
}
