import { describe, expect, it } from 'vitest';
import type { Facts, MemberFacts } from '../facts.ts';
import type { Programme, Promotion } from '../programme/schema.ts';
import { bonus, earns, facts, line, lot, member, programme, promotion } from '../testing/build.ts';
import { allPoints, earned, quote, reasons } from '../testing/quote.ts';

const rich = (rest: Partial<MemberFacts> = {}) => member({ lots: [lot('l', 5000)], ...rest });

describe('spending points', () => {
  const buy = (rest: Partial<Facts>, wallets: Programme['wallets'] = [bonus]) =>
    quote(programme([], { wallets }), facts([line('a', 10_000)], { member: rich(), redeem: allPoints, ...rest }));

  it('is offered whether it is wished or not, with what limits it', () => {
    const capped = buy({ redeem: [] }, [{ ...bonus, redemption: { capBp: 3000 } }]);
    expect(capped.redeemable).toEqual([
      {
        wallet: 'bonus',
        points: 3000,
        amountMinor: 3000,
        limitedBy: [{ fact: 'lines.redeemableMinor', operator: 'atMostBp', expected: 3000, actual: 10_000 }],
      },
    ]);
    expect(capped.totals.redeemedMinor).toBe(0);
    expect(buy({ redeem: [] }).redeemable[0]!.limitedBy).toEqual([
      { fact: 'wallet.points', operator: 'atMost', expected: 5000, actual: 10_000 },
    ]);
  });

  it('is in whole steps', () => {
    const steps = buy({}, [{ ...bonus, redemption: { stepPoints: 1500 } }]);
    expect(steps.totals.redeemedMinor).toBe(4500);
    expect(steps.redeemable[0]!.limitedBy.at(-1)).toEqual({
      fact: 'wallet.points',
      operator: 'wholeSteps',
      expected: 1500,
      actual: 5000,
    });
  });

  it('more than is allowed spends what is, and says so', () => {
    const outcome = buy({ redeem: [{ wallet: 'bonus', points: 7000 }] });
    expect(outcome.totals.redeemedMinor).toBe(5000);
    expect(reasons(outcome)).toEqual(['bonus redemption.limited']);
  });

  it('takes lots that are active and not expired, and of equals the older', () => {
    const lots = [
      lot('expired', 1000, '2026-11-20'),
      { ...lot('pending', 1000), activeFrom: '2026-11-20T12:00:01+03:00' },
      lot('b', 1000, '2026-12-01'),
      { ...lot('a', 1000, '2026-12-01'), activeFrom: '2025-06-01T00:00:00+03:00' },
    ];
    const { movements } = buy({ member: member({ lots }) });
    expect(movements.map((movement) => 'lot' in movement && movement.lot)).toEqual(['b', 'a']);
  });

  it('under leases takes leased lots alone, and names the lease', () => {
    const leases = [
      { lease: 'k1', lots: [lot('l', 1500, '2027-05-01')] },
      { lease: 'k2', lots: [lot('m', 700, '2027-01-01')] },
    ];
    expect(buy({ spending: { level: 'lease', leases } }).movements).toEqual([
      { kind: 'redeem', wallet: 'bonus', lot: 'm', points: 700, lease: 'k2' },
      { kind: 'redeem', wallet: 'bonus', lot: 'l', points: 1500, lease: 'k1' },
    ]);
  });

  it('is refused with its reason while earning goes on', () => {
    const offline = quote(
      [earns(1000)],
      facts([line('a', 10_000)], {
        member: rich(),
        redeem: allPoints,
        spending: { level: 'refused', reason: 'offline' },
      }),
    );
    expect(offline.totals).toMatchObject({ redeemedMinor: 0, earned: [{ points: 1000 }] });
    expect(reasons(offline)).toEqual(['bonus redemption.offline']);
    expect(offline.redeemable).toMatchObject([{ points: 0, limitedBy: [{ fact: 'spending', actual: 'offline' }] }]);
    expect(reasons(buy({ spending: { level: 'refused', reason: 'declined' } }))).toEqual(['bonus redemption.declined']);
    expect(reasons(buy({ member: member() }))).toEqual(['bonus redemption.noPoints']);
    expect(reasons(buy({ member: null }))).toEqual(['bonus member.none']);
    expect(reasons(buy({ redeem: [{ wallet: 'miles', points: 5 }] }))).toEqual(['miles wallet.unknown']);
  });

  it('of several wallets goes in the programme’s order, each on what is left', () => {
    const miles = { ...bonus, id: 'miles', redemption: { capBp: 5000 } };
    const lots = [lot('l', 4000), lot('m', 9000, null, 'miles')];
    const redeem = [{ wallet: 'miles', points: 'all' as const }, ...allPoints];
    const { totals } = buy({ member: member({ lots }), redeem }, [bonus, miles]);
    expect(totals.redeemed).toEqual([
      { wallet: 'bonus', points: 4000 },
      { wallet: 'miles', points: 3000 },
    ]);
  });
});

describe('limits of spending', () => {
  const spend = (priceMinor: number, wallet: Partial<Programme['wallets'][0]>, rest: Partial<MemberFacts> = {}) =>
    quote(
      programme([], { wallets: [{ ...bonus, ...wallet }] }),
      facts([line('a', priceMinor)], { member: rich(rest), redeem: allPoints }),
    );

  it('a cap is rounded down', () => {
    expect(spend(101, { redemption: { capBp: 5000 } }).totals.redeemedMinor).toBe(50);
  });

  it('a phone alone spends nothing, even where the programme asks for no more', () => {
    const open = { redemption: { minimumIdentification: 'phone' as const } };
    expect(spend(1000, open, { identification: 'phone' }).totals.redeemedMinor).toBe(0);
    expect(spend(1000, open, { identification: 'phoneCode' }).totals.redeemedMinor).toBe(1000);
  });

  it('a lot is gone at the very moment of its expiry', () => {
    const until = (expiresAt: string) =>
      spend(1000, {}, { lots: [{ ...lot('l', 500), expiresAt }] }).totals.redeemedMinor;
    expect(until('2026-11-20T12:00:01+03:00')).toBe(500);
    expect(until('2026-11-20T12:00:00+03:00')).toBe(0);
  });
});

describe('earning points', () => {
  const earn = (rules: Promotion[], rest: Partial<Facts> = {}, wallets: Programme['wallets'] = [bonus]) =>
    quote(programme(rules, { wallets }), facts([line('a', 10_000)], { member: rich(), ...rest }));

  it('is on what was paid, or on the sum before points were spent, or not at all when they were', () => {
    const rate = (rest: object) =>
      earned(
        earn([promotion('e', { kind: 'pointsRate', wallet: 'bonus', rateBp: 1000, ...rest })], { redeem: allPoints }),
      );
    expect(rate({})).toBe(500);
    expect(rate({ base: 'beforeRedemption' })).toBe(1000);
    expect(rate({ whenRedeemed: 'none' })).toBe(0);
  });

  it('W32: 5 % of which half is redeemed later costs 2.5 %', () => {
    const outcome = earn([earns(500)]);
    expect(earned(outcome) / 2 / outcome.totals.netMinor).toBe(0.025);
  });

  it('a multiplier gives the surplus over the rates, whatever its priority; a fixed number comes on top', () => {
    const twice = promotion(
      'twice',
      { kind: 'pointsMultiplier', wallet: 'bonus', factorBp: 20_000 },
      {
        priority: -5,
        when: { goods: { skus: ['a'] } },
      },
    );
    const fixed = promotion('fixed', { kind: 'pointsFixed', wallet: 'bonus', points: 100 });
    const outcome = earn([twice, fixed, earns(500)], { lines: [line('a', 10_000), line('b', 10_000)] });
    expect(outcome.effects.map(({ rule, amount }) => [rule, amount])).toEqual([
      ['earn', 1000],
      ['twice', 500],
      ['fixed', 100],
    ]);
    expect(outcome.lines.map(({ earned: points }) => points[0]!.points)).toEqual([1050, 550]);
  });

  it('each rule rounds down alone, and a point is told at its worth', () => {
    const two = [earns(333), { ...earns(333), id: 'again' }];
    expect(earned(earn(two, { lines: [line('a', 100)] }))).toBe(6);
    const stamps = { ...bonus, id: 'bonus', scale: 0 as const, worthMinor: 250 };
    expect(earned(earn([earns(1000)], {}, [stamps]))).toBe(4);
  });

  it('makes one lot per wallet, with its dates', () => {
    const slow = { ...bonus, activationDays: 1, lifetime: { kind: 'days' as const, days: 30 } };
    expect(earn([earns(1000), { ...earns(100), id: 'more' }], {}, [slow]).movements).toEqual([
      {
        kind: 'accrue',
        wallet: 'bonus',
        lot: 'r1:bonus',
        points: 1100,
        activeFrom: '2026-11-21T00:00:00+03:00',
        expiresAt: '2026-12-22T00:00:00+03:00',
      },
    ]);
  });

  it('pays off debt first', () => {
    const owing = (points: number) => member({ debt: [{ wallet: 'bonus', points }] });
    const settled = (points: number) => earn([earns(1000)], { member: owing(points) }).movements[1];
    expect(settled(400)).toEqual({ kind: 'settle', wallet: 'bonus', lot: 'r1:bonus', points: 400 });
    expect(settled(4000)).toMatchObject({ points: 1000 });
    expect(earn([earns(1000)], { member: owing(400) }).messages).toEqual([
      { id: 'debt.settled', args: { wallet: 'bonus', points: 400 } },
    ]);
  });

  it('is not for an employee at their own till', () => {
    const own = earn([earns(1000)], { member: member({ employee: 'c1' }) });
    expect(reasons(own)).toEqual(['earn accrual.employee']);
    expect(earned(earn([earns(1000)], { member: member({ employee: 'c2' }) }))).toBe(1000);
    expect(earned(earn([earns(1000)], { member: member({ employee: 'c1' }), cashier: null }))).toBe(1000);
  });

  it('a rule that keeps no accrual closes its lines for later rates alone', () => {
    const first = promotion(
      'a-first',
      { kind: 'pointsRate', wallet: 'bonus', rateBp: 100 },
      { keeps: { accrual: false } },
    );
    const outcome = earn([first, earns(1000)]);
    expect(earned(outcome)).toBe(100);
    expect(reasons(outcome)).toEqual(['earn goods.closed']);
  });
});
