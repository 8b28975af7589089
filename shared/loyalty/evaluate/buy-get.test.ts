import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { reverse } from '../reverse/reverse.ts';
import type { Facts } from '../facts.ts';
import type { Give, Promotion } from '../programme/schema.ts';
import { facts, line, member, programme, promotion } from '../testing/build.ts';
import { nets, quote, reasons } from '../testing/quote.ts';

const skus = (...ids: string[]) => ({ skus: ids });
type Cheapest = Omit<Extract<Give, { kind: 'cheapestFree' }>, 'kind'>;
type Get = Extract<Give, { kind: 'buyGet' }>['get'];

function cheapest(give: Cheapest, rest: Partial<Promotion> = {}): Promotion {
  return promotion('set', { kind: 'cheapestFree', ...give }, rest);
}
function buyGet(buy: number, get: Get, rest: Partial<Promotion> = {}): Promotion {
  return promotion('set', { kind: 'buyGet', buy, get }, rest);
}
const off = (rule: Promotion, lines: Facts['lines']) => quote([rule], facts(lines)).totals.discountMinor;

describe('the cheapest of so many', () => {
  const prices = (...all: number[]) => all.map((price, index) => line(`p${index}`, price));

  it('may be several: of five the two cheapest', () => {
    expect(off(cheapest({ outOf: 5, free: 2 }), prices(500, 100, 400, 200, 300))).toBe(300);
    expect(off(cheapest({ outOf: 5, free: 2 }), prices(500, 100, 400, 200))).toBe(0);
  });

  it('may be cheaper by a rate: the second at half price, half up', () => {
    expect(off(cheapest({ outOf: 2, rateBp: 5000 }), prices(999, 501))).toBe(251);
    // One percentage of the two cheapest together: 3 % of 3.33 is 0.10.
    expect(off(cheapest({ outOf: 3, free: 2, rateBp: 300 }), prices(999, 166, 167))).toBe(10);
  });

  it('of one line is the same for every set, and every unit costs the same', () => {
    const outcome = quote([cheapest({ outOf: 3, rateBp: 5000 })], facts([line('a', 999, { quantity: 7000 })]));
    // Two sets of three: 5.00 off each; the seventh unit is alone.
    expect(outcome.totals.discountMinor).toBe(1000);
    expect(outcome.lines[0]!.positions).toEqual([
      { quantity: 1000, unitNetMinor: 999, netMinor: 999 },
      { quantity: 2000, unitNetMinor: 833, netMinor: 1666 },
      { quantity: 4000, unitNetMinor: 832, netMinor: 3328 },
    ]);
  });

  it('W33: two bicycles at 500.00, the second free for those who joined by the link of the week', () => {
    const week = cheapest({ outOf: 2 }, { when: { audience: { links: ['week'] } } });
    const rent = (joinedBy: string) =>
      quote([week], facts([line('bike', 50_000, { quantity: 2000 })], { member: member({ joinedBy }) })).totals
        .netMinor;
    expect([rent('week'), rent('spring')]).toEqual([50_000, 100_000]);
  });
});

describe('buy some, get others', () => {
  const twoForOne = buyGet(2, { goods: skus('tea'), units: 1 }, { when: { goods: skus('cake') } });

  it('for every two cakes one tea is free, spread over all three', () => {
    const outcome = quote([twoForOne], facts([line('cake', 30_000, { quantity: 2000 }), line('tea', 15_000)]));
    expect(outcome.totals.netMinor).toBe(60_000);
    expect(nets(outcome)).toEqual([48_000, 12_000]);
  });

  it('needs a full purchase and something to give', () => {
    const told = (cakes: number, teas: number) => {
      const lines = [line('cake', 30_000, { quantity: cakes }), line('tea', 15_000, { quantity: teas })];
      const outcome = quote([twoForOne], facts(lines));
      return outcome.totals.discountMinor || reasons(outcome).join();
    };
    expect(told(1000, 1000)).toBe('set goods.tooFew');
    expect(told(2000, 1000)).toBe(15_000);
    expect(told(3000, 5000)).toBe(15_000);
    expect(told(4000, 5000)).toBe(30_000);
    expect(told(6000, 2000)).toBe(30_000);
    expect(reasons(quote([twoForOne], facts([line('cake', 30_000, { quantity: 2000 })])))).toEqual([
      'set goods.tooFew',
    ]);
    expect(quote([twoForOne], facts([line('tea', 15_000)])).rejections).toEqual([]);
  });

  it('gives fewer where fewer are left to give', () => {
    const two = buyGet(1, { goods: skus('tea'), units: 2 }, { when: { goods: skus('cake') } });
    expect(off(two, [line('cake', 9000, { quantity: 2000 }), line('tea', 100, { quantity: 3000 })])).toBe(300);
  });

  it('counts the dearest as bought and gives the cheapest', () => {
    const any = buyGet(2, { goods: {}, units: 1 });
    expect(off(any, [line('a', 100), line('b', 900), line('c', 500)])).toBe(100);
    // 900 and 700 buy the 100; 500 and 400 buy the 200; the 300 is alone.
    const many = [100, 200, 300, 400, 500, 700, 900].map((price) => line(`p${price}`, price));
    expect(off(any, many)).toBe(300);
    expect(off(any, many.toReversed())).toBe(300);
  });

  it('of one good never uses a unit twice', () => {
    const same = buyGet(2, { goods: skus('a'), units: 1 }, { when: { goods: skus('a') } });
    const units = (quantity: number) => off(same, [line('a', 1000, { quantity })]);
    expect([2000, 3000, 5000, 6000, 9000].map(units)).toEqual([0, 1000, 1000, 2000, 3000]);
  });

  it('may be cheaper by a rate, half up per set', () => {
    const half = buyGet(1, { goods: skus('b'), units: 1, rateBp: 5000 }, { when: { goods: skus('a') } });
    expect(off(half, [line('a', 1000), line('b', 333)])).toBe(167);
    // Three sets of 1.67.
    expect(off(half, [line('a', 1000, { quantity: 3000 }), line('b', 333, { quantity: 3000 })])).toBe(501);
  });

  it('leaves weighed goods, closed lines and minimum prices alone', () => {
    const weighed = line('tea', 15_000, { byWeight: true, quantity: 2000 });
    expect(off(twoForOne, [line('cake', 30_000, { quantity: 2000 }), weighed])).toBe(0);
    const tobacco = line('tea', 15_000, { discountable: false });
    expect(off(twoForOne, [line('cake', 30_000, { quantity: 2000 }), tobacco])).toBe(0);
    // The tea may not go below 14.00 and the cakes not below 29.95: 1.10 is all there is.
    const floored = [
      line('cake', 3000, { quantity: 2000, minPriceMinor: 2995 }),
      line('tea', 1500, { minPriceMinor: 1400 }),
    ];
    expect(off(twoForOne, floored)).toBe(110);
  });

  it('is quick with thousands of units', () => {
    const same = buyGet(2, { goods: skus('a'), units: 1 }, { when: { goods: skus('a') } });
    expect(off(same, [line('a', 100, { quantity: 74_215_000 })])).toBe(24_738 * 100);
  });

  it('a unit returned is refunded at what its position says', () => {
    const rules = programme([twoForOne]);
    const sale = facts([line('cake', 30_000, { quantity: 2000 }), line('tea', 15_000)]);
    const sold = { facts: sale, outcome: quote(rules, sale) };
    const back = (id: string) =>
      reverse(compile(rules), { sale: sold, returned: [], lines: [{ line: id, quantity: 1000 }], facts: sale }).totals
        .refundMinor;
    expect([back('cake'), back('tea')]).toEqual([24_000, 12_000]);
  });
});

describe('a bundle bought several times', () => {
  it('costs so many times its price, each one split alike', () => {
    const menu = promotion('menu', {
      kind: 'bundlePrice',
      parts: [skus('soup'), skus('main'), skus('tea')],
      priceMinor: 29_900,
    });
    const lines = [
      line('soup', 15_000, { quantity: 3000 }),
      line('main', 9000, { quantity: 3000 }),
      line('tea', 11_000, { quantity: 3000 }),
    ];
    const outcome = quote([menu], facts(lines));
    expect(nets(outcome)).toEqual([38_442, 23_067, 28_191]);
    expect(outcome.lines[0]!.positions).toEqual([{ quantity: 3000, unitNetMinor: 12_814, netMinor: 38_442 }]);
  });

  it('to the kopeck, where what is left of a unit is no whole kopeck', () => {
    const off10 = promotion('off', { kind: 'linePercent', rateBp: 1000 });
    const pair = promotion('pair', { kind: 'bundlePrice', parts: [skus('a'), skus('b')], priceMinor: 1000 });
    const lines = [line('a', 777, { quantity: 3000 }), line('b', 555, { quantity: 3000 })];
    expect(quote([off10, pair], facts(lines)).totals.netMinor).toBe(3000);
  });
});
