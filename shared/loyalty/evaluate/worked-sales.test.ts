import { describe, expect, it } from 'vitest';
import type { Programme } from '../programme/schema.ts';
import { earns, facts, line, lot, member, programme, promotion, text } from '../testing/build.ts';
import { allPoints, earned, food, quote } from '../testing/quote.ts';

/** Worked numbers of the engine's description, each typed by hand. Amounts in kopecks, points in hundredths. */

const yellowMilk = promotion(
  'yellow',
  { kind: 'fixedPrice', priceMinor: 5990 },
  { when: { goods: { skus: ['milk'] } }, keeps: { discounts: false, accrual: false, redemption: false } },
);
const milkAndBread = [line('milk', 8990), line('bread', 4550)];
const hundredPoints = member({ lots: [lot('l1', 10_000)] });

describe('accrual', () => {
  it('W1: a tier that earns 3 % of 1299.90 paid gets 38.99', () => {
    const rules = programme([earns(300, { when: { audience: { tiers: ['gold'] } } })], {
      tiers: [
        { id: 'bronze', name: text('Bronze') },
        { id: 'gold', name: text('Gold') },
      ],
    });
    expect(earned(quote(rules, facts([line('a', 129_990)], { member: member({ tier: 'gold' }) })))).toBe(3899);
    expect(earned(quote(rules, facts([line('a', 129_990)], { member: member({ tier: 'bronze' }) })))).toBe(0);
  });

  it('W2: a yellow price that keeps nothing earns nothing, the bread beside it earns 2.27', () => {
    const outcome = quote(programme([yellowMilk, earns(500)]), facts(milkAndBread, { member: member() }));
    expect(outcome.totals.netMinor).toBe(10_540);
    expect(earned(outcome)).toBe(227);
  });
});

describe('redemption', () => {
  it('W3: of 100 points 45.50 pay for the bread, 59.90 is left to pay and earns nothing', () => {
    const sale = facts(milkAndBread, { member: hundredPoints, redeem: allPoints });
    const outcome = quote(programme([yellowMilk, earns(500)]), sale);
    expect(outcome.totals).toMatchObject({ redeemedMinor: 4550, netMinor: 5990, earned: [] });
    expect(outcome.lines.map(({ redeemedMinor }) => redeemedMinor)).toEqual([0, 4550]);
  });

  it('W4: 50 points over 100.00, 33.33 and 66.67 are 25.00, 8.33 and 16.67', () => {
    const lines = [line('a', 10_000), line('b', 3333), line('c', 6667)];
    const sale = facts(lines, { member: hundredPoints, redeem: [{ wallet: 'bonus', points: 5000 }] });
    expect(quote(programme([]), sale).lines.map(({ redeemedMinor }) => redeemedMinor)).toEqual([2500, 833, 1667]);
  });

  it('W20: 50 points come from the lot of 1 December first, 30 and 20', () => {
    const lots = [lot('january', 10_000, '2027-01-01'), lot('december', 3000, '2026-12-01')];
    const sale = facts([line('a', 10_000)], { member: member({ lots }), redeem: [{ wallet: 'bonus', points: 5000 }] });
    expect(quote(programme([]), sale).movements).toEqual([
      { kind: 'redeem', wallet: 'bonus', lot: 'december', points: 3000 },
      { kind: 'redeem', wallet: 'bonus', lot: 'january', points: 2000 },
    ]);
  });

  it('W25: with a cap of 50 % the basket of W2 redeems 22.75', () => {
    const wallet = { ...programme([]).wallets[0]!, redemption: { capBp: 5000 } };
    const sale = facts(milkAndBread, { member: hundredPoints, redeem: allPoints });
    const outcome = quote(programme([yellowMilk], { wallets: [wallet] }), sale);
    expect(outcome.totals.redeemedMinor).toBe(2275);
    expect(outcome.redeemable).toMatchObject([{ wallet: 'bonus', points: 2275, amountMinor: 2275 }]);
  });
});

describe('discounts', () => {
  it('W5: 10 % off the basket of 19.99, 3 × 5.01 and 0.01 is 2.00, 1.50 and 0.00', () => {
    const rules = programme([promotion('ten', { kind: 'basketPercent', rateBp: 1000 })]);
    const outcome = quote(rules, facts([line('a', 1999), line('b', 501, { quantity: 3000 }), line('c', 1)]));
    expect(outcome.lines.map(({ discountMinor }) => discountMinor)).toEqual([200, 150, 0]);
  });

  it('W18: of one group the best is 100.00 off 500.00, and the 15 % is told as a rejection', () => {
    const rules = programme(
      [
        promotion('fifteen', { kind: 'basketPercent', rateBp: 1500 }, { group: 'one' }),
        promotion('hundred', { kind: 'basketAmount', amountMinor: 10_000 }, { group: 'one' }),
      ],
      { groups: [{ id: 'one', mode: 'best' }] },
    );
    const outcome = quote(rules, facts([line('a', 50_000)]));
    expect(outcome.totals.netMinor).toBe(40_000);
    expect(outcome.lines[0]!.discounts).toEqual([{ rule: 'hundred', amountMinor: 10_000 }]);
    expect(outcome.rejections).toMatchObject([{ rule: 'fifteen', reason: 'group.best' }]);
  });

  it('W34: a host till’s 10 % of 100.00 and our 15 % come to 76.50, or to 85.00 with the host’s told as replaced', () => {
    const fifteen = promotion('fifteen', { kind: 'linePercent', rateBp: 1500 });
    const sale = facts([line('a', 10_000, { hostDiscountMinor: 1000 })]);
    expect(quote(programme([fifteen]), sale).totals.netMinor).toBe(7650);
    const grouped = programme([{ ...fifteen, group: 'one' }], {
      groups: [{ id: 'one', mode: 'best' }],
      hostDiscount: { group: 'one' },
    });
    const outcome = quote(grouped, sale);
    expect(outcome.totals.netMinor).toBe(8500);
    expect(outcome.rejections).toMatchObject([
      { rule: 'host', reason: 'group.best', because: [{ expected: 'fifteen', actual: 'host' }, { actual: 1000 }] },
    ]);
  });

  it('W35: 10 % on three different goods at 0.05 is 0.02 off: 0.01, 0.01, 0.00', () => {
    const rules = programme([promotion('ten', { kind: 'linePercent', rateBp: 1000 })]);
    const outcome = quote(rules, facts([line('a', 5), line('b', 5), line('c', 5)]));
    expect(outcome.lines.map(({ discountMinor }) => discountMinor)).toEqual([1, 1, 0]);
  });
});

describe('weight', () => {
  const potatoes = { sku: 'potatoes', quantity: 355, byWeight: true };

  it('W19: 0.355 kg at 499.00 is 177.15', () => {
    expect(quote(programme([]), facts([line('a', 49_900, potatoes)])).totals.netMinor).toBe(17_715);
  });

  it('W37: the same weighed twice stays two lines of 177.15', () => {
    const outcome = quote(programme([]), facts([line('a', 49_900, potatoes), line('b', 49_900, potatoes)]));
    expect(outcome.lines.map(({ netMinor }) => netMinor)).toEqual([17_715, 17_715]);
  });
});

describe('gifts', () => {
  const bag = { sku: 'bag', unitPriceMinor: 2500, quantity: 5000 };
  const fed = member({ entitlements: [{ id: 'g1', kind: 'gift', promotion: 'food', gift: bag }] });

  it('W12: of six scanned bags at 25.00 five are a gift, 25.00 is to pay, and the gift is closed', () => {
    const scans = Array.from({ length: 6 }, (_, index) => line(`b${index}`, 2500, { sku: 'bag' }));
    const outcome = quote(programme([food]), facts(scans, { member: fed, gifts: ['g1'] }));
    expect(outcome.lines).toMatchObject([
      { id: 'b0', quantity: 1000, netMinor: 2500 },
      { id: 'gift:g1', quantity: 5000, netMinor: 0, gift: 'g1', positions: [{ quantity: 5000, unitNetMinor: 0 }] },
    ]);
    expect(outcome.totals.netMinor).toBe(2500);
    expect(outcome.entitlements.used).toEqual([{ id: 'g1', quantity: 5000, closed: true }]);
  });

  it('W13: a gift alone comes to a total of 0.00', () => {
    const outcome = quote(programme([food]), facts([], { member: fed, gifts: ['g1'] }));
    expect(outcome.totals).toMatchObject({ grossMinor: 12_500, discountMinor: 12_500, netMinor: 0 });
    expect(outcome.lines).toMatchObject([{ id: 'gift:g1', from: [], quantity: 5000, netMinor: 0 }]);
  });

  it('W24: a gift of 25 and goods of 75 with 10 off the basket come to 65.00', () => {
    const rules = programme([food, promotion('ten', { kind: 'basketAmount', amountMinor: 1000 })]);
    const one = { ...bag, quantity: 1000 };
    const owner = member({ entitlements: [{ id: 'g1', kind: 'gift', promotion: 'food', gift: one }] });
    const sale = facts([line('bag', 2500), line('other', 7500)], { member: owner, gifts: ['g1'] });
    expect(quote(rules, sale).totals.netMinor).toBe(6500);
  });
});

describe('time', () => {
  function applies(schedule: NonNullable<Programme['promotions'][0]['when']>['schedule'], moment: string): boolean {
    const rules = programme([promotion('ten', { kind: 'basketPercent', rateBp: 1000 }, { when: { schedule } })]);
    return quote(rules, facts([line('a', 1000)], { moment })).totals.discountMinor > 0;
  }

  it('W6: a window on Friday 18:00-20:00 is decided by the moment', () => {
    const friday = { windows: [{ days: ['fri' as const], from: '18:00', until: '20:00' }] };
    const times = ['17:59:59', '18:00:00', '19:59:59', '20:00:00'];
    expect(times.map((time) => applies(friday, `2026-11-20T${time}+03:00`))).toEqual([false, true, true, false]);
    expect(applies(friday, '2026-11-19T19:00:00+03:00')).toBe(false);
  });

  it('W26: from 1 January 09:00 to 3 January 22:00', () => {
    const holidays = { from: '2026-01-01T09:00', until: '2026-01-03T22:00' };
    const times = ['01T08:59:59', '01T09:00:00', '03T21:59:59', '03T22:00:00'];
    expect(times.map((time) => applies(holidays, `2026-01-${time}+03:00`))).toEqual([false, true, true, false]);
  });
});

describe('history', () => {
  it('W7: "previous receipt over 3000" is false at 3000.00 and true at 3000.01', () => {
    const when = { previousReceipt: { operator: 'over' as const, valueMinor: 300_000 } };
    const rules = programme([promotion('ten', { kind: 'basketPercent', rateBp: 1000 }, { when })]);
    const discountAfter = (netMinor: number) => {
      const lastReceipt = { receipt: 'r0', moment: '2026-11-01T10:00:00+03:00', netMinor };
      return quote(rules, facts([line('a', 1000)], { member: member({ lastReceipt }) })).totals.discountMinor;
    };
    expect([300_000, 300_001].map(discountAfter)).toEqual([0, 100]);
  });

  const over = (value: number) => ({ any: [{ fact: 'spend' as const, operator: 'over' as const, value }] });
  const tiers: Programme['tiers'] = [
    { id: 'bronze', name: text('Bronze') },
    { id: 'gold', name: text('Gold'), entry: over(1_000_000) },
  ];

  it('W8: gold after purchases over 10 000: at 10 000.00 not yet, at 10 000.01 from the next receipt', () => {
    const tierAfter = (priceMinor: number) =>
      quote(programme([], { tiers }), facts([line('a', priceMinor)], { member: member({ tier: 'bronze' }) })).tier;
    expect(tierAfter(1_000_000)).toBeNull();
    expect(tierAfter(1_000_001)).toEqual({ from: 'bronze', to: 'gold' });
  });

  it('W27: 29 999.99 makes gold and 30 000.00 platinum, from bronze in one receipt', () => {
    const entry = { any: [{ fact: 'spend' as const, operator: 'atLeast' as const, value: 3_000_000 }] };
    const rules = programme([], { tiers: [...tiers, { id: 'platinum', name: text('Platinum'), entry }] });
    const tierAfter = (priceMinor: number) =>
      quote(rules, facts([line('a', priceMinor)], { member: member({ tier: 'bronze' }) })).tier?.to;
    expect([2_999_999, 3_000_000].map(tierAfter)).toEqual(['gold', 'platinum']);
  });
});
