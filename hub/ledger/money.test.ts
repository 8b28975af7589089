import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { HubReport } from '../../shared/protocol/report.ts';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import { club } from '../testing/club.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc, shopDoc } from '../testing/shop.ts';
import { sealed } from '../testing/till.ts';
import type { TestTill } from '../testing/till.ts';

const text = (id: string) => ({ ru: id, en: id });
const coalition: Programme = {
  ...club,
  coalition: {
    operator: 'op',
    partners: [
      { id: 'a', name: text('a') },
      { id: 'b', name: text('b') },
    ],
  },
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

/** Whatever the hub makes of it, it is booked as the till said: what a receipt says of money is put into its record. */
function say(money: Partial<SaleBody['money']> | Partial<ReturnBody['money']>): void {
  const { record } = till.journal.pop()!;
  const altered = structuredClone(record);
  Object.assign((altered.body as SaleBody).money, money);
  till.journal.push(sealed(altered));
}

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
  it('W29: a package of A and B at 1000.00, 60/40, sold by A: A owes B 400.00', async () => {
    till.sell({ lines: [{ sku: 'coffee', quantity: 2000 }], at });
    say({ settlements: [{ from: 'a', to: 'b', reason: 'bundle', rule: 'package', amountMinor: 400_00 }] });
    await till.push();
    expect((await report()).settlements).toEqual([
      { from: 'partner:a', to: 'partner:b', reason: 'bundle', currency: 'RUB', amountMinor: 400_00 },
    ]);
    expect(sums()).toEqual([
      { side: 'partner:a', minor: -400_00 },
      { side: 'partner:b', minor: 400_00 },
    ]);
  });

  it('is netted by pair and reason, and goes back with the goods', async () => {
    const { body } = till.sell({ lines: [{ sku: 'coffee', quantity: 2000 }], at });
    say({
      settlements: [
        { from: 'a', to: 'op', reason: 'accrual', rule: 'points', amountMinor: 50_00 },
        { from: 'op', to: 'a', reason: 'redemption', rule: 'bonus', amountMinor: 80_00 },
      ],
    });
    till.giveBack(body.receipt, [{ line: 'l1', quantity: 1000 }], at);
    say({ settlements: [{ from: 'op', to: 'a', reason: 'accrual', rule: 'points', amountMinor: 25_00 }] });
    await till.push();
    expect((await report()).settlements).toEqual([
      { from: 'partner:a', to: 'operator', reason: 'accrual', currency: 'RUB', amountMinor: 25_00 },
      { from: 'operator', to: 'partner:a', reason: 'redemption', currency: 'RUB', amountMinor: 80_00 },
    ]);
    expect(sums()).toEqual([
      { side: 'operator', minor: -55_00 },
      { side: 'partner:a', minor: 55_00 },
    ]);
  });
});

describe('money for causes', () => {
  it('W17: 12.50 from the shop and 9.50 from the member, told with the goal', async () => {
    till.sell({ lines: [{ sku: 'milk' }], at });
    say({
      donations: [
        { cause: 'shelter', by: 'shop', amountMinor: 12_50, rule: 'one-percent', lines: [] },
        { cause: 'shelter', by: 'member', amountMinor: 9_50, rule: null, lines: [] },
      ],
    });
    await till.push();
    expect((await report()).causes).toEqual([
      {
        cause: 'shelter',
        name: text('shelter'),
        byMembersMinor: 9_50,
        byShopsMinor: 12_50,
        totalMinor: 22_00,
        goalMinor: 1000_00,
        reachedBp: 220,
      },
    ]);
    expect(sums()).toEqual([
      { side: 'cause:shelter', minor: 22_00 },
      { side: 'member', minor: -9_50 },
      { side: 'partner:a', minor: -12_50 },
    ]);
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
