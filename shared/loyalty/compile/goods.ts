import type { FactLine } from '../facts.ts';
import type { Goods } from '../programme/schema.ts';
import type { GoodsTest } from './types.ts';

type Lists = Omit<Goods, 'except'>;

/**
 * A good matches any entry of every list given, and none of `except`. Null when every good matches. The member's favourites are
 * handed to every test; only those that ask for them look.
 */
export function goodsTest(goods: Goods | undefined): GoodsTest | null {
  if (!goods) return null;
  const wanted = listTests(goods);
  const unwanted = goods.except ? listTests(goods.except) : [];
  if (wanted.length === 0 && unwanted.length === 0) return null;
  const isWanted = every(wanted);
  if (unwanted.length === 0) return isWanted;
  const isUnwanted = every(unwanted);
  return (line, favourites) => isWanted(line, favourites) && !isUnwanted(line, favourites);
}

function every(tests: readonly GoodsTest[]): GoodsTest {
  const [only, another] = tests;
  if (only && !another) return only;
  return (line, favourites) => tests.every((test) => test(line, favourites));
}

function listTests({ skus, categories, brands, tags, partners, favourite }: Lists): GoodsTest[] {
  const tests: GoodsTest[] = [];
  if (skus) tests.push(includesSku(new Set(skus)));
  if (brands) tests.push(includesBrand(new Set(brands)));
  if (categories) tests.push(includesAny(new Set(categories), (line) => line.categories));
  if (tags) tests.push(includesAny(new Set(tags), (line) => line.tags));
  if (partners) tests.push(includesPartner(new Set(partners)));
  if (favourite) tests.push(isFavourite);
  return tests;
}

function includesSku(skus: ReadonlySet<string>): GoodsTest {
  return (line) => skus.has(line.sku);
}

function includesBrand(brands: ReadonlySet<string>): GoodsTest {
  return (line) => line.brand !== undefined && brands.has(line.brand);
}

function includesAny(wanted: ReadonlySet<string>, read: (line: FactLine) => readonly string[] | undefined): GoodsTest {
  return (line) => {
    const values = read(line);
    if (values === undefined) return false;
    for (const value of values) if (wanted.has(value)) return true;
    return false;
  };
}

function includesPartner(partners: ReadonlySet<string>): GoodsTest {
  return (line) => line.partner !== undefined && partners.has(line.partner);
}

function isFavourite({ categories }: FactLine, favourites: ReadonlySet<string>): boolean {
  return categories !== undefined && categories.some((category) => favourites.has(category));
}
