import { describe, expect, it } from 'vitest';
import { accountOf } from '../account.ts';
import type { Account } from '../account.ts';
import type { Reaction } from '../event.ts';
import { applyEvent } from '../fold.ts';
import type { AccountEvent } from '../fold.ts';
import type { ReturnMoney, SaleMoney, Share } from '../outcome.ts';
import { lot, member } from '../testing/build.ts';

const opened = (rest = {}) => accountOf(member(rest));
const after = (account: Account, ...events: AccountEvent[]) =>
  events.reduce((before, event) => applyEvent(before, event).account, account);

function sale(money: Partial<SaleMoney> = {}, netMinor = 1000, moment = '2026-11-20T12:00:00+03:00'): AccountEvent {
  const totals = {
    grossMinor: netMinor,
    discountMinor: 0,
    redeemedMinor: 0,
    netMinor,
    redeemed: [],
    earned: [],
    vat: [],
  };
  const none = { lines: [], totals, movements: [], entitlements: { used: [] }, tier: null };
  return { kind: 'sale', receipt: 'r1', moment, money: { ...none, ...money }, leasesClosed: [] };
}

function giveBack(money: Partial<ReturnMoney> = {}, refundMinor = 1000, whole = true): AccountEvent {
  const totals = { refundMinor, reinstated: [], clawedBack: [], vat: [] };
  const none = { lines: [], totals, movements: [], entitlements: { reopened: [] }, tier: null };
  return { kind: 'return', ofReceipt: 'r1', money: { ...none, ...money }, whole };
}

function reaction(rest: Partial<Reaction> = {}): AccountEvent {
  const empty = {
    movements: [],
    issued: [],
    terms: [],
    tier: null,
    counters: [],
    uses: [],
    donations: [],
    messages: [],
  };
  return { kind: 'reacted', reaction: { rule: 'a', who: 'member', member: 'm1', ...empty, ...rest } };
}

const share: Share = {
  rule: 'ag',
  who: 'agent',
  member: 'm1',
  wallet: 'bonus',
  lot: 'r7:ag:0',
  points: 500,
  activeFrom: '2026-11-20T12:00:00+03:00',
  expiresAt: null,
  lines: [],
};

describe('a share of somebody else’s sale', () => {
  it('is a lot that pays off a debt first, posted on two sides', () => {
    const { account, postings } = applyEvent(opened({ debt: [{ wallet: 'bonus', points: 200 }] }), {
      kind: 'shared',
      receipt: 'r7',
      share,
    });
    expect([account.lots, account.debt]).toMatchObject([[{ id: 'r7:ag:0', points: 300 }], []]);
    expect(postings).toEqual([
      { wallet: 'bonus', from: 'issued', to: 'member', points: 500 },
      { wallet: 'bonus', from: 'member', to: 'debt', points: 200 },
    ]);
  });

  it('is taken back from its lot, then others, then owed, or forgiven', () => {
    const back = { rule: 'ag', member: 'm1', wallet: 'bonus', lot: 'r7:ag:0', points: 500 };
    const had = opened({ lots: [lot('r7:ag:0', 100), lot('own', 50)] });
    const owed = applyEvent(had, { kind: 'unshared', ofReceipt: 'r7', share: back });
    expect([owed.account.lots, owed.account.debt]).toEqual([[], [{ wallet: 'bonus', points: 350 }]]);
    expect(owed.postings).toEqual([
      { wallet: 'bonus', from: 'member', to: 'issued', points: 150 },
      { wallet: 'bonus', from: 'debt', to: 'issued', points: 350 },
    ]);
    const forgiven = applyEvent(had, { kind: 'unshared', ofReceipt: 'r7', share: { ...back, forgive: true } });
    expect([forgiven.account.debt, forgiven.postings.length]).toEqual([[], 1]);
  });
});

describe('a reaction', () => {
  it('brings points, rights, terms, a tier, uses, counters and referrals', () => {
    const movements = [
      { kind: 'accrue' as const, wallet: 'bonus', lot: 'l', points: 5, activeFrom: '', expiresAt: null },
    ];
    const account = after(
      opened({ referrals: 2 }),
      reaction({
        movements,
        issued: [{ id: 'o', kind: 'offer', promotion: 'p' }],
        terms: [{ segment: 'club', by: 'e1' }],
        tier: { from: null, to: 'gold' },
        uses: [{ rule: 'a', count: 1, day: '2026-11-20', dayCount: 1, monthCount: 1 }],
        counters: [{ challenge: 'c', count: 1, since: '2026-11-20', last: '2026-11-20', reached: 0 }],
        referrals: 1,
      }),
    );
    expect(account).toMatchObject({
      lots: [{ id: 'l', points: 5 }],
      entitlements: [{ id: 'o' }],
      terms: [{ segment: 'club' }],
      tier: 'gold',
      uses: [{ rule: 'a', count: 1 }],
      counters: [{ challenge: 'c', count: 1 }],
      referrals: 3,
    });
  });

  it('points that became a donation went to charity, others were redeemed', () => {
    const movements = [{ kind: 'redeem' as const, wallet: 'bonus', lot: 'l', points: 5 }];
    const gift = { cause: 'shelter', by: 'member' as const, amountMinor: 5, rule: 'x', lines: [] };
    const to = (rest: Partial<Reaction>) =>
      applyEvent(opened({ lots: [lot('l', 9)] }), reaction({ movements, ...rest })).postings;
    expect(to({ donations: [gift] })).toEqual([{ wallet: 'bonus', from: 'member', to: 'charity', points: 5 }]);
    expect(to({})).toEqual([{ wallet: 'bonus', from: 'member', to: 'redeemed', points: 5 }]);
  });

  it('notes since when a tier is at risk, and that it is no longer', () => {
    const risky = after(opened(), reaction({ atRiskSince: '2026-11-20', reviewed: '2026-11-20' }));
    expect(risky).toMatchObject({ atRiskSince: '2026-11-20', reviewed: '2026-11-20' });
    expect(after(risky, reaction())).toMatchObject({ atRiskSince: '2026-11-20' });
    expect(after(risky, reaction({ atRiskSince: null }))).not.toHaveProperty('atRiskSince');
  });
});

describe('rights', () => {
  const offer = { id: 'o', kind: 'offer' as const, promotion: 'p', uses: 2 };
  const used = (closed = false) => sale({ entitlements: { used: [{ id: 'o', quantity: 1000, closed }] } });

  it('opened by a sale and used in it have one use less', () => {
    const both = sale({ entitlements: { issued: [offer], used: [{ id: 'o', quantity: 1000, closed: false }] } });
    expect(after(opened(), both).entitlements).toEqual([{ ...offer, uses: 1 }]);
  });

  it('are used by receipts, closed by the last, and opened again by its return', () => {
    const start = opened({ entitlements: [offer] });
    const once = after(start, used());
    expect(once.entitlements).toEqual([{ ...offer, uses: 1 }]);
    const twice = after(once, used(true));
    expect([twice.entitlements, twice.closedEntitlements.length]).toEqual([[], 1]);
    const reopened = giveBack({ entitlements: { reopened: [{ id: 'o', quantity: 1000 }] } });
    expect(after(twice, reopened).entitlements).toEqual([{ ...offer, uses: 1 }]);
    expect(after(twice, reopened, reopened).entitlements).toEqual([offer]);
  });

  it('that are revoked stay revoked, used up or not', () => {
    const revoke = giveBack({ entitlements: { reopened: [], revoked: ['o'] } }, 0, false);
    const reopened = giveBack({ entitlements: { reopened: [{ id: 'o', quantity: 1000 }] } });
    const start = opened({ entitlements: [offer] });
    expect(after(start, used(), revoke).entitlements).toEqual([]);
    expect(after(start, used(), used(true), revoke, reopened).entitlements).toEqual([]);
  });
});

describe('terms', () => {
  const term = (rest = {}) => ({
    segment: 'split',
    from: '2026-11-01T00:00:00+03:00',
    purchases: 2,
    by: 'e1',
    ...rest,
  });

  it('lose a purchase by each receipt while in force, not by the one that gave them', () => {
    const account = after(opened({ terms: [term()] }), sale({ terms: [term({ by: 'r1' })] }));
    expect(account.terms).toEqual([term({ purchases: 1 }), term({ by: 'r1' })]);
    expect(after(account, sale(), sale()).terms).toBeUndefined();
  });

  it('not begun yet count nothing; over, they are dropped', () => {
    const later = term({ from: '2026-11-20T12:00:01+03:00' });
    const over = term({ until: '2026-11-20T12:00:00+03:00' });
    expect(after(opened({ terms: [later, over] }), sale()).terms).toEqual([later]);
    expect(after(opened({ terms: [over] }), { kind: 'expired', at: '2026-11-20T09:00:00Z' }).terms).toBeUndefined();
    expect(after(opened({ terms: [over] }), { kind: 'expired', at: '2026-11-20T08:59:59Z' }).terms).toEqual([over]);
  });

  it('end by name, and get a purchase back', () => {
    const two = opened({ terms: [term(), term({ by: 'e2' })] });
    expect(after(two, giveBack({ ended: ['e2'] })).terms).toEqual([term()]);
    const restored = giveBack({ terms: [term({ purchases: 1 })] });
    expect(after(opened({ terms: [term({ purchases: 1 })] }), restored).terms).toEqual([term()]);
    expect(after(opened(), restored).terms).toEqual([term({ purchases: 1 })]);
  });
});

describe('days of the past', () => {
  it('are added up by local day, less returns on the day of the sale, and kept for 400 days', () => {
    const days = after(
      opened(),
      sale({ day: '2025-10-16' }, 700),
      sale({ day: '2025-10-17' }, 800),
      sale({ day: '2026-11-20' }, 1000),
      sale({ day: '2026-11-20' }, 500),
    );
    expect(days.history).toEqual([
      { day: '2025-10-17', spendMinor: 800, purchases: 1 },
      { day: '2026-11-20', spendMinor: 1500, purchases: 2 },
    ]);
    const less = after(days, giveBack({ day: '2025-10-17' }, 300, false), giveBack({ day: '2026-11-20' }, 500));
    expect(less.history).toEqual([
      { day: '2025-10-17', spendMinor: 500, purchases: 1 },
      { day: '2026-11-20', spendMinor: 1000, purchases: 1 },
    ]);
    expect(after(less, giveBack({ day: '2026-11-01' }, 300)).history).toEqual(less.history);
  });

  it('are not kept where the sale names none', () => {
    expect(after(opened(), sale())).not.toHaveProperty('history');
  });

  it('receipts that earned are counted on the day of the last of them', () => {
    const earned = (day: string) =>
      sale({ day, totals: { ...totalsOf(sale()), earned: [{ wallet: 'bonus', points: 5 }] } });
    const two = after(
      opened(),
      earned('2026-11-19'),
      earned('2026-11-20'),
      earned('2026-11-20'),
      sale({ day: '2026-11-20' }),
    );
    expect(two.earning).toEqual({ day: '2026-11-20', receipts: 2 });
    const totals = { refundMinor: 1000, reinstated: [], clawedBack: [{ wallet: 'bonus', points: 5 }], vat: [] };
    expect(after(two, giveBack({ day: '2026-11-20', totals })).earning).toEqual({ day: '2026-11-20', receipts: 2 });
  });
});

function totalsOf(event: AccountEvent): SaleMoney['totals'] {
  if (event.kind !== 'sale') throw new Error('no sale');
  return event.money.totals;
}

describe('counts', () => {
  const use = (day: string) => sale({ uses: [{ rule: 'a', count: 7, day, dayCount: 1, monthCount: 1 }] });

  it('each use told is one more, though two tills knew nothing of each other', () => {
    const twice = after(opened(), use('2026-11-19'), use('2026-11-20'), use('2026-11-20'));
    expect(twice.uses).toEqual([{ rule: 'a', count: 3, day: '2026-11-20', dayCount: 2, monthCount: 3 }]);
    expect(after(twice, use('2026-10-31')).uses).toEqual([
      { rule: 'a', count: 4, day: '2026-11-20', dayCount: 2, monthCount: 3 },
    ]);
  });

  it('a use given back is taken from its day and month alone', () => {
    const twice = after(opened(), use('2026-11-19'), use('2026-11-20'));
    const back = (day: string) => after(twice, giveBack({ unused: [{ promotion: 'a', given: 0 }], day })).uses;
    expect(back('2026-11-20')).toEqual([{ rule: 'a', count: 1, day: '2026-11-20', dayCount: 0, monthCount: 1 }]);
    expect(back('2026-11-19')).toEqual([{ rule: 'a', count: 1, day: '2026-11-20', dayCount: 1, monthCount: 1 }]);
    expect(back('2026-10-19')).toEqual([{ rule: 'a', count: 1, day: '2026-11-20', dayCount: 1, monthCount: 2 }]);
    const none = giveBack({ unused: [{ promotion: 'a', given: 0 }], day: '2026-11-20' });
    expect(after(twice, none, none)).not.toHaveProperty('uses');
  });

  it('units of goods that gifts are chosen among are added and taken', () => {
    const bought = [{ sku: 'cat', quantity: 2000 }];
    const twice = after(opened(), sale({ bought }), sale({ bought: [...bought, { sku: 'ant', quantity: 1000 }] }));
    expect(twice.bought).toEqual([
      { sku: 'ant', quantity: 1000 },
      { sku: 'cat', quantity: 4000 },
    ]);
    expect(after(twice, giveBack({ bought: [{ sku: 'ant', quantity: 1000 }] })).bought).toEqual([
      { sku: 'cat', quantity: 4000 },
    ]);
  });

  it('a counter that counts nothing and reached nothing is none', () => {
    const counter = { challenge: 'c', count: 2, since: '2026-11-20', last: '2026-11-20', reached: 0 };
    const one = after(opened(), sale({ counters: [counter] }));
    expect(one.counters).toEqual([counter]);
    expect(after(one, giveBack({ counters: [{ ...counter, count: 0 }] }))).not.toHaveProperty('counters');
    expect(after(one, giveBack({ counters: [{ ...counter, count: 0, reached: 1 }] })).counters).toHaveLength(1);
  });
});
