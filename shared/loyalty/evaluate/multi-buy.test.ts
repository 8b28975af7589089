import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { Facts } from '../facts.ts';
import { reverse } from '../reverse/reverse.ts';
import { earns, facts, line, lot, member, programme, promotion } from '../testing/build.ts';
import { allPoints, nets, quote, reasons } from '../testing/quote.ts';

const second = promotion('second', { kind: 'cheapestFree', outOf: 2 });
const skus = (...ids: string[]) => ({ skus: ids });

describe('the cheapest of so many free', () => {
  const pair = facts([line('a', 3_000_000), line('b', 2_500_000)]);

  it('W15: of two at 30 000 and 25 000 the sum is 30 000.00, spread over both', () => {
    const outcome = quote([second], pair);
    expect(outcome.totals.netMinor).toBe(3_000_000);
    expect(nets(outcome)).toEqual([1_636_364, 1_363_636]);
  });

  it('W22: the dearer one returned refunds 16 363.64', () => {
    const compiled = compile(programme([second]));
    const sale = { facts: pair, outcome: quote([second], pair) };
    const back = reverse(compiled, { sale, returned: [], lines: [{ line: 'a', quantity: 1000 }], facts: pair });
    expect(back.totals.refundMinor).toBe(1_636_364);
  });

  it('W33: the second of two at 500.00 is free for the segment of the link, and for no other', () => {
    const week = { ...second, when: { audience: { segments: ['week'] } } };
    const rent = (segments: string[]) =>
      quote([week], facts([line('bike', 50_000, { quantity: 2000 })], { member: member({ segments }) })).totals
        .netMinor;
    expect(rent(['week'])).toBe(50_000);
    expect(rent(['other'])).toBe(100_000);
  });

  it('puts the dearest together, whatever the order of scans', () => {
    const prices = [100, 900, 500, 300, 700];
    const totals = [prices, prices.toReversed()].map((order) =>
      quote([second], facts(order.map((price) => line(`p${price}`, price)))),
    );
    // 900 + 700 and 500 + 300; the 100 is alone.
    expect(totals.map(({ totals: { discountMinor } }) => discountMinor)).toEqual([1000, 1000]);
    const alone = totals[0]!.lines.find(({ id }) => id === 'p100');
    expect(alone!.discounts).toEqual([]);
  });

  it('tells units that took no part at their own price, as positions of the same line', () => {
    const outcome = quote([second], facts([line('a', 1000, { quantity: 3000 })]));
    expect(outcome.lines).toHaveLength(1);
    expect(outcome.lines[0]).toMatchObject({
      quantity: 3000,
      netMinor: 2000,
      discounts: [{ rule: 'second', amountMinor: 1000 }],
      positions: [
        { quantity: 1000, unitNetMinor: 1000, netMinor: 1000 },
        { quantity: 2000, unitNetMinor: 500, netMinor: 1000 },
      ],
    });
    expect(outcome.effects).toMatchObject([
      { rule: 'second', amount: 1000, allocations: [{ line: 'a', amount: 1000 }] },
    ]);
  });

  it('closes only the units of its sets for later rules', () => {
    const closing = { ...second, keeps: { discounts: false, redemption: false, accrual: false } };
    const ten = promotion('ten', { kind: 'basketPercent', rateBp: 1000 });
    const buyer = member({ lots: [lot('l', 100)] });
    const sale = facts([line('a', 1000, { quantity: 3000 })], { member: buyer, redeem: allPoints });
    const { lines, totals } = quote([closing, ten, earns(1000)], sale);
    expect(totals).toMatchObject({ netMinor: 1800, redeemedMinor: 100, earned: [{ points: 80 }] });
    expect(lines[0]!.discounts).toEqual([
      { rule: 'second', amountMinor: 1000 },
      { rule: 'ten', amountMinor: 100 },
    ]);
    expect(lines[0]!.redeemed).toEqual([{ wallet: 'bonus', points: 100, amountMinor: 100 }]);
  });

  it('takes what is left after line discounts, and leaves weighed goods and closed lines alone', () => {
    const half = promotion('half', { kind: 'linePercent', rateBp: 5000 }, { when: { goods: skus('a') } });
    expect(quote([half, second], facts([line('a', 1000), line('b', 800)])).totals.netMinor).toBe(800);
    const weighed = facts([line('a', 1000, { byWeight: true, quantity: 2000 }), line('b', 800)]);
    expect(reasons(quote([second], weighed))).toEqual(['second goods.tooFew']);
    expect(reasons(quote([second], facts([line('a', 1000, { discountable: false, quantity: 2000 })])))).toEqual([
      'second goods.tooFew',
    ]);
  });

  it('is quick with thousands of units, and keeps a minimum price', () => {
    const many = facts([
      line('a', 100, { quantity: 74_215_000 }),
      line('b', 99, { quantity: 1000, minPriceMinor: 99 }),
    ]);
    expect(quote([second], many).totals.discountMinor).toBe(37_107 * 100 + 99);
  });
});

describe('a line of which some units are in a set', () => {
  it('keeps its floor as a whole', () => {
    const free = promotion('free', {
      kind: 'bundlePrice',
      parts: [skus('a'), skus('b')],
      priceMinor: 0,
    });
    const sale = facts([line('a', 1, { quantity: 2000 }), line('b', 1000)]);
    const half = promotion('half', { kind: 'linePercent', rateBp: 5000 }, { when: { goods: skus('a') } });
    const floored = { ...sale, shop: { ...sale.shop, lineFloorMinor: 1 } };
    expect(nets(quote([half, free], sale))).toEqual([0, 0]);
    expect(nets(quote([half, free], floored))).toEqual([1, 1]);
  });

  it('that is cheaper than its minimum price already gives nothing more', () => {
    const cheap = line('e', 1, { quantity: 4000, minPriceMinor: 9500 });
    expect(nets(quote([second], facts([line('a', 1), cheap, line('b', 1)])))).toEqual([0, 4, 0]);
  });
});

describe('a bundle for one price', () => {
  const menu = promotion('menu', {
    kind: 'bundlePrice',
    parts: [skus('soup'), skus('main'), { categories: ['drinks'] }],
    priceMinor: 29_900,
  });
  const lunch = (rest: Facts['lines'] = []) =>
    facts([line('soup', 15_000), line('main', 9000), line('tea', 11_000, { categories: ['drinks'] }), ...rest]);

  it('W23: 150 + 90 + 110 for 299 are 128.14, 76.89 and 93.97', () => {
    expect(nets(quote([menu], lunch()))).toEqual([12_814, 7689, 9397]);
  });

  it('takes the dearest that fit, as often as there are units', () => {
    const juice = line('juice', 20_000, { categories: ['drinks'] });
    const outcome = quote([menu], lunch([juice]));
    expect(outcome.lines.find(({ id }) => id === 'tea')!.discounts).toEqual([]);
    expect(outcome.totals.netMinor).toBe(29_900 + 11_000);
    const twice = lunch().lines.map((each) => ({ ...each, quantity: 2000 }));
    expect(quote([menu], facts(twice)).totals.netMinor).toBe(59_800);
  });

  it('does not apply where it would cost more, or a part is missing', () => {
    const dear = { ...menu, give: { ...menu.give, priceMinor: 35_000 } as typeof menu.give };
    expect(quote([dear], lunch()).totals.discountMinor).toBe(0);
    const outcome = quote([menu], facts([line('soup', 15_000), line('main', 9000)]));
    expect(reasons(outcome)).toEqual(['menu goods.tooFew']);
    expect(quote([menu], facts([line('bread', 15_000)])).rejections).toEqual([]);
  });

  it('is found however its parts overlap: no part takes the unit that another can’t do without', () => {
    const parts = [skus('b', 'c'), skus('a', 'b'), skus('a', 'b')];
    const three = promotion('three', { kind: 'bundlePrice', parts, priceMinor: 10 });
    const scans = [line('a', 50), line('b', 100), line('c', 20)];
    expect(quote([three], facts(scans)).totals.netMinor).toBe(10);
    expect(quote([three], facts(scans.slice(0, 2))).totals.netMinor).toBe(150);
  });

  it('gives goods that fit one part alone to that part', () => {
    const any = promotion('any', { kind: 'bundlePrice', parts: [skus('a', 'b'), skus('a')], priceMinor: 1000 });
    expect(quote([any], facts([line('a', 1000), line('b', 900)])).totals.netMinor).toBe(1000);
  });
});
