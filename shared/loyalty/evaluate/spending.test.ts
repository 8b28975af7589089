import { describe, expect, it } from 'vitest';
import type { Facts } from '../facts.ts';
import type { Wallet } from '../programme/schema.ts';
import { bonus, facts, line, lot, member, programme, promotion } from '../testing/build.ts';
import { allPoints, nets, quote, reasons } from '../testing/quote.ts';

const ticket = { categories: ['ticket'] };
const food = { categories: ['food'] };
const basket = [line('ticket', 10_000, ticket), line('photo', 5000), line('food', 3000, food)];

function spend(
  redemption: NonNullable<Wallet['redemption']>,
  points = 100_000,
  lines = basket,
  rest: Partial<Facts> = {},
) {
  const rules = programme([], { wallets: [{ ...bonus, redemption }] });
  return quote(rules, facts(lines, { member: member({ lots: [lot('l', points)] }), redeem: allPoints, ...rest }));
}

const redeemed = (outcome: ReturnType<typeof spend>) => outcome.lines.map(({ redeemedMinor }) => redeemedMinor);

describe('a wallet for certain goods', () => {
  it('pays for these and nothing else, and its cap is of them alone', () => {
    expect(redeemed(spend({ goods: ticket }))).toEqual([10_000, 0, 0]);
    expect(redeemed(spend({ goods: ticket, capBp: 3000 }))).toEqual([3000, 0, 0]);
    expect(redeemed(spend({ goods: { except: ticket } }, 4000))).toEqual([0, 2500, 1500]);
  });

  it('pays for nothing where there are none, and says so', () => {
    const outcome = spend({ goods: { categories: ['toys'] } });
    expect(nets(outcome)).toEqual([10_000, 5000, 3000]);
    expect(reasons(outcome)).toEqual(['bonus redemption.goods']);
    expect(outcome.redeemable).toEqual([
      {
        wallet: 'bonus',
        points: 0,
        amountMinor: 0,
        limitedBy: [{ fact: 'lines', operator: 'match', expected: { categories: ['toys'] }, actual: 0 }],
      },
    ]);
  });

  it('says that there are no points before it says that there are no goods', () => {
    expect(reasons(spend({ goods: { categories: ['toys'] } }, 0))).toEqual(['bonus redemption.noPoints']);
  });
});

describe('a cap per line', () => {
  it('is of what is left of each, rounded down', () => {
    const odd = [line('a', 999), line('b', 1)];
    expect(redeemed(spend({ lineCapBp: 5000 }, 100_000, odd))).toEqual([499, 0]);
  });

  it('gives what one line can’t take to the others', () => {
    // 8000 by weight is 4444.44, 2222.22, 1333.33: more than the 5000, 2500 and 1500 of half a line nowhere.
    expect(redeemed(spend({ lineCapBp: 5000 }, 8000))).toEqual([4445, 2222, 1333]);
    // A floor of 4900 leaves the food 100 to give: the rest goes over the others.
    const floored = [line('a', 10_000), line('b', 5000, { minPriceMinor: 4900 })];
    expect(redeemed(spend({ lineCapBp: 5000 }, 4000, floored))).toEqual([3900, 100]);
  });

  it('is all that can be spent where points are plenty, beside the cap of the receipt', () => {
    expect(redeemed(spend({ lineCapBp: 5000 }))).toEqual([5000, 2500, 1500]);
    expect(redeemed(spend({ lineCapBp: 5000, capBp: 2500 }))).toEqual([2500, 1250, 750]);
    expect(redeemed(spend({ lineCapBp: 0 }))).toEqual([0, 0, 0]);
  });
});

describe('caps by goods', () => {
  const caps = [{ goods: food, capBp: 1000 }];

  it('bound their goods together, and what does not fit goes over the others', () => {
    // Of 9000 the food would get 1500; its tenth is 300, and 8700 go over 10 000 and 5000.
    expect(redeemed(spend({ goodsCaps: caps }, 9000))).toEqual([5800, 2900, 300]);
    expect(redeemed(spend({ goodsCaps: caps }))).toEqual([10_000, 5000, 300]);
  });

  it('let the first that matches a line govern it', () => {
    const both = [{ goods: { skus: ['ticket'] }, capBp: 5000 }, ...caps, { goods: {}, capBp: 0 }];
    expect(redeemed(spend({ goodsCaps: both }))).toEqual([5000, 0, 300]);
  });

  it('spread what the goods of one may take by what is left of each, with room and line caps seen to', () => {
    const all = [{ goods: {}, capBp: 5000 }];
    expect(redeemed(spend({ goodsCaps: all }))).toEqual([5000, 2500, 1500]);
    // Half of each line at most, and 40 % of tickets and food together: 5200 by 10 000 and 3000.
    const two = [{ goods: { categories: ['ticket', 'food'] }, capBp: 4000 }];
    expect(redeemed(spend({ goodsCaps: two, lineCapBp: 5000 }))).toEqual([4000, 2500, 1200]);
  });

  it('fill one after the other as what does not fit moves on', () => {
    const lines = [line('a', 1000, food), line('b', 1000, ticket), line('c', 1000)];
    const tight = [
      { goods: food, capBp: 1000 },
      { goods: ticket, capBp: 6000 },
    ];
    // 1500 is 500 each; food takes 100, then 700 each for the others is over the tickets' 600, and 800 are left for the last.
    expect(redeemed(spend({ goodsCaps: tight }, 1500, lines))).toEqual([100, 600, 800]);
  });

  it('are told with what may be paid in all', () => {
    expect(spend({ goodsCaps: caps }).redeemable[0]).toMatchObject({
      points: 15_300,
      limitedBy: [{ fact: 'lines.redeemableMinor', operator: 'atMost', expected: 15_300, actual: 18_000 }],
    });
  });
});

describe('several wallets', () => {
  const stamps: Wallet = { ...bonus, id: 'stamps', scale: 0, worthMinor: 250, redemption: { capBp: 5000 } };
  const lots = [lot('s', 100, null, 'stamps'), lot('b', 2000)];

  it('pay in the programme’s order, each of what the one before left', () => {
    const redeem = [
      { wallet: 'bonus', points: 'all' as const },
      { wallet: 'stamps', points: 'all' as const },
    ];
    const outcome = quote(
      programme([], { wallets: [stamps, { ...bonus, redemption: { capBp: 5000 } }] }),
      facts([line('a', 3100)], { member: member({ lots }), redeem }),
    );
    // Half of 31.00 is six stamps of 2.50; half of the 16.00 left is 8.00 of bonus.
    expect(outcome.lines[0]!.redeemed).toEqual([
      { wallet: 'stamps', points: 6, amountMinor: 1500 },
      { wallet: 'bonus', points: 800, amountMinor: 800 },
    ]);
    expect(outcome.totals).toMatchObject({ redeemedMinor: 2300, netMinor: 800 });
    expect(outcome.movements).toEqual([
      { kind: 'redeem', wallet: 'stamps', lot: 's', points: 6 },
      { kind: 'redeem', wallet: 'bonus', lot: 'b', points: 800 },
    ]);
  });
});

describe('points that are worth nothing', () => {
  const miles: Wallet = { ...bonus, id: 'miles', scale: 0, worthMinor: 0 };
  const rich = member({ lots: [lot('m', 500, null, 'miles')] });
  const wish = (rest: Partial<Facts>) =>
    quote(
      programme([promotion('mile', { kind: 'pointsFixed', wallet: 'miles', points: 3 })], { wallets: [miles] }),
      facts([line('a', 1000)], { member: rich, redeem: [{ wallet: 'miles', points: 'all' }], ...rest }),
    );

  it('pay for nothing, are offered for nothing, and are earned all the same', () => {
    const outcome = wish({});
    expect(outcome.totals).toMatchObject({ redeemedMinor: 0, netMinor: 1000 });
    expect(outcome.redeemable).toEqual([]);
    expect(outcome.rejections).toEqual([
      {
        rule: 'miles',
        reason: 'redemption.nothing',
        because: [{ fact: 'wallet.worthMinor', operator: 'over', expected: 0, actual: 0 }],
      },
    ]);
    expect(outcome.totals.earned).toEqual([{ wallet: 'miles', points: 3 }]);
  });

  it('come second to who wishes', () => {
    expect(reasons(wish({ member: member({ identification: 'phone' }) }))).toEqual(['miles identification.weak']);
    expect(reasons(wish({ member: member() }))).toEqual(['miles redemption.noPoints']);
  });

  it('count for nothing when a group takes the best', () => {
    const best = { group: 'one' };
    const rules = programme(
      [
        promotion('a-miles', { kind: 'pointsFixed', wallet: 'miles', points: 999 }, best),
        promotion('kopeck', { kind: 'lineAmount', amountMinor: 1 }, best),
      ],
      { wallets: [miles], groups: [{ id: 'one', mode: 'best' }] },
    );
    const outcome = quote(rules, facts([line('a', 1000)], { member: rich }));
    expect(outcome.totals).toMatchObject({ discountMinor: 1, earned: [] });
  });

  it('are given by no rate, even where no check forbade it', () => {
    const rules = programme([promotion('rate', { kind: 'pointsRate', wallet: 'miles', rateBp: 500 })], {
      wallets: [miles],
    });
    const outcome = quote(rules, facts([line('a', 1000)], { member: rich }));
    expect(outcome.totals.earned).toEqual([]);
    expect(reasons(outcome)).toEqual(['rate amount.nothing']);
  });
});
