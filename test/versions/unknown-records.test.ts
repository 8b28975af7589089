import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestHub } from '../../hub/testing/hub.ts';
import type { TestHub } from '../../hub/testing/hub.ts';
import { lot, memberDoc } from '../../hub/testing/shop.ts';
import { openTestTill } from '../../hub/testing/till.ts';
import type { TestTill } from '../../hub/testing/till.ts';
import type { Send } from '../../hub/testing/wire.ts';
import { startChild } from '../crash/child.ts';
import type { OlderHub } from './programs/older-hub.ts';

const program = fileURLToPath(new URL('./programs/older-hub.ts', import.meta.url));
const minute = (count: number) => `2026-03-01T12:${String(count).padStart(2, '0')}:00+03:00`;

let test: TestHub;
/** Where tills call: the hub of this program, or one of the version before on the same folder. */
let send: Send;
beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2'], [memberDoc('anna', { lots: [lot('l', 100_00)] })]);
  test.clock.set(Date.parse(minute(30)));
  send = async (request) => test.hub.app.fetch(request);
});
afterEach(() => test.close());

async function enrolled(id: string): Promise<TestTill> {
  const till = openTestTill(id, (request) => send(request));
  const { code } = await test.hub.enrolmentCode(id);
  await till.enrol(code);
  await till.session();
  await till.pull();
  return till;
}

/** Does the work at a hub of the version before, which does not know these kinds; then the hub is updated. */
async function before(without: string[], work: () => Promise<void>): Promise<void> {
  await test.reopen({}, async () => {
    const child = startChild(program);
    try {
      const order: OlderHub = { dataDir: test.dataDir, nowMs: test.clock.nowMs(), without };
      const { url } = await child.call<{ url: string }>('open', order);
      send = (request) => {
        const { pathname, search } = new URL(request.url);
        return fetch(new Request(url + pathname + search, request));
      };
      await work();
      await child.call('close');
    } finally {
      child.release();
      await child.exited;
    }
  });
  send = async (request) => test.hub.app.fetch(request);
}

const quarantined = async (state: 'open' | 'closed') =>
  (await test.hub.items({ kind: 'quarantined', state })).items.map(({ detail, closed }) => [
    detail,
    closed?.by ?? null,
  ]);
const itemsTold = (till: TestTill) =>
  [...till.documents].flatMap(([key, doc]) => (key.startsWith('item ') ? [doc] : []));
const events = async (member: string) => {
  const rows = await test.rows<{ member: string; at_ms: number; till: string; seq: number }>('member_event');
  return rows
    .filter((row) => row.member === member)
    .toSorted((a, b) => a.at_ms - b.at_ms)
    .map(({ till, seq }) => `${till} ${seq}`);
};

describe('records of a kind that the hub does not know yet', () => {
  it('block nothing behind them, and are booked at their own place once it is updated', async () => {
    const one = await enrolled('till-1');
    const two = await enrolled('till-2');
    const first = one.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: minute(1) });
    one.giveBack(first.body.receipt, [{ line: 'l1', quantity: 1000 }], minute(2));
    one.sell({ at: minute(3) });
    // Between the two of the first till.
    two.sell({ member: 'anna', lines: [{ sku: 'milk' }], at: minute(1).replace(':00+', ':30+') });
    await before(['return'], async () => {
      for (const till of [one, two]) {
        await till.session();
        expect((await till.push()).ack.seq).toBe(till.journal.length);
      }
    });
    const { sales, returns, verdicts, ledgerSum } = await test.hub.summary();
    expect({ sales, returns, verdicts, ledgerSum }).toEqual({
      sales: 3,
      returns: 1,
      verdicts: { equal: 4, different: 0, pending: 0 },
      ledgerSum: 0,
    });
    expect(await quarantined('open')).toEqual([]);
    expect(await quarantined('closed')).toEqual([['unknown: kind return', '@hub']]);
    expect(await events('anna')).toEqual(['till-1 2', 'till-2 2', 'till-1 3']);
    const { account } = await test.hub.exportMember('anna');
    expect(account).toMatchObject({ purchaseCount: 1, spendMinor: 89_90, debt: [] });
    expect(account.recent.map(({ receipt }) => receipt)).toEqual(
      [two.journal[1]!.record.body].map((body) => body.kind === 'sale' && body.receipt),
    );
    // Till and hub agree again, and what is done is not done again.
    await one.session();
    await one.pull();
    expect(one.account('anna')).toEqual(account);
    await test.reopen();
    expect(await test.hub.summary()).toMatchObject({ returns: 1, records: 6 });
    expect((await test.hub.exportMember('anna')).account).toEqual(account);
  }, 60_000);

  it('tell who was at the till: they are kept as they came, and hold up nothing', async () => {
    const till = await enrolled('till-1');
    const told = [
      { kind: 'cashier.signedIn', withPin: true },
      { kind: 'pin.set', cashier: 'olga', first: true },
      { kind: 'pin.locked', cashier: 'max', failures: 5 },
      { kind: 'approval.given', act: 'price', receipt: 'r1', line: 'l1', approvedBy: 'max' },
      { kind: 'cashier.signedOut', by: 'idle' },
    ] as const;
    for (const [index, body] of told.entries()) till.append(body, minute(index));
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: minute(9) });
    await before(
      told.map(({ kind }) => kind),
      async () => {
        await till.session();
        expect((await till.push()).ack.seq).toBe(till.journal.length);
      },
    );
    expect(await test.hub.summary()).toMatchObject({ records: 7, sales: 1, verdicts: { equal: 1 }, ledgerSum: 0 });
    expect(await quarantined('open')).toEqual([]);
    const rows = await test.rows<{ kind: string; state: string }>('record');
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['booked']));
    expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(told.map(({ kind }) => kind)));
  }, 60_000);

  it('register whom they would have registered, with what they bought meanwhile', async () => {
    const till = await enrolled('till-1');
    const cards = ['card-dora'];
    till.append({ kind: 'member.registered', member: 'dora', joined: '2026-03-01', cards, tier: 'bronze' }, minute(1));
    till.sell({ member: 'dora', lines: [{ sku: 'coffee' }], at: minute(2) });
    const known = till.account('dora');
    await before(['member.registered'], async () => {
      await till.session();
      await till.push();
      // What it was computed from the hub can't know yet: nobody is asked.
      await till.pull();
      const [receipt] = till.journal.flatMap(({ record: { body } }) => (body.kind === 'sale' ? [body.receipt] : []));
      expect(till.doc('verdict', receipt!)).toMatchObject({ verdict: 'pending' });
      expect(itemsTold(till)).toMatchObject([{ till: 'till-1', kind: 'quarantined' }]);
    });
    expect(await test.hub.exportMember('dora')).toMatchObject({ cards, account: known, opening: { tier: 'bronze' } });
    await till.session();
    await till.pull();
    expect(till.account('dora')).toEqual(known);
    expect((await test.hub.items({ state: 'open' })).items).toEqual([]);
    expect(itemsTold(till)).toEqual([]);
    expect(await test.hub.summary()).toMatchObject({ ledgerSum: 0, verdicts: { equal: 1, pending: 0, different: 0 } });
  }, 60_000);

  it('wait for a person where their till is revoked, and are booked only with a word for them', async () => {
    const till = await enrolled('till-1');
    await test.hub.revokeTill('till-1', 'stolen on Friday');
    const decide = async (decision: 'approve' | 'reject') => {
      const [item] = (await test.hub.items({ kind: 'backlog', state: 'open' })).items;
      await test.hub.closeItem(item!.id, { why: 'looked at it', decision });
    };
    await before(['sale'], async () => {
      await till.session();
      till.sell({ at: minute(1) });
      await till.push();
    });
    expect(await test.hub.summary()).toMatchObject({ sales: 0 });
    await decide('reject');
    await test.reopen();
    expect(await test.hub.summary()).toMatchObject({ sales: 0 });
    await before(['sale'], async () => {
      await till.session();
      till.sell({ at: minute(2) });
      await till.push();
    });
    await decide('approve');
    expect(await test.hub.summary()).toMatchObject({ sales: 1, verdicts: { equal: 1 } });
  }, 60_000);

  it('of another life of their till are booked as such', async () => {
    const till = await enrolled('till-1');
    await till.push();
    const copy = till.journal.slice();
    till.sell({ at: minute(1) });
    const own = till.journal.slice();
    till.journal.splice(0, till.journal.length, ...copy);
    till.sell({ member: 'anna', at: minute(2) });
    const other = till.journal.slice();
    await before(['sale'], async () => {
      await till.session();
      await till.push(own);
      await till.push(other);
    });
    const records = await test.rows<{ seq: number; state: string }>('record');
    expect(records.map(({ seq, state }) => `${seq} ${state}`).toSorted()).toEqual(['1 booked', '2 booked', '2 branch']);
    expect(await test.hub.summary()).toMatchObject({ sales: 2, ledgerSum: 0 });
    expect((await test.hub.exportMember('anna')).account.purchaseCount).toBe(1);
  }, 60_000);
});
