import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { ReturnedLine, ReturnInput } from '../engine.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { Facts, MemberFacts } from '../facts.ts';
import type { Lot } from '../basics.ts';
import type { ReturnOutcome } from '../outcome.ts';
import type { Programme } from '../programme/schema.ts';
import { bonus, earns, facts, line, lot, member, programme, promotion, text } from '../testing/build.ts';
import { ReturnRefused } from './refused.ts';
import { reverse } from './reverse.ts';

type Back = { moment?: string; member?: MemberFacts | null; returned?: ReturnedLine[] };

/** Sells, then takes the lines back from a member in the given state (default: as the sale saw them). */
function sellAndReturn(rules: Programme, sold: Facts, lines: ReturnedLine[], back: Back = {}): ReturnOutcome {
  const compiled = compile(rules);
  const outcome = evaluate(compiled, sold);
  const input: ReturnInput = {
    sale: { facts: sold, outcome },
    returned: back.returned ?? [],
    lines,
    facts: {
      ...sold,
      receipt: 'r2',
      moment: back.moment ?? sold.moment,
      member: back.member === undefined ? sold.member : back.member,
    },
  };
  return reverse(compiled, input);
}

const saleLot = (points: number): Lot => ({ ...lot('r1:bonus', points), activeFrom: '2026-11-20T12:00:00+03:00' });

describe('a return of a part', () => {
  it('W21: 3 × 33.33 with 10 points redeemed and 4.49 earned, returned one by one', () => {
    const rules = programme([earns(500)]);
    const buyer = member({ lots: [lot('l1', 1000)] });
    const sold = facts([line('a', 3333, { quantity: 3000 })], {
      member: buyer,
      redeem: [{ wallet: 'bonus', points: 1000 }],
    });
    const one = { line: 'a', quantity: 1000 };
    const steps = [[], [one], [one, one]].map((returned) => {
      const { totals } = sellAndReturn(rules, sold, [one], { returned, member: member({ lots: [saleLot(449)] }) });
      return [totals.refundMinor, totals.reinstated[0]!.points, totals.clawedBack[0]!.points];
    });
    expect(steps).toEqual([
      [3000, 333, 150],
      [3000, 334, 149],
      [2999, 333, 150],
    ]);
  });

  it('W20: what was redeemed goes back to the same lots, last spent first', () => {
    const lots = [lot('december', 3000, '2026-12-01'), lot('january', 10_000, '2027-01-01')];
    const redeem = [{ wallet: 'bonus', points: 5000 }];
    const sold = facts([line('a', 5000, { quantity: 2000 })], { member: member({ lots }), redeem });
    const now = member({ lots: [lot('january', 8000, '2027-01-01')] });
    const all = sellAndReturn(programme([]), sold, [{ line: 'a', quantity: 2000 }], { member: now });
    expect(all.movements).toMatchObject([
      { kind: 'reinstate', lot: 'january', points: 2000 },
      { kind: 'reinstate', lot: 'december', points: 3000, expiresAt: '2026-12-01T00:00:00+03:00' },
    ]);
    const half = sellAndReturn(programme([]), sold, [{ line: 'a', quantity: 1000 }], {
      member: now,
      returned: [{ line: 'a', quantity: 1000 }],
    });
    expect(half.movements).toMatchObject([{ kind: 'reinstate', lot: 'december', points: 2500 }]);
  });

  it('refuses more than was sold, counting earlier returns, and lines that were not', () => {
    const sold = facts([line('a', 100, { quantity: 3000 })]);
    const refuse = (lines: ReturnedLine[], returned: ReturnedLine[] = []) => {
      try {
        sellAndReturn(programme([]), sold, lines, { returned });
      } catch (error) {
        if (error instanceof ReturnRefused) return [error.code, error.args];
        throw error;
      }
      return null;
    };
    const two = { line: 'a', quantity: 2000 };
    expect(refuse([two])).toBeNull();
    expect(refuse([two, two])).toEqual(['return.moreThanSold', { line: 'a', sold: 3000, returned: 0, asked: 4000 }]);
    expect(refuse([two], [two])).toEqual([
      'return.moreThanSold',
      { line: 'a', sold: 3000, returned: 2000, asked: 2000 },
    ]);
    expect(refuse([{ line: 'b', quantity: 1 }])).toEqual(['return.unknownLine', { line: 'b' }]);
  });

  it('refunds the position first printed first, and VAT that sums to the VAT of the sale', () => {
    const rules = programme([promotion('off', { kind: 'basketAmount', amountMinor: 100 })]);
    const sold = facts([line('a', 3333, { quantity: 3000, vatRateBp: 2000 })]);
    const one = { line: 'a', quantity: 1000 };
    const back = [[], [one], [one, one]].map((returned) => sellAndReturn(rules, sold, [one], { returned }).totals);
    expect(back.map(({ refundMinor }) => refundMinor)).toEqual([3300, 3300, 3299]);
    expect(back.reduce((sum, { vat }) => sum + vat[0]!.vatMinor, 0)).toBe(Math.round(9899 / 6));
  });
});

describe('points of a return', () => {
  const rules = programme([earns(1000)]);
  const sold = facts([line('a', 100_000)], { member: member() });
  const all = [{ line: 'a', quantity: 1000 }];

  it('are clawed back from the sale’s lot, then from others by expiry, then as debt', () => {
    const lots = [lot('later', 2000, '2027-05-01'), lot('sooner', 1000, '2027-01-01'), saleLot(4000)];
    expect(sellAndReturn(rules, sold, all, { member: member({ lots }) }).movements).toEqual([
      { kind: 'clawback', wallet: 'bonus', lot: 'r1:bonus', points: 4000 },
      { kind: 'clawback', wallet: 'bonus', lot: 'sooner', points: 1000 },
      { kind: 'clawback', wallet: 'bonus', lot: 'later', points: 2000 },
      { kind: 'debt', wallet: 'bonus', points: 3000 },
    ]);
  });

  it('leave lots alone that have expired', () => {
    const lots = [lot('gone', 5000, '2026-11-01'), saleLot(10_000)];
    const { movements } = sellAndReturn(rules, sold, all, { member: member({ lots: lots.slice(0, 1) }) });
    expect(movements).toEqual([{ kind: 'debt', wallet: 'bonus', points: 10_000 }]);
  });

  it('revive an expired lot until the end of the 14th day after the return', () => {
    const spent = member({ lots: [lot('l1', 1000, '2026-11-21')] });
    const spending = facts([line('a', 1000)], { member: spent, redeem: [{ wallet: 'bonus', points: 'all' }] });
    const back = { moment: '2026-12-01T10:00:00+03:00', member: member() };
    expect(sellAndReturn(programme([]), spending, all, back).movements).toMatchObject([
      { kind: 'reinstate', lot: 'l1', points: 1000, expiresAt: '2026-12-16T00:00:00+03:00' },
    ]);
  });

  it('that come back pay off debt first', () => {
    const spent = member({ lots: [lot('l1', 1000)] });
    const spending = facts([line('a', 1000)], { member: spent, redeem: [{ wallet: 'bonus', points: 'all' }] });
    const owing = member({ debt: [{ wallet: 'bonus', points: 400 }] });
    expect(sellAndReturn(programme([]), spending, all, { member: owing }).movements).toMatchObject([
      { kind: 'reinstate', lot: 'l1', points: 1000 },
      { kind: 'settle', lot: 'l1', points: 400 },
    ]);
  });

  it('that paid off debt are not there to be clawed back', () => {
    const buyer = member({ lots: [lot('l1', 1000)] });
    const half = facts([line('a', 9000)], { member: buyer, redeem: [{ wallet: 'bonus', points: 1000 }] });
    const owing = member({ debt: [{ wallet: 'bonus', points: 400 }] });
    expect(sellAndReturn(rules, half, all, { member: owing }).movements).toMatchObject([
      { kind: 'reinstate', lot: 'l1', points: 1000 },
      { kind: 'settle', lot: 'l1', points: 400 },
      { kind: 'clawback', lot: 'l1', points: 600 },
      { kind: 'debt', points: 200 },
    ]);
  });

  it('stay as they are when another member, or nobody, brings the goods', () => {
    for (const other of [null, member({ id: 'm2' })]) {
      const back = sellAndReturn(rules, sold, all, { member: other });
      expect(back.totals).toMatchObject({ refundMinor: 100_000, reinstated: [], clawedBack: [] });
      expect(back.movements).toEqual([]);
      expect(back.rejections).toMatchObject([{ reason: 'return.otherMember' }]);
    }
  });
});

describe('what else a return undoes', () => {
  it('a gift that comes back reopens its entitlement for as much', () => {
    const gift = { sku: 'bag', unitPriceMinor: 2500, quantity: 5000 };
    const owner = member({ entitlements: [{ id: 'g1', kind: 'gift', promotion: 'food', gift }] });
    const sold = facts([], { member: owner, gifts: ['g1'] });
    const rules = programme([promotion('food', { kind: 'gift' })]);
    const back = sellAndReturn(rules, sold, [{ line: 'gift:g1', quantity: 2000 }]);
    expect(back.totals.refundMinor).toBe(0);
    expect(back.entitlements.reopened).toEqual([{ id: 'g1', quantity: 2000 }]);
  });

  const over = (value: number) => ({ any: [{ fact: 'spend' as const, operator: 'over' as const, value }] });
  const tiers: Programme['tiers'] = [
    { id: 'bronze', name: text('Bronze') },
    { id: 'silver', name: text('Silver'), entry: over(500_000) },
    { id: 'gold', name: text('Gold'), entry: over(1_000_000) },
  ];
  const sold = facts([line('a', 400_000, { quantity: 3000 })], { member: member({ tier: 'bronze' }) });
  const loses = (now: MemberFacts, quantity: number) =>
    sellAndReturn(programme([], { tiers }), sold, [{ line: 'a', quantity }], { member: now }).tier;

  it('a tier is lost at once when the return undoes its entry', () => {
    const now = member({ tier: 'gold', spendMinor: 1_200_000, purchaseCount: 1 });
    expect(loses(now, 1000)).toEqual({ from: 'gold', to: 'silver' });
    expect(loses(now, 3000)).toEqual({ from: 'gold', to: 'bronze' });
    expect(loses({ ...now, spendMinor: 1_500_000 }, 1000)).toBeNull();
  });

  it('a tier that the member had before the sale stays, however the sale comes back', () => {
    const byReceipt: Programme['tiers'] = [
      { id: 'bronze', name: text('Bronze') },
      { id: 'silver', name: text('Silver'), entry: { any: [{ fact: 'receipt', operator: 'over', value: 100 }] } },
    ];
    const silver = member({ tier: 'silver' });
    const bought = facts([line('a', 500)], { member: silver });
    const now = member({ tier: 'silver', spendMinor: 500, purchaseCount: 1 });
    const back = sellAndReturn(programme([], { tiers: byReceipt }), bought, [{ line: 'a', quantity: 1000 }], {
      member: now,
    });
    expect(back.tier).toBeNull();
  });

  it('a tier that was given and never entered stays', () => {
    expect(loses(member({ tier: 'gold', spendMinor: 900_000, purchaseCount: 1 }), 3000)).toBeNull();
  });
});

describe('worth of a point', () => {
  it('whole points of half a rouble are spent so that they are whole kopecks, and come back whole', () => {
    const stamps = { ...bonus, id: 'stamps', scale: 0 as const, worthMinor: 50 };
    const buyer = member({ lots: [lot('s', 7, null, 'stamps')] });
    const sold = facts([line('a', 101), line('b', 50, { quantity: 3000 })], {
      member: buyer,
      redeem: [{ wallet: 'stamps', points: 'all' }],
    });
    const rules = programme([], { wallets: [stamps] });
    const outcome = evaluate(compile(rules), sold);
    expect(outcome.totals).toMatchObject({
      netMinor: 1,
      redeemedMinor: 250,
      redeemed: [{ wallet: 'stamps', points: 5 }],
    });
    const all = outcome.lines.map(({ id, quantity }) => ({ line: id, quantity }));
    expect(sellAndReturn(rules, sold, all).totals.reinstated).toEqual([{ wallet: 'stamps', points: 5 }]);
  });
});
