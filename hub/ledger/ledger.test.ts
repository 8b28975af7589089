import { afterEach, describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { join } from 'node:path';
import type { Account } from '../../shared/loyalty/account.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
afterEach(() => test.close());

const minute = (n: number) => new Date(Date.parse('2026-03-01T12:00:00Z') + n * 60_000).toISOString();

type Sums = { member: string; wallet: string; points: number };

/** Every transaction of every member sums to zero in every wallet, and the accounts say what the ledger says. */
function expectSoundLedger(): void {
  const db = new Database(join(test.dataDir, 'hub.db'), { readonly: true });
  const crooked = db.prepare('select member, txn, wallet from ledger group by 1, 2, 3 having sum(points) <> 0').all();
  const posted = db
    .prepare<[], Sums>(
      `select member, wallet, sum(points) as points from ledger
       where side = 'member' or side like 'lease:%' or side = 'debt' group by 1, 2`,
    )
    .all();
  const accounts = db.prepare<[], { account: string }>('select account from member').all();
  db.close();
  expect(crooked).toEqual([]);
  for (const { account: text } of accounts) {
    const account = JSON.parse(text) as Account;
    const points = account.lots.reduce((sum, each) => sum + each.points, 0);
    const debt = account.debt.reduce((sum, each) => sum + each.points, 0);
    const said = posted.find(({ member }) => member === account.member)?.points ?? 0;
    expect({ member: account.member, points: said }).toEqual({ member: account.member, points: points - debt });
  }
}

const accountOf = async (till: TestTill, member: string) => {
  await till.pull();
  return till.doc('member', member)!.account;
};

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('sale' as const), sku: fc.constantFrom('milk', 'coffee') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('return' as const), nth: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('redeem' as const), points: fc.integer({ min: 1, max: 60_00 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Makes the steps at a till; what redeems asks the hub there and then. */
async function live(till: TestTill, steps: readonly Step[], from: number): Promise<void> {
  const receipts: string[] = [];
  for (const [index, each] of steps.entries()) {
    const at = minute(from + index * 2);
    if (each.kind === 'return') {
      const receipt = receipts.splice(each.nth, 1)[0];
      if (receipt !== undefined) till.giveBack(receipt, [{ line: 'l1', quantity: 1000 }], at);
      continue;
    }
    if (each.kind === 'sale') receipts.push(till.sell({ member: 'anna', lines: [{ sku: each.sku }], at }).body.receipt);
    else {
      const reply = await till.lease('anna', each.points, at);
      if (reply.kind === 'refused') continue;
      const spending = till.accept(reply, at);
      till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], redeem: each.points, spending, at });
    }
  }
}

describe('the ledger', () => {
  it('sums to zero after any life of a member at two tills, in whatever pieces it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 8 }),
        fc.array(step, { maxLength: 8 }),
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 4 })), { maxLength: 10 }),
        async (first, second, pushes) => {
          test = await openTestHub(['till-1', 'till-2'], [memberDoc('anna', { lots: [lot('l1', 100_00)] })]);
          const tills = [await test.till('till-1'), await test.till('till-2')] as const;
          await live(tills[0], first, 0);
          await live(tills[1], second, 1);
          const sent = [0, 0];
          for (const [which, count] of [...pushes, [false, 99], [true, 99]] as [boolean, number][]) {
            const nth = which ? 1 : 0;
            const records = tills[nth].journal.slice(sent[nth], (sent[nth] ?? 0) + count);
            sent[nth]! += records.length;
            if (records.length > 0) await tills[nth].push(records);
            expectSoundLedger();
          }
          const { ledgerSum, verdicts, records } = await test.hub.summary();
          expect(ledgerSum).toBe(0);
          expect(records).toBe(tills[0].journal.length + tills[1].journal.length);
          expect(verdicts).toMatchObject({ different: 0, pending: 0 });
          await test.close();
        },
      ),
      { numRuns: 15 },
    );
    test = await openTestHub([]);
  }, 60_000);

  it('comes to the same account whatever order records of several tills arrive in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { maxLength: 6 }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.nat(2), { maxLength: 20 }),
        async (lives, order) => {
          const ids = ['till-1', 'till-2', 'till-3'];
          const ends: unknown[] = [];
          for (const arrival of [order, order.toReversed(), []]) {
            test = await openTestHub(ids, [memberDoc('anna', { lots: [lot('l1', 100_00)] })]);
            const tills = [];
            for (const id of ids) tills.push(await test.till(id));
            // Hub decisions apart: leases would be granted in another order.
            for (const [nth, till] of tills.entries()) {
              await live(
                till,
                lives[nth]!.filter(({ kind }) => kind !== 'redeem'),
                nth,
              );
            }
            const sent = [0, 0, 0];
            for (const nth of arrival) {
              const record = tills[nth]!.journal[sent[nth]!];
              if (record) await tills[nth]!.push([record]);
              if (record) sent[nth]! += 1;
            }
            for (const [nth, till] of tills.entries()) {
              const rest = till.journal.slice(sent[nth]);
              if (rest.length > 0) await till.push(rest);
            }
            expectSoundLedger();
            ends.push({
              account: await accountOf(tills[0]!, 'anna'),
              outstanding: (await test.hub.summary()).outstanding,
            });
            await test.close();
          }
          expect(ends[1]).toEqual(ends[0]);
          expect(ends[2]).toEqual(ends[0]);
        },
      ),
      { numRuns: 10 },
    );
    test = await openTestHub([]);
  }, 60_000);

  it('posts a late record under its own name and what it changes as one correction', async () => {
    test = await openTestHub(['till-1', 'till-2'], [memberDoc('anna')]);
    const [first, second] = [await test.till('till-1'), await test.till('till-2')];
    second.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: minute(1) });
    first.sell({ member: 'anna', lines: [{ sku: 'coffee', quantity: 20_000 }], at: minute(0) });
    await second.push();
    await first.push();
    expectSoundLedger();
    await first.pull();
    expect(first.doc('member', 'anna')?.account).toMatchObject({
      tier: 'bronze',
      purchaseCount: 2,
      spendMinor: 10_500_00,
    });
    expect(first.doc('member', 'anna')?.account.recent.map(({ netMinor }) => netMinor)).toEqual([10_000_00, 500_00]);
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 2, different: 0, pending: 0 });
  });

  it("sets a till's wrong clock right by the difference at the session's beginning", async () => {
    test = await openTestHub(['till-1', 'till-2'], [memberDoc('anna')]);
    const [first, second] = [await test.till('till-1'), await test.till('till-2')];
    await first.session('2031-03-01T12:00:00+03:00');
    first.sell({ member: 'anna', lines: [{ sku: 'milk' }], at: '2031-03-01T12:01:00+03:00' });
    second.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: '2026-03-01T12:05:00+03:00' });
    await first.push();
    await second.push();
    await first.pull();
    expect(first.doc('member', 'anna')?.account.recent.map(({ netMinor }) => netMinor)).toEqual([89_90, 500_00]);
    expectSoundLedger();
  });
});
