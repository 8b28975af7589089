import { describe, expect, it } from 'vitest';
import type { Facts, MemberFacts } from '../facts.ts';
import type { Give, Limits, Promotion } from '../programme/schema.ts';
import { earns, facts, line, member, programme, promotion } from '../testing/build.ts';
import { earned, food, giftOf, nets, quote, reasons } from '../testing/quote.ts';

const half: Give = { kind: 'linePercent', rateBp: 5000 };
const limited = (give: Give, limits: Limits, rest: Partial<Promotion> = {}) =>
  promotion('half', give, { limits, ...rest });
const skus = (...ids: string[]) => ({ skus: ids });

describe('a limit per receipt', () => {
  const lines = [line('a', 1000, { quantity: 3000 }), line('b', 3000), line('c', 2000, { quantity: 2000 })];

  it('takes the dearest units, split off a line that has more', () => {
    const outcome = quote([limited(half, { receipt: 2 })], facts(lines));
    expect(nets(outcome)).toEqual([3000, 1500, 3000]);
    expect(outcome.lines[2]!.positions).toEqual([
      { quantity: 1000, unitNetMinor: 2000, netMinor: 2000 },
      { quantity: 1000, unitNetMinor: 1000, netMinor: 1000 },
    ]);
    expect(outcome.rejections).toEqual([
      {
        rule: 'half',
        reason: 'limit.receipt',
        because: [{ fact: 'receipt.units', operator: 'atMost', expected: 2, actual: 6 }],
      },
    ]);
    expect(reasons(quote([limited(half, { receipt: 6 })], facts(lines)))).toEqual([]);
  });

  it('goes by the order of lines among equals', () => {
    const equal = [line('a', 1000), line('b', 1000, { quantity: 2000 }), line('c', 1000)];
    expect(nets(quote([limited(half, { receipt: 2 })], facts(equal)))).toEqual([500, 1500, 1000]);
  });

  it('counts a weighed line as one unit, whatever it weighs', () => {
    const weighed = [
      line('a', 1000, { byWeight: true, quantity: 2500 }),
      line('b', 900, { byWeight: true, quantity: 300 }),
      line('c', 800),
    ];
    // 25.00, 2.70 and 8.00; the dearest per unit are a and b.
    expect(nets(quote([limited(half, { receipt: 2 })], facts(weighed)))).toEqual([1250, 135, 800]);
  });

  it('holds for prices, amounts and ladders too', () => {
    const price: Give = { kind: 'fixedPrice', priceMinor: 500 };
    expect(nets(quote([limited(price, { receipt: 1 })], facts(lines)))).toEqual([3000, 500, 4000]);
    const amount: Give = { kind: 'lineAmount', amountMinor: 300 };
    expect(nets(quote([limited(amount, { receipt: 3 })], facts(lines)))).toEqual([3000, 2700, 3400]);
    const ladder: Give = { kind: 'lineLadder', by: 'quantity', steps: [{ from: 6000, rateBp: 1000 }] };
    // All six units reach the step; the dearest one gets it.
    expect(nets(quote([limited(ladder, { receipt: 1 })], facts(lines)))).toEqual([3000, 2700, 4000]);
  });

  it('leaves the other units open for later rules', () => {
    const closing = limited(half, { receipt: 1 }, { keeps: { discounts: false } });
    const ten = promotion('ten', { kind: 'basketPercent', rateBp: 1000 });
    expect(nets(quote([closing, ten], facts([line('a', 1000, { quantity: 3000 })])))).toEqual([2300]);
  });

  it('of sets counts sets, in the order in which they are formed', () => {
    const second: Give = { kind: 'cheapestFree', outOf: 2 };
    const set = limited(second, { receipt: 2 });
    const outcome = quote([set], facts([line('a', 900, { quantity: 2000 }), line('b', 500, { quantity: 4000 })]));
    expect(outcome.totals.discountMinor).toBe(1400);
    expect(reasons(outcome)).toEqual(['half limit.receipt']);
    const get: Give = { kind: 'buyGet', buy: 1, get: { goods: skus('b'), units: 1 } };
    const given = limited(get, { receipt: 2 }, { when: { goods: skus('a') } });
    const pairs = facts([line('a', 900, { quantity: 5000 }), line('b', 500, { quantity: 5000 })]);
    expect(quote([given], pairs).totals.discountMinor).toBe(1000);
    const bundle: Give = { kind: 'bundlePrice', parts: [skus('a'), skus('b')], priceMinor: 1000 };
    expect(quote([limited(bundle, { receipt: 2 })], pairs).totals.discountMinor).toBe(800);
  });
});

describe('uses', () => {
  const use = (limits: Limits, buyer: Partial<MemberFacts> | null, rest: Partial<Facts> = {}) => {
    const outcome = quote(
      [limited(half, limits)],
      facts([line('a', 1000)], { member: buyer && member(buyer), ...rest }),
    );
    return outcome.totals.discountMinor > 0 ? outcome.uses : reasons(outcome).join();
  };
  const used = (count: number, day: string, dayCount: number, monthCount = dayCount) => ({
    uses: [{ rule: 'half', count, day, dayCount, monthCount }],
  });
  const after = (count: number, dayCount: number, monthCount: number) => [
    { rule: 'half', count, day: '2026-11-20', dayCount, monthCount },
  ];

  it('of a member, ever', () => {
    expect(use({ member: 2 }, {})).toEqual(after(1, 1, 1));
    expect(use({ member: 2 }, used(1, '2026-10-31', 1))).toEqual(after(2, 1, 1));
    expect(use({ member: 2 }, used(2, '2026-10-31', 1))).toBe('half limit.member');
  });

  it('of a member on a local day', () => {
    expect(use({ day: 1 }, used(7, '2026-11-19', 1, 3))).toEqual(after(8, 1, 4));
    expect(use({ day: 1 }, used(7, '2026-11-20', 1))).toBe('half limit.day');
    expect(use({ day: 2 }, used(7, '2026-11-20', 1, 5))).toEqual(after(8, 2, 6));
    const late = { moment: '2026-11-19T23:59:59+03:00' };
    expect(use({ day: 1 }, used(7, '2026-11-20', 1), late)).toMatchObject([{ count: 8 }]);
  });

  it('of a member need one', () => {
    expect(use({ member: 2 }, null)).toBe('half member.none');
    expect(use({ day: 2 }, { blocked: true })).toBe('half member.blocked');
    expect(use({ total: 2 }, null)).toBeUndefined();
  });

  it('by all', () => {
    const by = (uses: number) => ({ promotions: [{ promotion: 'half', uses, given: 0 }] });
    expect(use({ total: 5 }, null, by(4))).toBeUndefined();
    expect(use({ total: 5 }, null, by(5))).toBe('half limit.total');
    expect(use({ total: 5 }, null, { promotions: [{ promotion: 'other', uses: 9, given: 9 }] })).toBeUndefined();
  });

  it('are told in the order of reasons, the first that is true', () => {
    const worn = { promotions: [{ promotion: 'half', uses: 9, given: 9999 }] };
    expect(use({ member: 1, day: 1, total: 1, budget: 1 }, used(1, '2026-11-20', 1), worn)).toBe('half limit.member');
    expect(use({ day: 1, total: 1, budget: 1 }, used(1, '2026-11-20', 1), worn)).toBe('half limit.day');
    expect(use({ total: 1, budget: 1 }, {}, worn)).toBe('half limit.total');
    expect(use({ budget: 1 }, {}, worn)).toBe('half limit.budget');
  });

  it('and what was given are told of rules with limits that gave something', () => {
    const rules = [
      limited(half, { budget: 9000 }),
      promotion('points', { kind: 'pointsFixed', wallet: 'bonus', points: 70 }, { limits: { day: 1 } }),
      promotion('never', half, { limits: { total: 9 }, when: { goods: skus('z') } }),
      promotion('plain', { kind: 'basketAmount', amountMinor: 100 }),
    ];
    const outcome = quote(rules, facts([line('a', 1000)], { member: member() }));
    expect(outcome.given).toEqual([
      { promotion: 'half', given: 500 },
      { promotion: 'points', given: 70 },
    ]);
    expect(outcome.uses).toEqual([{ rule: 'points', count: 1, day: '2026-11-20', dayCount: 1, monthCount: 1 }]);
    expect(quote(rules.slice(3), facts([line('a', 1000)]))).not.toHaveProperty('given');
  });

  it('of a privilege and of words count as well', () => {
    const rules = [
      promotion('lounge', { kind: 'privilege', costMinor: 300 }, { limits: { day: 1 } }),
      promotion('words', { kind: 'message', text: { ru: 'О', en: 'O' } }, { limits: { member: 1 } }),
    ];
    const outcome = quote(rules, facts([line('a', 1000)], { member: member() }));
    expect(outcome.given).toEqual([
      { promotion: 'lounge', given: 300 },
      { promotion: 'words', given: 0 },
    ]);
    expect(outcome.uses).toHaveLength(2);
  });
});

describe('a budget', () => {
  const left = (budget: number, given: number) => ({
    limits: { budget },
    facts: { promotions: [{ promotion: 'half', uses: 1, given }] },
  });
  const spend = (give: Give, lines: Facts['lines'], budget: number, given = 0, rest: Partial<Promotion> = {}) => {
    const { limits, facts: known } = left(budget, given);
    return quote([limited(give, limits, rest)], facts(lines, { member: member(), ...known }));
  };

  it('gives the rest to the receipt that reaches it, spread as ever', () => {
    const lines = [line('a', 3000), line('b', 1000)];
    expect(nets(spend(half, lines, 10_000, 8000))).toEqual([1500, 500]);
    expect(nets(spend(half, lines, 10_000, 9200))).toEqual([2400, 800]);
    expect(spend(half, lines, 10_000, 9200).given).toEqual([{ promotion: 'half', given: 800 }]);
    const over = spend(half, lines, 10_000, 10_000);
    expect(over.rejections).toEqual([
      {
        rule: 'half',
        reason: 'limit.budget',
        because: [{ fact: 'promotion.given', operator: 'under', expected: 10_000, actual: 10_000 }],
      },
    ]);
    expect(over).not.toHaveProperty('given');
  });

  it('of amounts per line serves the first lines first', () => {
    const lines = [line('a', 1000), line('b', 1000), line('c', 1000)];
    const price: Give = { kind: 'fixedPrice', priceMinor: 700 };
    expect(nets(spend(price, lines, 500))).toEqual([700, 800, 1000]);
    const amount: Give = { kind: 'lineAmount', amountMinor: 400 };
    expect(nets(spend(amount, lines, 900))).toEqual([600, 600, 900]);
    expect(reasons(spend(amount, lines, 900, 900))).toEqual(['half limit.budget']);
  });

  it('of sets serves the first sets first, and the last one in part', () => {
    const second: Give = { kind: 'cheapestFree', outOf: 2 };
    const different = [line('a', 900, { quantity: 2000 }), line('b', 500, { quantity: 2000 })];
    expect(spend(second, different, 1000).totals.discountMinor).toBe(1000);
    expect(nets(spend(second, different, 1000))).toEqual([900, 900]);
    const equal = [line('a', 900, { quantity: 6000 })];
    expect(spend(second, equal, 2000).totals.discountMinor).toBe(2000);
    expect(reasons(spend(second, equal, 2000, 2000))).toEqual(['half limit.budget']);
  });

  it('of basket discounts and ladders', () => {
    const lines = [line('a', 30_000)];
    expect(spend({ kind: 'basketAmount', amountMinor: 5000 }, lines, 3000).totals.discountMinor).toBe(3000);
    const ladder: Give = { kind: 'basketLadder', by: 'amount', steps: [{ from: 100, rateBp: 1000 }] };
    expect(spend(ladder, lines, 2999).totals.discountMinor).toBe(2999);
  });

  it('of points is counted in points', () => {
    const rate: Give = { kind: 'pointsRate', wallet: 'bonus', rateBp: 1000 };
    expect(earned(spend(rate, [line('a', 30_000)], 5000, 2500))).toBe(2500);
    const over = spend(rate, [line('a', 30_000)], 5000, 5000);
    expect([earned(over), reasons(over).join()]).toEqual([0, 'half limit.budget']);
  });

  it('of gifts and free goods gives them whole or not at all, and then they are bought', () => {
    const free: Give = { kind: 'freeGood', sku: 'a', units: 2, from: 'basket' };
    const lines = [line('a', 500, { quantity: 3000 })];
    expect(spend(free, lines, 1000).totals.netMinor).toBe(500);
    expect(spend(free, lines, 1000).given).toEqual([{ promotion: 'half', given: 1000 }]);
    const over = spend(free, lines, 999);
    expect([over.totals.netMinor, reasons(over).join()]).toEqual([1500, 'half limit.budget']);
    const rules = (budget: number) => [{ ...food, limits: { budget } }];
    const buyer = member({ entitlements: [giftOf('bag', 2000), { ...giftOf('bag', 1000), id: 'g2' }] });
    const sale = facts([], { member: buyer, gifts: ['g1', 'g2'] });
    expect(quote(rules(7500), sale).entitlements.used).toHaveLength(2);
    // 50.00 for the first leave too little for the second.
    const second = quote(rules(7499), sale);
    expect(second.entitlements.used).toEqual([{ id: 'g1', quantity: 2000, closed: true }]);
    expect(reasons(second)).toEqual(['food limit.budget']);
  });

  it('of privileges is their cost', () => {
    const lounge: Give = { kind: 'privilege', costMinor: 300 };
    expect(spend(lounge, [line('a', 100)], 900, 600).privileges).toHaveLength(1);
    expect(reasons(spend(lounge, [line('a', 100)], 900, 601))).toEqual(['half limit.budget']);
  });

  it('is no reason where there was nothing to give anyway', () => {
    const price: Give = { kind: 'fixedPrice', priceMinor: 2000 };
    expect(reasons(spend(price, [line('a', 1000)], 500, 500))).toEqual(['half price.notLower']);
    expect(reasons(spend(half, [line('a', 1000, { discountable: false })], 500, 500))).toEqual(['half goods.flag']);
  });

  it('is asked of every rule of a group alone', () => {
    const rules = programme(
      [
        limited({ kind: 'basketAmount', amountMinor: 5000 }, { budget: 9000 }, { group: 'one' }),
        promotion('ten', { kind: 'basketPercent', rateBp: 1000 }, { group: 'one' }),
      ],
      { groups: [{ id: 'one', mode: 'best' }] },
    );
    const sale = (given: number) => facts([line('a', 30_000)], left(0, given).facts);
    expect(quote(rules, sale(0)).totals.discountMinor).toBe(5000);
    // 20.00 are left of it, less than 10 %.
    expect(quote(rules, sale(7000)).totals.discountMinor).toBe(3000);
  });
});

describe('receipts that earn on one day', () => {
  const earn = (buyer: Partial<MemberFacts>) => {
    const rules = programme([earns(1000), promotion('fixed', { kind: 'pointsFixed', wallet: 'bonus', points: 7 })], {
      limits: { accrualsPerDay: 3 },
    });
    const outcome = quote(rules, facts([line('a', 1000)], { member: member(buyer) }));
    return earned(outcome) || reasons(outcome);
  };

  it('are so many, and then every rule that earns is refused', () => {
    expect(earn({})).toBe(107);
    expect(earn({ earning: { day: '2026-11-20', receipts: 2 } })).toBe(107);
    expect(earn({ earning: { day: '2026-11-20', receipts: 3 } })).toEqual([
      'earn accrual.perDay',
      'fixed accrual.perDay',
    ]);
    expect(earn({ earning: { day: '2026-11-19', receipts: 3 } })).toBe(107);
  });
});
