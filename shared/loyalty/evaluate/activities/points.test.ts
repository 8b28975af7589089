import { describe, expect, it } from 'vitest';
import type { Activity } from '../../programme/schema.ts';
import {
  activity,
  bonus,
  earns,
  facts,
  line,
  member,
  points,
  pointsShare,
  programme,
  promotion,
} from '../../testing/build.ts';
import { earned, quote, reasons } from '../../testing/quote.ts';

const sell = (activities: Activity[], sale: Parameters<typeof quote>[1], promotions = [earns(500)]) =>
  quote(programme(promotions, { activities }), sale);
const anna = (rest = {}) => facts([line('a', 10_000), line('b', 5000)], { member: member(rest) });
const referrer = { who: 'referrer', level: 1 } as const;

describe('points of an activity', () => {
  it('are a lot of their own, beside what the receipt earns', () => {
    const { movements, totals, lines } = sell([activity('third', [points(1000), points(500)])], anna());
    expect(movements).toMatchObject([
      { kind: 'accrue', lot: 'r1:bonus', points: 750 },
      { kind: 'accrue', lot: 'r1:third:0', points: 1000 },
      { kind: 'accrue', lot: 'r1:third:1', points: 500 },
    ]);
    expect(totals.earned).toEqual([{ wallet: 'bonus', points: 2250 }]);
    // 2:1 by what is paid: 667 + 333, 333 + 167, after 500 and 250 of the rate.
    expect(lines.map((each) => each.earned[0]!.points)).toEqual([1500, 750]);
  });

  it('have dates of their own where they say so, else those of the wallet', () => {
    const short = points(100, { activationDays: 1, lifetime: { kind: 'days', days: 7 } });
    const rules = programme([], {
      wallets: [{ ...bonus, lifetime: { kind: 'days', days: 365 } }],
      activities: [activity('a', [short, points(200)])],
    });
    expect(quote(rules, anna()).movements).toMatchObject([
      { activeFrom: '2026-11-21T00:00:00+03:00', expiresAt: '2026-11-29T00:00:00+03:00' },
      { activeFrom: '2026-11-20T12:00:00+03:00', expiresAt: '2027-11-21T00:00:00+03:00' },
    ]);
  });

  it('are not granted when their common last day is over', () => {
    const until = (day: string) => activity('a', [points(100, { lifetime: { kind: 'date', day } })]);
    expect(earned(sell([until('2026-11-20')], anna(), []))).toBe(100);
    const over = sell([until('2026-11-19')], anna(), []);
    expect([earned(over), reasons(over)]).toEqual([0, ['a schedule.over']]);
  });

  it('pay off a debt first, once for all lots of the receipt', () => {
    const owes = anna({ debt: [{ wallet: 'bonus', points: 900 }] });
    const { movements } = sell([activity('a', [points(1000)])], owes);
    expect(movements.filter(({ kind }) => kind === 'settle')).toEqual([
      { kind: 'settle', wallet: 'bonus', lot: 'r1:bonus', points: 750 },
      { kind: 'settle', wallet: 'bonus', lot: 'r1:a:0', points: 150 },
    ]);
  });

  it('a share of the lines is of gross unless it is of what was paid, rounded down once', () => {
    const off = promotion('off', { kind: 'basketPercent', rateBp: 1000 });
    const rate = (on?: 'gross' | 'paid') =>
      earned(sell([activity('a', [pointsShare(33, on ? { on } : {})])], anna(), [off]));
    // 0.33 % of 150.00 is 0.495, of 135.00 0.4455.
    expect([rate(), rate('gross'), rate('paid')]).toEqual([49, 49, 44]);
  });

  it('a share of the member leaves out lines that earn no more, and goods that never do', () => {
    const price = promotion(
      'price',
      { kind: 'fixedPrice', priceMinor: 9000 },
      {
        when: { goods: { skus: ['a'] } },
        keeps: { accrual: false },
      },
    );
    const rules = [activity('own', [pointsShare(1000)]), activity('theirs', [pointsShare(1000)], { to: referrer })];
    const sale = facts([line('a', 10_000), line('b', 5000), line('tobacco', 2000, { accruable: false })], {
      member: member({ referrers: ['m2'] }),
    });
    const { totals, shares } = sell(rules, sale, [price]);
    expect(totals.earned).toEqual([{ wallet: 'bonus', points: 500 }]);
    expect(shares).toMatchObject([
      {
        points: 1500,
        lines: [
          { line: 'a', points: 1000 },
          { line: 'b', points: 500 },
        ],
      },
    ]);
  });

  it('come to nothing on nothing, with the reason', () => {
    const free = facts([line('a', 0)], { member: member() });
    const sale = sell([activity('a', [pointsShare(1000)], { limits: { member: 1 } })], free, []);
    expect([earned(sale), reasons(sale), sale.uses]).toEqual([0, ['a amount.nothing'], undefined]);
    expect(earned(sell([activity('a', [points(3)])], free, []))).toBe(3);
  });
});

describe('points for others', () => {
  const toAgent = (rest: Partial<Activity> = {}) =>
    activity('agent', [pointsShare(1500)], { to: { who: 'agent' }, ...rest });

  it('go to the agent, the referrer and theirs as shares, never into the receipt', () => {
    const levels = [1, 2, 3].map((level) =>
      activity(`l${level}`, [pointsShare(100)], { to: { who: 'referrer', level } }),
    );
    const sale = sell([...levels, toAgent()], anna({ referrers: ['r-1', 'r-2'], agent: 'ag' }), []);
    expect(sale.shares!.map(({ who, member: id, points: amount, lot }) => [who, id, amount, lot])).toEqual([
      ['agent', 'ag', 2250, 'r1:agent:0'],
      ['referrer', 'r-1', 150, 'r1:l1:0'],
      ['referrer', 'r-2', 150, 'r1:l2:0'],
    ]);
    expect([earned(sale), sale.movements, sale.rejections]).toEqual([0, [], []]);
  });

  it('are nobody’s where there is no agent, and never the buyer’s own', () => {
    expect(sell([toAgent()], anna(), [])).toMatchObject({ rejections: [] });
    const own = sell([toAgent()], anna({ agent: 'm1' }), []);
    expect([own.shares, reasons(own)]).toEqual([undefined, ['agent recipient.self']]);
  });

  it('W11: 15 % for the agent, 5000.00 of gross, 4500.00 of what the client paid', () => {
    const client = facts([line('sofa', 10_000_000)], { member: member({ agent: 'ag' }) });
    const off = promotion('client', { kind: 'basketPercent', rateBp: 1000 });
    const rate = (on: 'gross' | 'paid') =>
      sell([activity('a', [pointsShare(500, { on })], { to: { who: 'agent' } })], client, [off]).shares![0]!.points;
    expect([rate('gross'), rate('paid')]).toEqual([500_000, 450_000]);
  });

  it('are allocated to the lines they are for, so that each can take its part back', () => {
    const sale = sell([activity('a', [points(100)], { to: referrer })], anna({ referrers: ['m2'] }), []);
    expect(sale.shares![0]!.lines).toEqual([
      { line: 'a', points: 67 },
      { line: 'b', points: 33 },
    ]);
  });
});

describe('when an activity works', () => {
  const when = (rest: Activity['when']) => sell([activity('a', [points(100)], { when: rest })], anna(), []);

  it('its threshold reads what is left to pay, discounts taken off', () => {
    const off = promotion('off', { kind: 'basketAmount', amountMinor: 5000 });
    const at = (valueMinor: number) => {
      const rules = [activity('a', [points(100)], { when: { basket: { operator: 'atLeast', valueMinor } } })];
      return sell(rules, anna(), [off]);
    };
    expect(earned(at(10_000))).toBe(100);
    const missed = at(10_001);
    expect(missed.rejections).toEqual([
      {
        rule: 'a',
        reason: 'basket.threshold',
        because: [{ fact: 'lines.leftMinor', operator: 'atLeast', expected: 10_001, actual: 10_000 }],
      },
    ]);
  });

  it('it counts the units it asks for, gifts and free goods left out', () => {
    const free = promotion('free', { kind: 'freeGood', sku: 'a', units: 1, from: 'basket' });
    const rules = (quantity: number) => [
      activity('a', [points(100)], { when: { contains: { goods: { skus: ['a'] }, quantity } } }),
    ];
    const sale = facts([line('a', 1000, { quantity: 3000 })], { member: member() });
    expect(earned(sell(rules(2000), sale, [free]))).toBe(100);
    expect(reasons(sell(rules(3000), sale, [free]))).toEqual(['a goods.notContained']);
  });

  it('it keeps silent of goods that are not here, and tells of a code that was shown', () => {
    expect(when({ goods: { skus: ['x'] } })).toMatchObject({ rejections: [] });
    const rules = [activity('a', [points(100)], { when: { goods: { skus: ['x'] }, code: 'SPRING' } })];
    expect(reasons(sell(rules, { ...anna(), codes: ['SPRING'] }, []))).toContain('a goods.none');
  });

  it('it is for members alone, not blocked, and not for an employee’s own card at their till', () => {
    const rules = [activity('a', [points(100)])];
    expect(reasons(sell(rules, facts([line('a', 100)]), []))).toEqual(['a member.none']);
    expect(reasons(sell(rules, anna({ blocked: true }), []))).toEqual(['a member.blocked']);
    expect(reasons(sell(rules, anna({ employee: 'c1' }), []))).toEqual(['a accrual.employee']);
    expect(earned(sell(rules, anna({ employee: 'c2', identification: 'phone' }), []))).toBe(100);
  });

  it('it stops where the member may earn no more today', () => {
    const rules = programme([], { limits: { accrualsPerDay: 2 }, activities: [activity('a', [points(100)])] });
    const today = (receipts: number, day = '2026-11-20') => quote(rules, anna({ earning: { day, receipts } }));
    expect(earned(today(1))).toBe(100);
    expect(reasons(today(2))).toEqual(['a accrual.perDay']);
    expect(earned(today(2, '2026-11-19'))).toBe(100);
  });

  it('activities run in order of id, whatever the order of the file', () => {
    const rules = ['b', 'B', 'a'].map((id) => activity(id, [points(1)]));
    expect(sell(rules, anna(), []).movements.map((each) => 'lot' in each && each.lot)).toEqual([
      'r1:B:0',
      'r1:a:0',
      'r1:b:0',
    ]);
  });
});

describe('limits of an activity', () => {
  const limited = (
    limits: Activity['limits'],
    uses: { count: number; day: string; dayCount: number; monthCount: number },
  ) => sell([activity('a', [points(100)], { limits })], anna({ uses: [{ rule: 'a', ...uses }] }), []);

  it('are reached per member, per local day and per calendar month', () => {
    const today = { count: 3, day: '2026-11-20', dayCount: 2, monthCount: 3 };
    expect(reasons(limited({ member: 3 }, today))).toEqual(['a limit.member']);
    expect(reasons(limited({ member: 4, day: 2 }, today))).toEqual(['a limit.day']);
    expect(reasons(limited({ member: 4, day: 3, month: 3 }, today))).toEqual(['a limit.month']);
    expect(limited({ member: 4, day: 3, month: 4 }, today).uses).toEqual([
      { rule: 'a', count: 4, day: '2026-11-20', dayCount: 3, monthCount: 4 },
    ]);
  });

  it('begin anew with the day and the month', () => {
    const yesterday = { count: 9, day: '2026-11-19', dayCount: 2, monthCount: 3 };
    expect(limited({ day: 2 }, yesterday).uses).toEqual([
      { rule: 'a', count: 10, day: '2026-11-20', dayCount: 1, monthCount: 4 },
    ]);
    const october = { count: 9, day: '2026-10-31', dayCount: 2, monthCount: 3 };
    expect(limited({ month: 3 }, october).uses).toEqual([
      { rule: 'a', count: 10, day: '2026-11-20', dayCount: 1, monthCount: 1 },
    ]);
  });

  it('an activity without limits leaves no trace of its uses', () => {
    expect(sell([activity('a', [points(100)])], anna(), []).uses).toBeUndefined();
  });

  it('a share for N purchases of the friend is counted with the friend', () => {
    const rules = [activity('a', [pointsShare(100)], { to: referrer, limits: { member: 2 } })];
    const after = (count: number) => {
      const uses = [{ rule: 'a', count, day: '2026-11-01', dayCount: 1, monthCount: 1 }];
      return sell(rules, anna({ referrers: ['m2'], uses }), []);
    };
    expect([after(1).shares?.[0]?.points, after(2).shares]).toEqual([150, undefined]);
  });
});
