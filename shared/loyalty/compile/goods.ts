import type { FactLine } from '../facts.ts';
import type { Goods } from '../programme/schema.ts';
import type { GoodsTest } from './types.ts';

type Lists = Omit<Goods, 'except'>;
type Test = (line: FactLine) => boolean;

/** A good matches any entry of every list given, and none of `except`. Null when every good matches. */
export function goodsTest(goods: Goods | undefined): GoodsTest | null {
  if (!goods) return null;
  const wanted = listTests(goods);
  const unwanted = goods.except ? listTests(goods.except) : [];
  if (wanted.length === 0 && unwanted.length === 0) return null;
  const isWanted = every(wanted);
  if (unwanted.length === 0) return isWanted;
  const isUnwanted = every(unwanted);
  return (line) => isWanted(line) && !isUnwanted(line);
}

function every(tests: readonly Test[]): Test {
  const [only, another] = tests;
  if (only && !another) return only;
  return (line) => tests.every((test) => test(line));
}

function listTests({ skus, categories, brands, tags }: Lists): Test[] {
  const tests: Test[] = [];
  if (skus) tests.push(includesSku(new Set(skus)));
  if (brands) tests.push(includesBrand(new Set(brands)));
  if (categories) tests.push(includesAny(new Set(categories), (line) => line.categories));
  if (tags) tests.push(includesAny(new Set(tags), (line) => line.tags));
  return tests;
}

function includesSku(skus: ReadonlySet<string>): Test {
  return (line) => skus.has(line.sku);
}

function includesBrand(brands: ReadonlySet<string>): Test {
  return (line) => line.brand !== undefined && brands.has(line.brand);
}

function includesAny(wanted: ReadonlySet<string>, read: (line: FactLine) => readonly string[] | undefined): Test {
  return (line) => {
    const values = read(line);
    if (values === undefined) return false;
    for (const value of values) if (wanted.has(value)) return true;
    return false;
  };
}
