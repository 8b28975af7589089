import { describe, expect, it } from 'vitest';
import type { Give, Promotion } from '../programme/schema.ts';
import { facts, line, programme, promotion } from '../testing/build.ts';
import { nets, quote, reasons } from '../testing/quote.ts';

type Ladder = Extract<Give, { kind: 'lineLadder' }>;
type BasketLadder = Extract<Give, { kind: 'basketLadder' }>;

const steps = [
  { from: 3000, rateBp: 500 },
  { from: 6000, rateBp: 1000 },
];
const byUnits: Ladder = { kind: 'lineLadder', by: 'quantity', steps };
const byMoney: Ladder = { kind: 'lineLadder', by: 'amount', steps };

function off(give: Give, lines: Parameters<typeof facts>[0], rest: Partial<Promotion> = {}) {
  const outcome = quote([promotion('ladder', give, rest)], facts(lines));
  return outcome.totals.discountMinor || reasons(outcome).join();
}

describe('a ladder of lines', () => {
  it('by units: from 3 units 5 %, from 6 units 10 % of all of them', () => {
    const units = (quantity: number) => off(byUnits, [line('a', 10_000, { quantity })]);
    expect(units(2000)).toBe('ladder goods.tooFew');
    expect(units(3000)).toBe(1500);
    expect(units(5000)).toBe(2500);
    expect(units(6000)).toBe(6000);
  });

  it('by units counts the rule’s lines together, weighed ones by their thousandths', () => {
    const weighed = line('b', 20_000, { quantity: 1500, byWeight: true });
    expect(off(byUnits, [line('a', 10_000, { quantity: 1000 }), weighed])).toBe('ladder goods.tooFew');
    // 20.00 + 300.00 by 5 %.
    expect(off(byUnits, [line('a', 1000, { quantity: 2000 }), weighed])).toBe(1600);
  });

  it('by money: at 30.00 5 %, at 60.00 10 %, read of what is left', () => {
    expect(off(byMoney, [line('a', 2999)])).toBe('ladder basket.threshold');
    expect(off(byMoney, [line('a', 3000)])).toBe(150);
    expect(off(byMoney, [line('a', 5999)])).toBe(300);
    expect(off(byMoney, [line('a', 4000), line('b', 2000)])).toBe(600);
    const price = promotion('price', { kind: 'fixedPrice', priceMinor: 5900 });
    const outcome = quote([price, promotion('ladder', byMoney)], facts([line('a', 6000)]));
    expect(outcome.totals.netMinor).toBe(5605);
  });

  it('reads no line that is closed, and tells what the first step asks', () => {
    const tobacco = line('t', 9000, { discountable: false });
    expect(off(byMoney, [tobacco])).toBe('ladder goods.flag');
    const outcome = quote([promotion('ladder', byMoney)], facts([tobacco, line('a', 2000)]));
    expect(outcome.rejections).toMatchObject([
      {
        rule: 'ladder',
        reason: 'basket.threshold',
        because: [{ fact: 'lines.leftMinor', expected: 3000, actual: 2000 }],
      },
    ]);
  });
});

describe('a ladder of the basket', () => {
  const give: BasketLadder = {
    kind: 'basketLadder',
    by: 'amount',
    steps: [
      { from: 10_000, rateBp: 300 },
      { from: 20_000, amountMinor: 1500 },
      { from: 50_000, rateBp: 700 },
    ],
  };

  it('gives a rate or an amount by the step that is reached', () => {
    const spent = (unitPriceMinor: number) => off(give, [line('a', unitPriceMinor)]);
    expect([9999, 10_000, 19_999, 20_000, 49_999, 50_000].map(spent)).toEqual([
      'ladder basket.threshold',
      300,
      600,
      1500,
      1500,
      3500,
    ]);
  });

  it('reads what line discounts left, and spreads over the lines of its goods', () => {
    const half = promotion('half', { kind: 'linePercent', rateBp: 5000 }, { when: { goods: { skus: ['a'] } } });
    const ladder = promotion('ladder', give, { when: { goods: { skus: ['a', 'b'] } } });
    const outcome = quote([half, ladder], facts([line('a', 20_000), line('b', 10_000), line('c', 90_000)]));
    // 100.00 + 100.00 are left of its goods: 15.00 off them, half each.
    expect(nets(outcome)).toEqual([9250, 9250, 90_000]);
  });

  it('by units may give an amount', () => {
    const three: BasketLadder = { kind: 'basketLadder', by: 'quantity', steps: [{ from: 3000, amountMinor: 1000 }] };
    expect(off(three, [line('a', 500, { quantity: 2000 })])).toBe('ladder goods.tooFew');
    expect(off(three, [line('a', 500, { quantity: 3000 })])).toBe(1000);
    // No more than there is.
    expect(off(three, [line('a', 200, { quantity: 3000 })])).toBe(600);
  });

  it('is a member of a group like any', () => {
    const hundred = promotion('flat', { kind: 'basketAmount', amountMinor: 2000 }, { group: 'one' });
    const grouped = programme([promotion('ladder', give, { group: 'one' }), hundred], {
      groups: [{ id: 'one', mode: 'best' }],
    });
    expect(quote(grouped, facts([line('a', 40_000)])).totals.discountMinor).toBe(2000);
    expect(quote(grouped, facts([line('a', 50_000)])).totals.discountMinor).toBe(3500);
  });
});
