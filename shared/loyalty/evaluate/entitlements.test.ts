import { describe, expect, it } from 'vitest';
import { accountOf, memberFacts } from '../account.ts';
import type { Account } from '../account.ts';
import { compile } from '../compile/compile.ts';
import type { EntitlementFacts, Facts } from '../facts.ts';
import { applyEvent } from '../fold.ts';
import type { Outcome } from '../outcome.ts';
import type { Programme, Promotion } from '../programme/schema.ts';
import { reverse } from '../reverse/reverse.ts';
import { earns, facts, line, member, programme, promotion } from '../testing/build.ts';
import { quote, reasons } from '../testing/quote.ts';

const off = promotion('off', { kind: 'basketPercent', rateBp: 2000 }, { when: { entitlement: true } });
const coupon: EntitlementFacts = { id: 'c1', kind: 'coupon', promotion: 'off' };
const offer: EntitlementFacts = { id: 'o1', kind: 'offer', promotion: 'off' };
const until = (validUntil: string, rest: Partial<EntitlementFacts>) => ({ ...offer, validUntil, ...rest });

function ring(entitlements: EntitlementFacts[], rest: Partial<Facts> = {}, rules: Promotion[] = [off]): Outcome {
  return quote(rules, facts([line('a', 10_000)], { member: member({ entitlements }), ...rest }));
}

/** Rings receipts one after another for one account, each of one good, and answers what is paid and left. */
function visits(rules: Programme, buyer: Account, sales: { sku: string; priceMinor: number; codes?: string[] }[]) {
  let account = buyer;
  const paid: number[] = [];
  const sold = sales.map(({ sku, priceMinor, codes = [] }, index) => {
    const sale = facts([line(sku, priceMinor)], { receipt: `r${index}`, codes, member: memberFacts(account, 'card') });
    const money = quote(rules, sale);
    paid.push(money.totals.netMinor);
    const { receipt, moment } = sale;
    account = applyEvent(account, { kind: 'sale', receipt, moment, money, leasesClosed: [] }).account;
    return { facts: sale, outcome: money };
  });
  return { paid, account, sold };
}

function takeBack(rules: Programme, account: Account, sold: { facts: Facts; outcome: Outcome }): Account {
  const lines = sold.outcome.lines.map(({ id, quantity }) => ({ line: id, quantity }));
  const now = { ...sold.facts, receipt: 'back', member: memberFacts(account, 'card') };
  const money = reverse(compile(rules), { sale: sold, returned: [], lines, facts: now });
  return applyEvent(account, { kind: 'return', ofReceipt: sold.facts.receipt, money, whole: true }).account;
}

describe('a coupon', () => {
  it('works when shown, once', () => {
    expect(ring([coupon]).totals.netMinor).toBe(10_000);
    const shown = ring([coupon], { codes: ['c1'] });
    expect(shown.totals.netMinor).toBe(8000);
    expect(shown.entitlements.used).toEqual([{ id: 'c1', quantity: 1000, closed: true }]);
  });

  it('of several receipts is used up by the last of them', () => {
    const used = (uses: number) => ring([{ ...coupon, uses }], { codes: ['c1'] }).entitlements.used[0]?.closed;
    expect([used(2), used(1)]).toEqual([false, true]);
  });

  it('whose promotion gave nothing is not used up', () => {
    const tea = { ...off, when: { entitlement: true, goods: { skus: ['tea'] } } };
    const outcome = ring([coupon], { codes: ['c1'] }, [tea]);
    expect([reasons(outcome).join(), outcome.entitlements.used]).toEqual(['off goods.none', []]);
    const closed = promotion('price', { kind: 'fixedPrice', priceMinor: 9000 }, { keeps: { discounts: false } });
    expect(ring([coupon], { codes: ['c1'] }, [off, closed]).entitlements.used).toEqual([]);
  });

  it('may open points, a privilege, words or a free good, and is used by them', () => {
    const gives: Promotion['give'][] = [
      { kind: 'pointsFixed', wallet: 'bonus', points: 5 },
      { kind: 'privilege' },
      { kind: 'message', text: { ru: 'О', en: 'O' } },
      { kind: 'freeGood', sku: 'a', units: 1, from: 'basket' },
    ];
    for (const give of gives) {
      const outcome = ring([coupon], { codes: ['c1'] }, [{ ...off, give }]);
      expect(outcome.entitlements.used).toEqual([{ id: 'c1', quantity: 1000, closed: true }]);
    }
  });
});

describe('an offer or a privilege', () => {
  it('works by itself; without a number of uses it is not used up', () => {
    const outcome = ring([offer]);
    expect([outcome.totals.netMinor, outcome.entitlements.used]).toEqual([8000, []]);
    expect(ring([{ ...offer, uses: 1 }]).entitlements.used).toEqual([{ id: 'o1', quantity: 1000, closed: true }]);
  });

  it('that ends first is used, one without an end last, equals by id', () => {
    const used = (...entitlements: EntitlementFacts[]) => ring(entitlements).entitlements.used.map(({ id }) => id);
    const [soon, late] = ['2026-11-21T00:00:00+03:00', '2026-12-01T00:00:00+03:00'];
    const never = { ...offer, id: 'never', uses: 1 };
    expect(used(never, until(late, { id: 'late', uses: 3 }), until(soon, { id: 'soon', uses: 3 }))).toEqual(['soon']);
    expect(used(never, until(late, { id: 'late', uses: 3 }))).toEqual(['late']);
    expect(used({ ...never, id: 'z' }, { ...never, id: 'b' })).toEqual(['b']);
  });

  it('is over at its last moment and not there before its first', () => {
    const net = (rest: Partial<EntitlementFacts>) => ring([{ ...offer, ...rest }]).totals.netMinor;
    expect(net({ validUntil: '2026-11-20T12:00:01+03:00' })).toBe(8000);
    expect(net({ validUntil: '2026-11-20T12:00:00+03:00' })).toBe(10_000);
    expect(net({ validFrom: '2026-11-20T12:00:00+03:00' })).toBe(8000);
    expect(net({ validFrom: '2026-11-20T12:00:01+03:00' })).toBe(10_000);
  });
});

describe('receipts left', () => {
  it('W10: an opened privilege takes 20 % off plants at 1250.00, one use of three', () => {
    const plants = promotion(
      'plants',
      { kind: 'linePercent', rateBp: 2000 },
      {
        when: { entitlement: true, goods: { categories: ['plants'], brands: ['AQUA DELLA'] } },
      },
    );
    const opened: EntitlementFacts = {
      id: 'r0:open:0',
      kind: 'privilege',
      promotion: 'plants',
      uses: 3,
      validUntil: '2026-12-21T00:00:00+03:00',
      openedBy: { receipt: 'r0', rule: 'open', lines: ['aquarium'] },
    };
    const buyer = member({ entitlements: [opened] });
    const plant = line('plant', 125_000, { categories: ['plants'], brand: 'AQUA DELLA' });
    const sale = facts([plant], { member: buyer });
    const money = quote([plants], sale);
    expect(money.totals.netMinor).toBe(100_000);
    expect(money.entitlements.used).toEqual([{ id: 'r0:open:0', quantity: 1000, closed: false }]);
    const event = { kind: 'sale', receipt: 'r1', moment: sale.moment, money, leasesClosed: [] } as const;
    expect(applyEvent(accountOf(buyer), event).account.entitlements).toEqual([{ ...opened, uses: 2 }]);
    const other = quote([plants], facts([{ ...plant, brand: 'OTHER' }], { member: buyer }));
    expect([other.totals.netMinor, other.entitlements.used]).toEqual([125_000, []]);
  });

  const session = promotion(
    'session',
    { kind: 'fixedPrice', priceMinor: 0 },
    {
      when: { entitlement: true, goods: { skus: ['session'] } },
      limits: { receipt: 1 },
    },
  );
  const ticket = promotion(
    'ticket',
    { kind: 'linePercent', rateBp: 2000 },
    {
      when: { entitlement: true, goods: { skus: ['ticket'] } },
    },
  );
  const fitness = programme([session, ticket]);
  const byLink = accountOf(
    member({
      entitlements: [
        { id: 's', kind: 'privilege', promotion: 'session', uses: 3 },
        { id: 't', kind: 'coupon', promotion: 'ticket' },
      ],
    }),
  );

  it('W36: three sessions for nothing and then 800.00; 20 % off the season ticket once', () => {
    const visit = { sku: 'session', priceMinor: 80_000 };
    const ticketBought = { sku: 'ticket', priceMinor: 500_000, codes: ['t'] };
    const { paid } = visits(fitness, byLink, [visit, visit, visit, visit, ticketBought, ticketBought]);
    expect(paid).toEqual([0, 0, 0, 80_000, 400_000, 500_000]);
  });

  it('are not used in a receipt without their goods, and one session a visit is', () => {
    const both = facts([line('session', 80_000, { quantity: 2000 })], { member: memberFacts(byLink, 'card') });
    expect(quote(fitness, both).totals.netMinor).toBe(80_000);
    const { account } = visits(fitness, byLink, [{ sku: 'towel', priceMinor: 100 }]);
    expect(account.entitlements).toEqual(byLink.entitlements);
  });

  it('come back with a sale that is wholly undone', () => {
    const visit = { sku: 'session', priceMinor: 80_000 };
    const once = visits(fitness, byLink, [visit]);
    expect(once.account.entitlements[0]).toMatchObject({ id: 's', uses: 2 });
    expect(takeBack(fitness, once.account, once.sold[0]!).entitlements).toEqual(byLink.entitlements);
    const all = visits(fitness, byLink, [visit, visit, visit]);
    expect(all.account.entitlements.map(({ id }) => id)).toEqual(['t']);
    const again = takeBack(fitness, all.account, all.sold[2]!);
    expect(again.entitlements.find(({ id }) => id === 's')).toMatchObject({ uses: 1 });
    expect(again.closedEntitlements).toEqual([]);
  });

  it('stay used while something of the sale remains', () => {
    const lines = [line('ticket', 500_000), line('towel', 100)];
    const sale = facts(lines, { member: memberFacts(byLink, 'card'), codes: ['t'] });
    const sold = { facts: sale, outcome: quote(fitness, sale) };
    const back = (...ids: string[]) =>
      reverse(compile(fitness), {
        sale: sold,
        returned: [],
        lines: ids.map((id) => ({ line: id, quantity: 1000 })),
        facts: sale,
      }).entitlements.reopened;
    expect(back('ticket')).toEqual([]);
    expect(back('ticket', 'towel')).toEqual([{ id: 't', quantity: 1000 }]);
  });
});

describe('uses of promotions', () => {
  const once = promotion('once', { kind: 'basketPercent', rateBp: 1000 }, { limits: { member: 1, budget: 99_999 } });
  const rules = programme([once]);
  const buyer = accountOf(member());
  const buy = { sku: 'a', priceMinor: 10_000 };

  it('are counted by the fold and given back with the whole sale', () => {
    const { paid, account, sold } = visits(rules, buyer, [buy, buy]);
    expect(paid).toEqual([9000, 10_000]);
    expect(account.uses).toEqual([{ rule: 'once', count: 1, day: '2026-11-20', dayCount: 1, monthCount: 1 }]);
    const undone = takeBack(rules, account, sold[0]!);
    expect(undone.uses).toBeUndefined();
    expect(visits(rules, undone, [buy]).paid).toEqual([9000]);
  });

  it('are told as unused on a whole return, except on somebody else’s card', () => {
    const { account, sold } = visits(rules, buyer, [buy]);
    const back = (quantity: number, shown: Facts['member']) =>
      reverse(compile(rules), {
        sale: sold[0]!,
        returned: [],
        lines: [{ line: 'a', quantity }],
        facts: { ...sold[0]!.facts, member: shown },
      }).unused;
    const known = memberFacts(account, 'card');
    expect(back(1000, known)).toEqual([{ promotion: 'once', given: 1000 }]);
    expect(back(500, known)).toBeUndefined();
    expect(back(1000, null)).toEqual([{ promotion: 'once', given: 1000 }]);
    expect(back(1000, member({ id: 'm2' }))).toBeUndefined();
  });

  it('keep what other receipts counted', () => {
    const twice = programme([{ ...once, limits: { member: 5 } }]);
    const { account, sold } = visits(twice, buyer, [buy, buy, buy]);
    expect(account.uses).toMatchObject([{ count: 3, dayCount: 3, monthCount: 3 }]);
    expect(takeBack(twice, account, sold[1]!).uses).toMatchObject([{ count: 2, dayCount: 2, monthCount: 2 }]);
  });

  it('two tills that counted at once are both counted', () => {
    const twice = programme([{ ...once, limits: { member: 5 } }]);
    const sale = facts([line('a', 10_000)], { member: memberFacts(buyer, 'card') });
    const money = quote(twice, sale);
    const event = (receipt: string) =>
      ({ kind: 'sale', receipt, moment: sale.moment, money, leasesClosed: [] }) as const;
    const both = applyEvent(applyEvent(buyer, event('r1')).account, event('r2')).account;
    expect(both.uses).toMatchObject([{ count: 2, dayCount: 2 }]);
  });
});

describe('receipts that earned', () => {
  it('are counted by local day', () => {
    const rules = programme([earns(1000)], { limits: { accrualsPerDay: 5 } });
    const buyer = accountOf(member());
    const sold = (moment: string, priceMinor: number, account: Account) => {
      const sale = facts([line('a', priceMinor)], { moment, member: memberFacts(account, 'card') });
      const money = quote(rules, sale);
      return applyEvent(account, { kind: 'sale', receipt: 'r', moment, money, leasesClosed: [] }).account;
    };
    const first = sold('2026-11-20T10:00:00+03:00', 1000, buyer);
    expect(first.earning).toEqual({ day: '2026-11-20', receipts: 1 });
    const second = sold('2026-11-20T23:59:59+03:00', 1000, first);
    expect(second.earning).toEqual({ day: '2026-11-20', receipts: 2 });
    expect(sold('2026-11-20T11:00:00+03:00', 1, second).earning?.receipts).toBe(2);
    expect(sold('2026-11-21T00:00:00+03:00', 1000, second).earning).toEqual({ day: '2026-11-21', receipts: 1 });
    expect(sold('2026-11-19T23:00:00+03:00', 1000, second).earning?.receipts).toBe(2);
  });
});
