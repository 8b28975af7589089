import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { ReturnedLine } from '../engine.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { Facts } from '../facts.ts';
import type { Programme } from '../programme/schema.ts';
import { bonus, earns, facts, line, lot, member, moscow, programme, promotion, text } from '../testing/build.ts';
import { allPoints } from '../testing/quote.ts';
import { reverse } from './reverse.ts';

const causes: Programme['causes'] = [{ id: 'shelter', name: text('Shelter') }];
const coalition = {
  operator: 'bank',
  partners: [
    { id: 'bank', name: text('Bank') },
    { id: 'grocer', name: text('Grocer') },
  ],
};
const grocer = { id: 's1', zone: moscow, partner: 'grocer' };

/** The returns of one sale, one after the other, by somebody or by nobody. */
function giveBack(rules: Programme, sale: Facts, steps: ReturnedLine[][], back: Partial<Facts> = {}) {
  const compiled = compile(rules);
  const outcome = evaluate(compiled, sale);
  return steps.map((lines, at) =>
    reverse(compiled, {
      sale: { facts: sale, outcome },
      returned: steps.slice(0, at).flat(),
      lines,
      facts: { ...sale, ...back },
    }),
  );
}

const one = (of: string, quantity = 1000) => [{ line: of, quantity }];

describe('a return', () => {
  it('takes the shop’s share back line by line, by cumulative difference', () => {
    const share = promotion('share', { kind: 'donation', cause: 'shelter', rateBp: 500 });
    const sale = facts([line('a', 3333, { quantity: 3000 })]);
    // 5 % of 99.99 is 4.99: 1.663 each.
    const backs = giveBack(programme([share], { causes }), sale, [one('a'), one('a'), one('a')]);
    expect(backs.map(({ donations }) => donations)).toEqual(
      [166, 167, 166].map((amountMinor) => [{ cause: 'shelter', by: 'shop', amountMinor }]),
    );
    expect(backs[0]!.effects).toEqual([
      {
        rule: 'share',
        version: 1,
        kind: 'donation',
        amount: 166,
        unit: 'minor',
        allocations: [{ line: 'a', amount: 166 }],
        because: [{ fact: 'lines.returned', operator: 'shareOf', expected: 'share', actual: 1 }],
      },
    ]);
  });

  it('tells a cause’s shares of several rules as one, and nothing where nothing was given', () => {
    const rule = (id: string, skus: string[]) =>
      promotion(id, { kind: 'donation', cause: 'shelter', rateBp: 1000 }, { when: { goods: { skus } } });
    const sale = facts([line('a', 1000), line('b', 1000), line('c', 1000)]);
    const rules = programme([rule('one', ['a', 'b']), rule('two', ['b'])], { causes });
    const [b, c] = giveBack(rules, sale, [one('b'), one('c')]);
    expect(b!.donations).toEqual([{ cause: 'shelter', by: 'shop', amountMinor: 200 }]);
    expect(c).not.toHaveProperty('donations');
  });

  it('of everything, and of nothing less, gives the member’s own donation back with the money', () => {
    const sale = facts([line('a', 1000, { quantity: 2000 }), line('b', 500)], {
      donation: { cause: 'shelter', roundUpToMinor: 1000 },
    });
    const [first, second, last] = giveBack(programme([], { causes }), sale, [one('a'), one('b'), one('a')]);
    expect(first!.totals).toEqual({ refundMinor: 1000, reinstated: [], clawedBack: [], vat: [] });
    expect(second!.totals).not.toHaveProperty('donatedMinor');
    expect(last!.totals).toMatchObject({ refundMinor: 1000, donatedMinor: 500 });
    expect(last!.donations).toEqual([{ cause: 'shelter', by: 'member', amountMinor: 500 }]);
    expect(last!.effects).toMatchObject([{ rule: 'shelter', kind: 'donation', amount: 500, allocations: [] }]);
  });

  it('turns settlements round, each by the share of its lines that comes back', () => {
    const owner = member({ lots: [lot('l', 5000)] });
    const sale = facts([line('a', 10_000, { quantity: 3000 })], { member: owner, redeem: allPoints, shop: grocer });
    const rules = programme([earns(500)], { coalition });
    const steps = giveBack(rules, sale, [one('a'), one('a'), one('a')]);
    // 5 % of 250.00 is 12.50, and 50.00 were paid with points: a third of each.
    const told = steps.map(({ settlements }) =>
      settlements!.map(({ from, to, amountMinor }) => [from, to, amountMinor]),
    );
    expect(told).toEqual([
      [
        ['bank', 'grocer', 417],
        ['grocer', 'bank', 1667],
      ],
      [
        ['bank', 'grocer', 416],
        ['grocer', 'bank', 1666],
      ],
      [
        ['bank', 'grocer', 417],
        ['grocer', 'bank', 1667],
      ],
    ]);
  });

  it('leaves points settled that stay with a member who is not here, but no bundle', () => {
    const split = [
      { partner: 'grocer', shareBp: 6000 },
      { partner: 'florist', shareBp: 4000 },
    ];
    const pack = promotion('pack', {
      kind: 'bundlePrice',
      parts: [{ skus: ['a'] }, { skus: ['b'] }],
      priceMinor: 3000,
      split,
    });
    const sale = facts([line('a', 3000), line('b', 1000)], { member: member(), shop: grocer });
    const rules = programme([earns(1000), pack], { coalition });
    const [stranger] = giveBack(rules, sale, [one('a')], { member: null });
    expect(stranger!.settlements).toEqual([
      { from: 'florist', to: 'grocer', reason: 'bundle', rule: 'pack', amountMinor: 900 },
    ]);
    const [known] = giveBack(rules, sale, [one('a')]);
    expect(known!.settlements).toMatchObject([
      { reason: 'accrual', amountMinor: 225 },
      { reason: 'bundle', amountMinor: 900 },
    ]);
  });

  it('claws back points of every kind and wallet by what each line earned', () => {
    const stamps = { ...bonus, id: 'stamps', scale: 0 as const, worthMinor: 0 };
    const rules = programme(
      [
        promotion('per', { kind: 'pointsPer', wallet: 'stamps', points: 1, perMinor: 1000 }),
        promotion('unit', { kind: 'pointsPerUnit', wallet: 'stamps', points: 2 }, { when: { goods: { skus: ['b'] } } }),
        earns(1000),
      ],
      { wallets: [bonus, stamps] },
    );
    const sale = facts([line('a', 1500, { quantity: 2000 }), line('b', 1500)], { member: member() });
    // 4 stamps by 30.00 and 15.00: 3 and 1; b has 2 more.
    const [b, a, last] = giveBack(rules, sale, [one('b'), one('a'), one('a')]);
    expect(b!.totals.clawedBack).toEqual([
      { wallet: 'bonus', points: 150 },
      { wallet: 'stamps', points: 3 },
    ]);
    expect([a, last].map((each) => each!.totals.clawedBack[1])).toEqual([
      { wallet: 'stamps', points: 2 },
      { wallet: 'stamps', points: 1 },
    ]);
  });
});
