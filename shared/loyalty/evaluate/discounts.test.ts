import { describe, expect, it } from 'vitest';
import type { Promotion } from '../programme/schema.ts';
import { earns, facts, line, lot, member, programme, promotion } from '../testing/build.ts';
import { allPoints, nets, quote, reasons } from '../testing/quote.ts';

const tenOff = promotion('ten', { kind: 'linePercent', rateBp: 1000 });
const basketTen = promotion('basket', { kind: 'basketPercent', rateBp: 1000 });

describe('scans', () => {
  it('of one good at one price join where the first stood, and name all they came from', () => {
    const outcome = quote([], facts([line('x', 100, { sku: 'a' }), line('y', 50), line('z', 100, { sku: 'a' })]));
    expect(outcome.lines).toMatchObject([
      { id: 'x', from: ['x', 'z'], sku: 'a', quantity: 2000, netMinor: 200 },
      { id: 'y', from: ['y'], quantity: 1000 },
    ]);
  });

  it('with a mark, a price of their own or the host’s discount stay apart', () => {
    const lines = [
      line('x', 100, { sku: 'a', mark: 'm1' }),
      line('y', 100, { sku: 'a', mark: 'm2' }),
      line('z', 100, { sku: 'a', priceOverrideMinor: 90 }),
      line('w', 100, { sku: 'a', hostDiscountMinor: 5 }),
      line('v', 100, { sku: 'a' }),
    ];
    expect(nets(quote([], facts(lines)))).toEqual([100, 100, 90, 95, 100]);
  });
});

describe('flags of a good outrank the programme', () => {
  it('what may not be discounted is not part of any sum', () => {
    const outcome = quote([tenOff], facts([line('tobacco', 20_000, { discountable: false }), line('bread', 1000)]));
    expect(nets(outcome)).toEqual([20_000, 900]);
    expect(reasons(quote([tenOff], facts([line('t', 20_000, { discountable: false })])))).toEqual(['ten goods.flag']);
  });

  it('a minimum price holds, and what it refuses goes to the other lines of the sum', () => {
    const vodka = line('vodka', 30_000, { minPriceMinor: 29_900, quantity: 2000 });
    expect(nets(quote([tenOff], facts([vodka])))).toEqual([59_800]);
    expect(nets(quote([tenOff], facts([vodka, line('bread', 10_000)])))).toEqual([59_800, 3200]);
  });

  it('a minimum price and a line’s floor bind redemption too', () => {
    const buyer = member({ lots: [lot('l', 100_000)] });
    const redeem = [{ wallet: 'bonus', points: 'all' as const }];
    const vodka = line('vodka', 30_000, { minPriceMinor: 29_900 });
    const sale = facts([vodka, line('bread', 100)], { member: buyer, redeem });
    expect(nets(quote([], sale))).toEqual([29_900, 0]);
    expect(nets(quote([], { ...sale, shop: { ...sale.shop, lineFloorMinor: 1 } }))).toEqual([29_900, 1]);
  });

  it('what may not be paid with points, or earn, does not', () => {
    const buyer = member({ lots: [lot('l', 5000)] });
    const lines = [line('a', 1000, { redeemable: false }), line('b', 1000, { accruable: false })];
    const sale = facts(lines, { member: buyer, redeem: [{ wallet: 'bonus', points: 600 }] });
    const outcome = quote([earns(1000)], sale);
    expect(nets(outcome)).toEqual([1000, 400]);
    expect(outcome.lines.map(({ earned }) => earned)).toEqual([[{ wallet: 'bonus', points: 100 }], []]);
  });
});

describe('prices and the host till', () => {
  const yellow = promotion('yellow', { kind: 'fixedPrice', priceMinor: 500 });

  it('a fixed price above the current one does not apply', () => {
    const outcome = quote([yellow], facts([line('a', 400), line('b', 600, { quantity: 2000 })]));
    expect(nets(outcome)).toEqual([400, 1000]);
    expect(reasons(quote([yellow], facts([line('a', 500)])))).toEqual(['yellow price.notLower']);
  });

  it('a price put in by the cashier is the price that rules start from', () => {
    const outcome = quote([tenOff], facts([line('a', 1000, { priceOverrideMinor: 500 })]));
    expect(outcome.lines[0]).toMatchObject({ unitPriceMinor: 500, grossMinor: 500, netMinor: 450 });
  });

  it('the host’s discount is kept, and rules go on from what it left', () => {
    const fifteen = promotion('fifteen', { kind: 'linePercent', rateBp: 1500 });
    const outcome = quote([fifteen], facts([line('a', 10_000, { hostDiscountMinor: 1000 })]));
    expect(outcome.lines[0]!.discounts).toEqual([
      { rule: 'host', amountMinor: 1000 },
      { rule: 'fifteen', amountMinor: 1350 },
    ]);
  });

  it('the host’s discount may be replaced by a better rule of its group, and is told', () => {
    const fifteen = promotion('fifteen', { kind: 'linePercent', rateBp: 1500 }, { group: 'one' });
    const rules = programme([fifteen], { groups: [{ id: 'one', mode: 'best' }], hostDiscount: { group: 'one' } });
    const outcome = quote(rules, facts([line('a', 10_000, { hostDiscountMinor: 1000 })]));
    expect(nets(outcome)).toEqual([8500]);
    expect(reasons(outcome)).toEqual(['host group.best']);
  });

  it('the host can’t discount what may not be discounted', () => {
    expect(nets(quote([], facts([line('a', 1000, { hostDiscountMinor: 100, discountable: false })])))).toEqual([1000]);
  });
});

describe('rules one after another', () => {
  it('10 % and 5 % of 100 leave 85.50', () => {
    const five = promotion('five', { kind: 'linePercent', rateBp: 500 });
    expect(nets(quote([five, tenOff], facts([line('a', 10_000)])))).toEqual([8550]);
  });

  it('go by priority, then id, whatever their order in the file', () => {
    const amount = promotion('z', { kind: 'lineAmount', amountMinor: 1000 }, { priority: -1 });
    const order = (rules: Promotion[]) => quote(rules, facts([line('a', 10_000)])).lines[0]!.discounts;
    expect(order([tenOff, amount])).toEqual([
      { rule: 'z', amountMinor: 1000 },
      { rule: 'ten', amountMinor: 900 },
    ]);
    expect(order([amount, tenOff])).toEqual(order([tenOff, amount]));
  });

  it('a rule that keeps no discounts closes its lines for later ones alone', () => {
    const closing = promotion(
      'only',
      { kind: 'lineAmount', amountMinor: 100 },
      {
        when: { goods: { skus: ['a'] } },
        keeps: { discounts: false },
      },
    );
    const outcome = quote([basketTen, closing], facts([line('a', 1000), line('b', 1000)]));
    expect(nets(outcome)).toEqual([900, 900]);
    const alone = quote([basketTen, closing], facts([line('a', 1000)]));
    expect(alone.rejections).toMatchObject([
      { rule: 'basket', reason: 'goods.closed', because: [{ fact: 'line.rule', actual: 'only' }] },
    ]);
  });

  it('thresholds read what is left when their phase begins, closed lines included, gifts not', () => {
    const over = promotion(
      'over',
      { kind: 'basketAmount', amountMinor: 100 },
      {
        when: { basket: { operator: 'over', valueMinor: 1900 } },
      },
    );
    const sale = facts([line('a', 1000), line('b', 1000)]);
    expect(reasons(quote([tenOff, over], sale))).toEqual(['over basket.threshold']);
    expect(quote([basketTen, over], sale).totals.netMinor).toBe(1700);
    const closing = { ...tenOff, keeps: { discounts: false }, when: { goods: { skus: ['b'] } } };
    expect(nets(quote([closing, over], facts([line('a', 1001), line('b', 1000)])))).toEqual([901, 900]);
  });

  it('a threshold may speak of some goods alone', () => {
    const toys = promotion(
      'toys',
      { kind: 'basketAmount', amountMinor: 100 },
      {
        when: { basket: { operator: 'atLeast', valueMinor: 1000, goods: { categories: ['toys'] } } },
      },
    );
    const sale = (toyMinor: number) => facts([line('t', toyMinor, { categories: ['toys'] }), line('f', 5000)]);
    expect([999, 1000].map((toyMinor) => quote([toys], sale(toyMinor)).totals.discountMinor)).toEqual([0, 100]);
  });

  it('a cap ends a percentage, and an amount per unit counts units and weight', () => {
    const capped = promotion('capped', { kind: 'basketPercent', rateBp: 5000, capMinor: 300 });
    expect(quote([capped], facts([line('a', 1000), line('b', 1000)])).totals.discountMinor).toBe(300);
    const each = promotion('each', { kind: 'lineAmount', amountMinor: 333 });
    const lines = [line('a', 1000, { quantity: 3000 }), line('b', 1000, { quantity: 355, byWeight: true })];
    expect(quote([each], facts(lines)).lines.map(({ discountMinor }) => discountMinor)).toEqual([999, 118]);
  });

  it('points are spread in the order of lines, units that a limit took apart at their line', () => {
    const when = { goods: { skus: ['a'] } };
    const one = promotion('one', { kind: 'lineAmount', amountMinor: 1 }, { when, limits: { receipt: 1 } });
    const lines = [line('a', 2, { quantity: 2000 }), line('b', 1)];
    const buyer = member({ lots: [lot('l', 2)] });
    const { lines: sold } = quote([one], facts(lines, { member: buyer, redeem: allPoints }));
    expect(sold.map(({ redeemedMinor }) => redeemedMinor)).toEqual([2, 0]);
  });

  it('the total is rounded in the order of lines, units that a set took apart at their line', () => {
    const rules = programme([promotion('pairs', { kind: 'cheapestFree', outOf: 2 })], {
      rounding: { total: 'downTo100' },
    });
    const lines = [line('a', 1, { quantity: 2000 }), line('b', 99, { quantity: 3000 })];
    const { lines: sold } = quote(rules, { ...facts(lines), shop: { ...facts([]).shop, lineFloorMinor: 1 } });
    expect(sold.map(({ discountMinor, netMinor }) => [discountMinor, netMinor])).toEqual([
      [1, 1],
      [198, 99],
    ]);
  });

  it('the total goes down to whole roubles where the programme says so, before points are earned', () => {
    const rules = programme([earns(1000)], { rounding: { total: 'downTo100' } });
    const outcome = quote(rules, facts([line('a', 1050), line('b', 2045)], { member: member() }));
    expect(outcome.totals).toMatchObject({ netMinor: 3000, discountMinor: 95, earned: [{ points: 300 }] });
    const fixed = quote(rules, facts([line('a', 1050, { discountable: false })]));
    expect(fixed.totals.netMinor).toBe(1050);
    expect(reasons(fixed)).toContain('rounding rounding.noRoom');
  });
});

describe('groups', () => {
  it('best by line gives each line its own best rule', () => {
    const percent = promotion('percent', { kind: 'linePercent', rateBp: 1000 }, { group: 'one' });
    const amount = promotion('amount', { kind: 'lineAmount', amountMinor: 200 }, { group: 'one' });
    const rules = programme([percent, amount], { groups: [{ id: 'one', mode: 'best', scope: 'line' }] });
    const outcome = quote(rules, facts([line('a', 1000), line('b', 5000)]));
    expect(outcome.lines.map(({ discounts }) => discounts.map(({ rule }) => rule))).toEqual([['amount'], ['percent']]);
    expect(nets(outcome)).toEqual([800, 4500]);
    expect(reasons(quote(rules, facts([line('a', 1000)])))).toEqual(['percent group.best']);
  });

  it('best weighs points at their worth against money off', () => {
    const points = promotion('points', { kind: 'pointsRate', wallet: 'bonus', rateBp: 1500 }, { group: 'one' });
    const off = { ...basketTen, group: 'one' };
    const rules = programme([points, off], { groups: [{ id: 'one', mode: 'best' }] });
    const outcome = quote(rules, facts([line('a', 10_000)], { member: member() }));
    expect(outcome.totals).toMatchObject({ netMinor: 10_000, earned: [{ points: 1500 }] });
    expect(outcome.rejections).toMatchObject([
      {
        rule: 'basket',
        because: [
          { fact: 'group', operator: 'best', expected: 'points', actual: 'basket' },
          { fact: 'group.valueMinor', expected: 1500, actual: 1000 },
        ],
      },
    ]);
  });

  it('of equals the lower priority goes, then the id', () => {
    const same = (id: string, priority: number) =>
      promotion(id, { kind: 'linePercent', rateBp: 1000 }, { group: 'one', priority });
    const winner = (rules: Promotion[]) =>
      quote(programme(rules, { groups: [{ id: 'one', mode: 'best' }] }), facts([line('a', 1000)])).effects[0]!.rule;
    expect(winner([same('a', 2), same('b', 1)])).toBe('b');
    expect(winner([same('b', 1), same('a', 1)])).toBe('a');
  });

  it('first takes the first by priority that has an effect, though its phase comes later', () => {
    const late = {
      ...basketTen,
      group: 'one',
      priority: 1,
      when: { basket: { operator: 'over' as const, valueMinor: 1500 } },
    };
    const early = { ...tenOff, group: 'one', priority: 2 };
    const rules = programme([late, early], { groups: [{ id: 'one', mode: 'first' }] });
    expect(reasons(quote(rules, facts([line('a', 2000)])))).toEqual(['ten group.first']);
    const small = quote(rules, facts([line('a', 1000)]));
    expect(small.effects.map(({ rule }) => rule)).toEqual(['ten']);
    expect(reasons(small)).toEqual(['basket basket.threshold']);
  });

  it('all is only a name', () => {
    const rules = programme(
      [
        { ...tenOff, group: 'one' },
        { ...basketTen, group: 'one' },
      ],
      {
        groups: [{ id: 'one', mode: 'all' }],
      },
    );
    expect(nets(quote(rules, facts([line('a', 1000)])))).toEqual([810]);
  });

  it('choose in the programme’s order, each seeing what the earlier ones chose', () => {
    const fixed = promotion('fixed', { kind: 'fixedPrice', priceMinor: 5000 }, { group: 'a' });
    const small = promotion('small', { kind: 'lineAmount', amountMinor: 100 }, { group: 'a' });
    const percent = promotion('percent', { kind: 'basketPercent', rateBp: 1000 }, { group: 'b' });
    const amount = promotion('amount', { kind: 'basketAmount', amountMinor: 700 }, { group: 'b' });
    const order = (ids: string[]) =>
      quote(
        programme([fixed, small, percent, amount], { groups: ids.map((id) => ({ id, mode: 'best' })) }),
        facts([line('x', 10_000)]),
      ).effects.map(({ rule }) => rule);
    // After the fixed price 10 % is 5.00, less than 7.00; before it 10.00.
    expect(order(['a', 'b'])).toEqual(['fixed', 'amount']);
    expect(order(['b', 'a'])).toEqual(['fixed', 'percent']);
  });
});

describe('goods', () => {
  it('must be in every list given, and in none of the exceptions', () => {
    const rule = (goods: NonNullable<Promotion['when']>['goods']) => [{ ...tenOff, when: { goods } }];
    const lines = [
      line('a', 1000, { categories: ['food', 'milk'], brand: 'meadow', tags: ['eco'] }),
      line('b', 1000, { categories: ['food'], brand: 'field' }),
      line('c', 1000),
    ];
    const touched = (goods: NonNullable<Promotion['when']>['goods']) =>
      quote(rule(goods), facts(lines)).effects[0]?.allocations.map((each) => each.line) ?? [];
    expect(touched({ categories: ['food', 'milk'] })).toEqual(['a', 'b']);
    expect(touched({ categories: ['food'], brands: ['meadow'] })).toEqual(['a']);
    expect(touched({ tags: ['eco'] })).toEqual(['a']);
    expect(touched({ categories: ['food'], except: { skus: ['a'] } })).toEqual(['b']);
    expect(touched({ except: { categories: ['food'], brands: ['field'] } })).toEqual(['a', 'c']);
    expect(touched({ skus: ['z'] })).toEqual([]);
    expect(quote(rule({ skus: ['z'] }), facts(lines)).rejections).toEqual([]);
  });
});

describe('what the receipt prints', () => {
  it('whole kopecks × quantity, dearest first', () => {
    const off = promotion('off', { kind: 'basketAmount', amountMinor: 1000 });
    expect(quote([off], facts([line('a', 3333, { quantity: 3000 })])).lines[0]!.positions).toEqual([
      { quantity: 2000, unitNetMinor: 3000, netMinor: 6000 },
      { quantity: 1000, unitNetMinor: 2999, netMinor: 2999 },
    ]);
  });

  it('a weighed line as one position while some price times the weight rounds to its sum', () => {
    const weighed = (quantity: number) => facts([line('a', 49_900, { quantity, byWeight: true })]);
    expect(quote([], weighed(355)).lines[0]!.positions).toEqual([
      { quantity: 355, unitNetMinor: 49_900, netMinor: 17_715 },
    ]);
    expect(quote([tenOff], weighed(355)).lines[0]!.positions).toEqual([
      { quantity: 355, unitNetMinor: 44_910, netMinor: 15_943 },
    ]);
  });

  it('VAT per rate on what is left after discounts and points', () => {
    const lines = [line('a', 12_000, { vatRateBp: 2000 }), line('b', 11_000, { vatRateBp: 1000 }), line('c', 5000)];
    expect(quote([tenOff], facts(lines)).totals.vat).toEqual([
      { rateBp: 1000, grossMinor: 9900, vatMinor: 900 },
      { rateBp: 2000, grossMinor: 10_800, vatMinor: 1800 },
    ]);
  });
});
