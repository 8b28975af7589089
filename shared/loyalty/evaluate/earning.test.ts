import { describe, expect, it } from 'vitest';
import type { Facts, FactLine } from '../facts.ts';
import type { Give, Promotion, Wallet } from '../programme/schema.ts';
import { bonus, earns, facts, line, lot, member, programme, promotion } from '../testing/build.ts';
import { allPoints, quote, reasons } from '../testing/quote.ts';

const stamps: Wallet = { ...bonus, id: 'stamps', scale: 0, worthMinor: 0 };
const wallets = [bonus, stamps];
const per = (rest: Partial<Extract<Give, { kind: 'pointsPer' }>> = {}): Give => ({
  kind: 'pointsPer',
  wallet: 'stamps',
  points: 1,
  perMinor: 50_000,
  ...rest,
});

function earn(rules: Promotion[], lines: FactLine[], rest: Partial<Facts> = {}) {
  return quote(programme(rules, { wallets }), facts(lines, { member: member(), ...rest }));
}

const byLine = (outcome: ReturnType<typeof earn>) =>
  outcome.lines.map(({ earned }) => earned.map(({ points }) => points));

describe('so many points for every whole sum', () => {
  it('count whole sums of all lines together, nothing below the first', () => {
    const stamp = [promotion('stamp', per())];
    expect(earn(stamp, [line('a', 49_999)]).totals.earned).toEqual([]);
    expect(reasons(earn(stamp, [line('a', 49_999)]))).toEqual(['stamp amount.nothing']);
    expect(earn(stamp, [line('a', 50_000)]).totals.earned).toEqual([{ wallet: 'stamps', points: 1 }]);
    expect(earn(stamp, [line('a', 60_000), line('b', 89_999)]).totals.earned).toEqual([
      { wallet: 'stamps', points: 2 },
    ]);
    expect(earn(stamp, [line('a', 60_000), line('b', 90_000)]).totals.earned).toEqual([
      { wallet: 'stamps', points: 3 },
    ]);
  });

  it('are spread over the lines by what they paid, ties in their order', () => {
    const five = [promotion('five', per({ points: 5, perMinor: 10_000 }))];
    expect(byLine(earn(five, [line('a', 5000), line('b', 5000)]))).toEqual([[3], [2]]);
  });

  it('are of what is paid, or of the sum before points paid a part', () => {
    const lines = [line('a', 10_000)];
    const rest = { member: member({ lots: [lot('l', 4000)] }), redeem: allPoints };
    const paid = promotion('paid', per({ perMinor: 1000 }));
    const before = promotion('before', per({ perMinor: 1000, base: 'beforeRedemption' }));
    expect(earn([paid], lines, rest).totals.earned).toEqual([{ wallet: 'stamps', points: 6 }]);
    expect(earn([before], lines, rest).totals.earned).toEqual([{ wallet: 'stamps', points: 10 }]);
  });

  it('want a member who is not the cashier', () => {
    const stamp = [promotion('stamp', per({ perMinor: 1000 }))];
    expect(reasons(earn(stamp, [line('a', 1000)], { member: null }))).toEqual(['stamp member.none']);
    const own = member({ employee: 'c1' });
    expect(reasons(earn(stamp, [line('a', 1000)], { member: own }))).toEqual(['stamp accrual.employee']);
    const phone = member({ identification: 'phone' });
    expect(earn(stamp, [line('a', 1000)], { member: phone }).totals.earned).toHaveLength(1);
  });
});

describe('so many points for every unit', () => {
  const coffee = promotion(
    'coffee',
    { kind: 'pointsPerUnit', wallet: 'stamps', points: 10 },
    { when: { goods: { tags: ['coffee'] } } },
  );
  const cup = { tags: ['coffee'] };

  it('are for the rule’s goods, each line by its units', () => {
    const lines = [line('a', 20_000, { ...cup, quantity: 2000 }), line('cake', 90_000), line('b', 100, cup)];
    expect(byLine(earn([coffee], lines))).toEqual([[20], [], [10]]);
  });

  it('take weighed goods by whole units of them together', () => {
    const beans = (id: string, quantity: number) => line(id, 1000, { ...cup, sku: 'beans', quantity, byWeight: true });
    expect(earn([coffee], [beans('a', 999)]).totals.earned).toEqual([]);
    expect(earn([coffee], [beans('a', 700), beans('b', 300)]).totals.earned).toEqual([
      { wallet: 'stamps', points: 10 },
    ]);
    expect(byLine(earn([coffee], [beans('a', 700), beans('b', 300)]))).toEqual([[7], [3]]);
  });

  it('leave out units of which nothing is left', () => {
    const free = promotion('free', { kind: 'fixedPrice', priceMinor: 0 }, { when: { goods: { skus: ['a'] } } });
    expect(byLine(earn([coffee, free], [line('a', 500, cup), line('b', 500, cup)]))).toEqual([[], [10]]);
    const gift = [line('a', 500, { ...cup, accruable: false })];
    expect(reasons(earn([coffee], gift))).toEqual(['coffee goods.flag']);
  });
});

describe('a multiplier', () => {
  it('is of rates and of points per sum, and of nothing else', () => {
    const rules = [
      promotion('rate', { kind: 'pointsRate', wallet: 'bonus', rateBp: 500 }),
      promotion('per', per({ wallet: 'bonus', points: 150, perMinor: 10_000 })),
      promotion('fixed', { kind: 'pointsFixed', wallet: 'bonus', points: 1000 }),
      promotion('unit', { kind: 'pointsPerUnit', wallet: 'bonus', points: 70 }),
      promotion('twice', { kind: 'pointsMultiplier', wallet: 'bonus', factorBp: 20_000 }),
    ];
    const outcome = earn(rules, [line('a', 20_000)]);
    // 5 % of 200.00 and 1.50 for each 100.00 are 10.00 and 3.00, and once more; then 10.00 and 0.70.
    const told = outcome.effects.map(({ rule, amount }) => [rule, amount]);
    expect(told).toEqual([
      ['per', 300],
      ['rate', 1000],
      ['twice', 1300],
      ['fixed', 1000],
      ['unit', 70],
    ]);
    expect(outcome.totals.earned).toEqual([{ wallet: 'bonus', points: 3670 }]);
  });

  it('is of its own wallet alone', () => {
    const twice = promotion('twice', { kind: 'pointsMultiplier', wallet: 'stamps', factorBp: 30_000 });
    const outcome = earn([earns(500), promotion('per', per({ perMinor: 1000 })), twice], [line('a', 4000)]);
    expect(outcome.totals.earned).toEqual([
      { wallet: 'bonus', points: 200 },
      { wallet: 'stamps', points: 12 },
    ]);
  });
});

describe('dates of what is earned', () => {
  const dates = (wallet: Partial<Wallet>, moment = '2026-11-20T12:00:00+03:00') => {
    const outcome = quote(
      programme([earns(1000)], { wallets: [{ ...bonus, ...wallet }] }),
      facts([line('a', 1000)], { member: member(), moment }),
    );
    const [movement] = outcome.movements;
    return movement?.kind === 'accrue' ? [movement.activeFrom, movement.expiresAt] : reasons(outcome);
  };

  it('are the wallet’s', () => {
    expect(dates({ activationDays: 14, lifetime: { kind: 'days', days: 30 } })).toEqual([
      '2026-12-04T00:00:00+03:00',
      '2027-01-04T00:00:00+03:00',
    ]);
    expect(dates({ lifetime: { kind: 'endOfQuarter', quarters: 1 } })[1]).toBe('2027-04-01T00:00:00+03:00');
    expect(dates({ lifetime: { kind: 'sinceLastPurchase', days: 90 } })[1]).toBe('2027-02-19T00:00:00+03:00');
  });

  it('end together where the wallet names a day, and nothing is granted after it', () => {
    const lifetime = { kind: 'date' as const, day: '2026-12-31' };
    expect(dates({ lifetime }, '2026-12-31T23:59:59+03:00')[1]).toBe('2027-01-01T00:00:00+03:00');
    expect(dates({ lifetime }, '2027-01-01T00:00:00+03:00')).toEqual(['earn schedule.over']);
  });

  it('grant nothing that would only be active after the day', () => {
    const lifetime = { kind: 'date' as const, day: '2026-12-31' };
    const at = (moment: string) => dates({ lifetime, activationDays: 2 }, moment);
    expect(at('2026-12-29T12:00:00+03:00')).toEqual(['2026-12-31T00:00:00+03:00', '2027-01-01T00:00:00+03:00']);
    expect(at('2026-12-30T12:00:00+03:00')).toEqual(['earn schedule.over']);
  });
});
