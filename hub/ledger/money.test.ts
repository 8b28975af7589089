import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { HubReport } from '../../shared/protocol/report.ts';
import { club } from '../testing/club.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc, shopDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

const text = (id: string) => ({ ru: id, en: id });
const coalition: Programme = {
  ...club,
  coalition: {
    operator: 'op',
    partners: ['op', 'a', 'b'].map((id) => ({ id, name: text(id) })),
  },
  promotions: [
    ...club.promotions,
    {
      id: 'package',
      name: text('package'),
      give: {
        kind: 'bundlePrice',
        parts: [{ skus: ['coffee'] }, { skus: ['milk'] }],
        priceMinor: 500_00,
        split: [
          { partner: 'a', shareBp: 6000 },
          { partner: 'b', shareBp: 4000 },
        ],
      },
    },
    {
      id: 'one-percent',
      name: text('one-percent'),
      when: { goods: { skus: ['bread'] } },
      give: { kind: 'donation', cause: 'shelter', rateBp: 100 },
    },
  ],
};

let test: TestHub;
let till: TestTill;
beforeEach(async () => {
  const lines = [{ kind: 'shop' as const, doc: { ...shopDoc, partner: 'a' } }];
  const anna = memberDoc('anna', { lots: [lot('l1', 50_00)] });
  test = await openTestHub(['till-1'], [anna], {}, { programme: coalition, lines });
  till = await test.till('till-1');
});
afterEach(() => test.close());

const at = '2026-03-01T12:01:00+03:00';

async function report(): Promise<HubReport> {
  return test.hub.report({});
}

function sums() {
  const db = new Database(join(test.dataDir, 'hub.db'), { readonly: true });
  const crooked = db
    .prepare('select shop, txn from money group by shop, txn, currency having sum(amount_minor) <> 0')
    .all();
  const entries = db.prepare('select side, sum(amount_minor) as minor from money group by side order by side').all();
  db.close();
  expect(crooked).toEqual([]);
  return entries;
}

describe('money between partners', () => {
  it('W29: a package of A and B sold by A, split 60/40: A owes B its part, and less when half of it comes back', async () => {
    const { body } = till.sell({
      lines: [
        { sku: 'coffee', quantity: 2000 },
        { sku: 'milk', quantity: 2000 },
      ],
      at,
    });
    await till.push();
    const owed = { from: 'partner:a', to: 'partner:b', reason: 'bundle', currency: 'RUB' };
    expect((await report()).settlements).toEqual([{ ...owed, amountMinor: 400_00 }]);
    till.giveBack(
      body.receipt,
      body.money.lines.map(({ id }) => ({ line: id, quantity: 1000 })),
      at,
    );
    await till.push();
    expect((await report()).settlements).toEqual([{ ...owed, amountMinor: 200_00 }]);
    expect(sums()).toEqual([
      { side: 'partner:a', minor: -200_00 },
      { side: 'partner:b', minor: 200_00 },
    ]);
    expect((await test.hub.summary()).verdicts.different).toBe(0);
  });

  it('for points: A owes the operator those it granted, the operator owes A those it took', async () => {
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at });
    const spending = till.accept(await till.lease('anna', 20_00, at), at);
    till.sell({ member: 'anna', lines: [{ sku: 'milk' }], redeem: 20_00, spending, at });
    await till.push();
    // 5 % of 500.00 and of the 69.90 that were paid for the milk, down: 25.00 and 3.49.
    expect((await report()).settlements).toEqual([
      { from: 'partner:a', to: 'operator', reason: 'accrual', currency: 'RUB', amountMinor: 28_49 },
      { from: 'operator', to: 'partner:a', reason: 'redemption', currency: 'RUB', amountMinor: 20_00 },
    ]);
    expect(sums()).toEqual([
      { side: 'operator', minor: 8_49 },
      { side: 'partner:a', minor: -8_49 },
    ]);
  });
});

describe('money for causes', () => {
  it('is told with the goal: 1 % from the shop, and what the member adds up to the next ten', async () => {
    till.sell({
      lines: [{ sku: 'bread' }],
      at,
      facts: (facts) => (facts.donation = { cause: 'shelter', roundUpToMinor: 10_00 }),
    });
    await till.push();
    expect((await report()).causes).toEqual([
      {
        cause: 'shelter',
        name: text('shelter'),
        byMembersMinor: 4_50,
        byShopsMinor: 45,
        totalMinor: 4_95,
        goalMinor: 1000_00,
        reachedBp: 49,
      },
    ]);
    expect(sums()).toEqual([
      { side: 'cause:shelter', minor: 4_95 },
      { side: 'member', minor: -4_50 },
      { side: 'partner:a', minor: -45 },
    ]);
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 1, different: 0, pending: 0 });
  });

  it('that were points are the operator’s to pay, and the points go to charity', async () => {
    const event = { id: 'c1', kind: 'conversion', name: 'to-shelter', value: 2, member: 'anna', moment: at } as const;
    await test.hub.event(event);
    await test.hub.event(event);
    const { causes, wallets } = await report();
    expect(causes[0]).toMatchObject({ byShopsMinor: 20_00, totalMinor: 20_00 });
    expect(wallets[0]).toMatchObject({ toCauses: 20_00, redeemed: 0, outstanding: 30_00 });
    expect(sums()).toEqual([
      { side: 'cause:shelter', minor: 20_00 },
      { side: 'operator', minor: -20_00 },
    ]);
    expect((await test.hub.summary()).ledgerSum).toBe(0);
  });
});
