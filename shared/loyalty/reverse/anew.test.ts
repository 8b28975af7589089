import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { ReturnedLine } from '../engine.ts';
import type { Facts } from '../facts.ts';
import type { Give, Promotion } from '../programme/schema.ts';
import { earns, facts, line, lot, member, programme, promotion } from '../testing/build.ts';
import { food, giftOf, quote } from '../testing/quote.ts';
import { reverse } from './reverse.ts';

const anew = (give: Give, rest: Partial<Promotion> = {}) => promotion('anew', give, { onReturn: 'recompute', ...rest });
const over = (valueMinor: number): Promotion['when'] => ({ basket: { operator: 'atLeast', valueMinor } });
const tenOver1000 = anew({ kind: 'basketPercent', rateBp: 1000 }, { when: over(100_000) });

/** Sells, then takes back step by step; answers each step. */
function takeBack(rules: Promotion[], sale: Facts, ...steps: ReturnedLine[][]) {
  const compiled = compile(programme(rules));
  const sold = { facts: sale, outcome: quote(rules, sale) };
  return steps.map((lines, index) =>
    reverse(compiled, { sale: sold, returned: steps.slice(0, index).flat(), lines, facts: sale }),
  );
}
const refunds = (...args: Parameters<typeof takeBack>) => takeBack(...args).map(({ totals }) => totals.refundMinor);
const one = (id: string, quantity = 1000): ReturnedLine => ({ line: id, quantity });

describe('what stays, computed anew', () => {
  const pair = facts([line('a', 60_000), line('b', 50_000)]);

  it('gives a discount back that the rest no longer deserves: 990.00 paid, 600.00 due', () => {
    expect(refunds([tenOver1000], pair, [one('b')], [one('a')])).toEqual([39_000, 60_000]);
    expect(refunds([{ ...tenOver1000, onReturn: 'keep' }], pair, [one('b')], [one('a')])).toEqual([45_000, 54_000]);
  });

  it('is told by positions and VAT of the refund', () => {
    const [back] = takeBack(
      [tenOver1000],
      facts([line('a', 60_000), line('b', 25_000, { quantity: 2000, vatRateBp: 2000 })]),
      [one('b', 2000)],
    );
    expect(back!.lines).toMatchObject([
      { line: 'b', refundMinor: 39_000, positions: [{ quantity: 2000, unitNetMinor: 19_500, netMinor: 39_000 }] },
    ]);
    expect(back!.totals.vat).toEqual([{ rateBp: 2000, grossMinor: 39_000, vatMinor: 6500 }]);
  });

  it('refunds as ever where the rest deserves it all the same', () => {
    const [back] = takeBack([tenOver1000], facts([line('a', 100_000), line('b', 3333, { quantity: 3000 })]), [
      one('b'),
    ]);
    expect(back!.lines[0]!.positions).toEqual([{ quantity: 1000, unitNetMinor: 3000, netMinor: 3000 }]);
  });

  it('refunds nothing where more is due for the rest than was paid for all, and the rest of it later', () => {
    const half = anew({ kind: 'basketPercent', rateBp: 5000 }, { when: over(100_000) });
    const sale = facts([line('a', 90_000), line('b', 20_000)]);
    expect(refunds([half], sale, [one('b')], [one('a')])).toEqual([0, 55_000]);
  });

  it('asks for nothing back where one more return makes the rest dearer', () => {
    const half = anew({ kind: 'basketPercent', rateBp: 5000 }, { when: over(110_000) });
    const sale = facts([line('a', 90_000), line('b', 20_000), line('c', 5000)]);
    expect(refunds([half], sale, [one('c')], [one('b')], [one('a')])).toEqual([2500, 0, 55_000]);
  });

  it('never refunds more than was paid for the units', () => {
    const hundred = anew({ kind: 'basketAmount', amountMinor: 10_000 });
    const sale = facts([line('a', 30_000), line('b', 10_000)]);
    expect(refunds([hundred], sale, [one('b')], [one('a')])).toEqual([7500, 22_500]);
  });

  it('goes down a ladder unit by unit: six at 10 %, from three 5 %', () => {
    const steps = [
      { from: 3000, rateBp: 500 },
      { from: 6000, rateBp: 1000 },
    ];
    const ladder = anew({ kind: 'lineLadder', by: 'quantity', steps });
    const sale = facts([line('a', 10_000, { quantity: 6000 })]);
    expect(refunds([ladder], sale, [one('a')], [one('a', 2000)], [one('a', 3000)])).toEqual([6500, 19_000, 28_500]);
  });

  it('undoes an n-th free: the dearer one of W15 back refunds 5000.00, the cheaper one nothing', () => {
    const second = anew({ kind: 'cheapestFree', outOf: 2 });
    const sale = facts([line('a', 3_000_000), line('b', 2_500_000)]);
    expect(refunds([second], sale, [one('a')], [one('b')])).toEqual([500_000, 2_500_000]);
    expect(refunds([second], sale, [one('b')], [one('a')])).toEqual([0, 3_000_000]);
  });

  it('makes no difference by how lines are put together in one return', () => {
    const sale = facts([line('a', 60_000), line('b', 30_000), line('c', 20_000)]);
    const [together] = refunds([tenOver1000], sale, [one('b'), one('c')]);
    const apart = refunds([tenOver1000], sale, [one('b')], [one('c')]);
    expect([together, apart]).toEqual([39_000, [19_000, 20_000]]);
  });

  it('is nothing to a sale to which no such promotion applied', () => {
    const sale = facts([line('a', 50_000), line('b', 45_000)]);
    const kept = promotion('kept', { kind: 'basketPercent', rateBp: 1000 }, { when: over(90_000) });
    expect(refunds([tenOver1000, kept], sale, [one('b')])).toEqual([40_500]);
    expect(refunds([{ ...tenOver1000, when: over(90_000) }], sale, [one('b')])).toEqual([35_500]);
  });

  it('scales the host till’s own discount on a line', () => {
    const rule = anew({ kind: 'basketPercent', rateBp: 1000 }, { when: over(15_000) });
    const sale = facts([line('a', 10_000, { quantity: 2000, hostDiscountMinor: 1000 })]);
    expect(refunds([rule], sale, [one('a')], [one('a')])).toEqual([7600, 9500]);
  });
});

describe('points of what stays', () => {
  it('are those of the rest: of 99.00 earned on 990.00, 60.00 stay on 600.00', () => {
    const sale = facts([line('a', 60_000), line('b', 50_000)], { member: member({ lots: [lot('r1:bonus', 9900)] }) });
    const [first, second] = takeBack([tenOver1000, earns(1000)], sale, [one('b')], [one('a')]);
    expect(first!.totals).toMatchObject({ refundMinor: 39_000, clawedBack: [{ wallet: 'bonus', points: 3900 }] });
    expect(second!.totals).toMatchObject({ refundMinor: 60_000, clawedBack: [{ wallet: 'bonus', points: 6000 }] });
  });

  it('of a rule computed anew go where the rest does not earn them', () => {
    const fixed = (onReturn: 'keep' | 'recompute') =>
      promotion('fixed', { kind: 'pointsFixed', wallet: 'bonus', points: 11_000 }, { when: over(100_000), onReturn });
    const sale = facts([line('a', 60_000), line('b', 50_000)], { member: member() });
    const clawed = (rule: Promotion) => takeBack([rule], sale, [one('b')])[0]!.totals.clawedBack[0]?.points;
    expect([clawed(fixed('keep')), clawed(fixed('recompute'))]).toEqual([5000, 11_000]);
  });

  it('that paid come back by their share, and those that stay pay for the rest', () => {
    const buyer = member({ lots: [lot('l', 9900)] });
    const sale = facts([line('a', 60_000), line('b', 50_000)], {
      member: buyer,
      redeem: [{ wallet: 'bonus', points: 9900 }],
    });
    const [first, second] = takeBack([tenOver1000], sale, [one('b')], [one('a')]);
    // Paid 891.00 and 99.00 in points, 45.00 of them for b; 546.00 are due for a beside its 54.00.
    expect(first!.totals).toMatchObject({ refundMinor: 34_500, reinstated: [{ points: 4500 }] });
    expect(second!.totals).toMatchObject({ refundMinor: 54_600, reinstated: [{ points: 5400 }] });
    expect(second!.movements).toMatchObject([{ kind: 'reinstate', lot: 'l', points: 5400 }]);
  });
});

describe('free goods and gifts of what stays', () => {
  const bag = { sku: 'bag', unitPriceMinor: 500 };
  const free = (from: 'basket' | 'extra') =>
    anew({ kind: 'freeGood', sku: 'bag', units: 1, from }, { when: over(100_000) });

  it('are paid where the rest does not deserve them, scanned or added', () => {
    const goods = [line('a', 50_000, { quantity: 2000 })];
    const scanned = facts([...goods, line('bag', 500)]);
    expect(refunds([free('basket')], scanned, [one('a')], [one('a')], [one('free:anew')])).toEqual([
      49_500, 50_000, 500,
    ]);
    const added = facts(goods, { goods: [bag] });
    expect(refunds([free('extra')], added, [one('a')], [one('free:anew')], [one('a')])).toEqual([49_500, 500, 50_000]);
  });

  it('that come back take no units that are paid for', () => {
    const buyer = member({ entitlements: [giftOf('bag', 5000)] });
    const lines = [line('bag', 2500, { quantity: 6000 }), line('a', 100_000)];
    const sale = facts(lines, { member: buyer, gifts: ['g1'] });
    const rules = [food, tenOver1000];
    // 1025.00 less 102.50: the bag that is paid costs 22.50.
    expect(refunds(rules, sale, [one('gift:g1', 5000)], [one('bag')], [one('a')])).toEqual([0, 2250, 90_000]);
    // Of five bags two are back: three are kept, and the sixth is paid in full once no discount is due.
    const some = [[one('gift:g1', 2000)], [one('a')], [one('gift:g1', 3000)], [one('bag')]];
    expect(refunds(rules, sale, ...some)).toEqual([0, 89_750, 0, 2500]);
    const [, bagBack] = takeBack(rules, sale, [one('gift:g1', 2000)], [one('gift:g1', 3000), one('bag')]);
    expect(bagBack!.totals.refundMinor).toBe(2250);
    expect(bagBack!.entitlements.reopened).toEqual([{ id: 'g1', quantity: 3000 }]);
  });
});
