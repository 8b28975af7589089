import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { sha256 } from '../identity/hash.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc } from '../testing/shop.ts';
import { sealed } from '../testing/till.ts';
import type { TestTill, Written } from '../testing/till.ts';
import { ingestPoints } from '../ports.ts';

let test: TestHub;
let till: TestTill;
beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2'], [memberDoc('anna', { lots: [lot('l1', 100_00)] })]);
  till = await test.till('till-1');
});
afterEach(() => test.close());

const minute = (n: number) => new Date(Date.parse('2026-03-01T12:00:00Z') + n * 60_000).toISOString();

function sales(count: number): void {
  for (let n = 0; n < count; n += 1) till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: minute(n) });
}

/** Everything the hub keeps, as one comparable value. */
async function books(): Promise<unknown> {
  const rows = [];
  for (const table of ['record', 'verdict', 'member', 'member_event', 'ledger', 'tally', 'epoch']) {
    rows.push(await test.rows(table));
  }
  return rows;
}

describe('ingest', () => {
  it('keeps the exact bytes, acknowledges what it committed, and tells the till by the feed', async () => {
    sales(2);
    expect(await till.push()).toMatchObject({ ack: { epoch: 'till-1-epoch-1', seq: 3 } });
    const rows = await test.rows<{ bytes: Buffer; hash: string }>('record');
    expect(rows.map(({ bytes }) => bytes.toString('utf8'))).toEqual(till.journal.map(({ text }) => text));
    expect(rows.map(({ bytes }) => sha256(bytes))).toEqual(till.journal.map(({ hash }) => hash));
    await till.pull();
    expect(till.doc('applied', 'till-1')).toEqual({ till: 'till-1', epoch: 'till-1-epoch-1', seq: 3 });
    expect((await till.session()).ack).toMatchObject({ epoch: 'till-1-epoch-1', seq: 3 });
  });

  it('gives the same books under any duplication and overlap of batches', async () => {
    sales(6);
    await till.push();
    const once = await books();
    const whole = till.journal.length;
    const cut = fc.tuple(fc.nat(whole - 1), fc.integer({ min: 1, max: whole }));
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { maxLength: 6 }), async (cuts) => {
        for (const [from, length] of cuts) {
          const { ack } = await till.push(till.journal.slice(from, from + length));
          expect(ack.seq).toBe(whole);
        }
        expect(await books()).toEqual(once);
      }),
      { numRuns: 25 },
    );
  });

  it('asks for what is missing and takes nothing beyond it', async () => {
    sales(3);
    expect((await till.push(till.journal.slice(2))).ack.seq).toBe(0);
    expect((await test.hub.summary()).records).toBe(0);
    expect((await till.push()).ack.seq).toBe(4);
  });

  it('refuses a batch whose order is broken, whole', async () => {
    sales(2);
    const swapped = [0, 2, 1].map((nth) => till.journal[nth]!);
    await expect(till.push(swapped)).rejects.toThrow('journal.order');
    expect((await test.hub.summary()).records).toBe(0);
  });
});

describe('a record the hub can not take as it stands', () => {
  const poisons: [string, (record: Written['record']) => string][] = [
    ['no JSON', () => '{"broken'],
    ['no record', () => '[]'],
    ['a kind of the future', (record) => JSON.stringify({ ...record, body: { kind: 'hologram.shown' } })],
    ['a version of the future', (record) => JSON.stringify({ ...record, v: 2 })],
    ['a sale without its lines', (record) => JSON.stringify({ ...record, body: { kind: 'sale' } })],
    ['another till', (record) => JSON.stringify({ ...record, till: 'till-2' })],
  ];

  it.each(poisons)('is stored and marked, and blocks nothing behind it: %s', async (name, poison) => {
    sales(1);
    const { record } = till.journal.pop()!;
    const text = poison(record);
    till.journal.push({ record, text, hash: sha256(text) });
    sales(1);
    expect((await till.push()).ack.seq).toBe(3);
    const { records, sales: sold, verdicts } = await test.hub.summary();
    expect({ records, sold, verdicts }).toEqual({
      records: 3,
      sold: 1,
      verdicts: {
        equal: expect.any(Number) as number,
        different: expect.any(Number) as number,
        // What it was computed from a newer hub may come to know.
        pending: name.endsWith('of the future') ? 1 : 0,
      },
    });
    expect(await test.hub.alarms()).toMatchObject([{ seq: 2, kind: 'poison' }]);
    await till.push();
    expect((await test.hub.summary()).records).toBe(3);
  });

  it('takes its place by its neighbours even as the first of a batch', async () => {
    await till.push();
    const text = 'not even JSON';
    till.journal.push({ record: till.journal[0]!.record, text, hash: sha256(text) });
    const ack = await till.push(till.journal.slice(1));
    expect(ack.ack.seq).toBe(2);
  });

  it('goes on in the chain with an alarm where it follows nothing that is known', async () => {
    sales(1);
    const { record } = till.journal.pop()!;
    till.journal.push(sealed({ ...record, prev: 'e'.repeat(64) }));
    expect((await till.push()).ack.seq).toBe(2);
    expect(await test.hub.alarms()).toMatchObject([{ seq: 2, kind: 'unchained' }]);
    expect((await test.hub.summary()).sales).toBe(1);
  });

  it('goes on behind a hole that the till has lost for ever, with an alarm', async () => {
    sales(4);
    await till.push(till.journal.slice(0, 2));
    expect((await till.pushAfterHole(till.journal.slice(3))).ack.seq).toBe(5);
    expect(await test.hub.alarms()).toMatchObject([{ seq: 4, kind: 'unchained' }]);
    expect((await test.hub.summary()).sales).toBe(3);
  });
});

describe('what no till of ours would write', () => {
  it.each([
    ['a moment that is none', { at: '2026-02-30T25:61:00+99:00' }, 'invalid'],
    ['half of a surrogate pair', { cashier: '\ud83d' }, 'unreadable'],
  ])('%s is kept, alarmed and passed by', async (_name, change, fault) => {
    const written = till.append({ kind: 'cash.in', amountMinor: 1, reason: 'x' }, '2026-03-01T12:00:00+03:00');
    const text = JSON.stringify({ ...written.record, ...change });
    const bad = { record: written.record, text, hash: sha256(text) };
    till.journal.splice(-1, 1, bad);
    sales(1);
    expect((await till.push()).ack.seq).toBe(3);
    const alarms = await test.hub.alarms();
    expect(alarms).toMatchObject([{ seq: 2, kind: 'poison' }]);
    expect(alarms[0]!.detail).toContain(fault);
  });
});

describe('a second life of a till', () => {
  it('is a branch: alarmed, booked in full, and no matter to the acknowledgement', async () => {
    sales(2);
    await till.push();
    const real = [...till.journal];
    till.journal.splice(2);
    till.sell({ member: 'anna', lines: [{ sku: 'bread' }], at: minute(5) });
    till.sell({ member: 'anna', lines: [{ sku: 'milk' }], at: minute(6) });
    expect((await till.push()).ack.seq).toBe(3);
    till.journal.splice(0, till.journal.length, ...real);
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: minute(7) });
    expect((await till.push()).ack.seq).toBe(4);
    expect(await test.hub.alarms()).toMatchObject([{ seq: 3, kind: 'branch' }]);
    const { records, sales: sold, ledgerSum } = await test.hub.summary();
    expect({ records, sold, ledgerSum }).toEqual({ records: 6, sold: 5, ledgerSum: 0 });
    await till.pull();
    expect(till.doc('member', 'anna')?.account.purchaseCount).toBe(5);
  });

  it('told by its old token, goes on as another epoch in the same chain', async () => {
    sales(1);
    await till.push();
    till.epoch = 'till-1-epoch-2';
    const { record, hash } = till.journal.at(-1)!;
    const parent = { epoch: record.epoch, seq: record.seq, hash };
    till.append({ kind: 'epoch.started', parent, reason: 'restored' }, minute(3));
    sales(1);
    expect((await till.push(till.journal.slice(2))).ack).toMatchObject({ epoch: 'till-1-epoch-2', seq: 2 });
    expect(await test.hub.alarms()).toEqual([]);
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 2, different: 0, pending: 0 });
    await till.pull();
    expect(till.doc('applied', 'till-1')).toMatchObject({ epoch: 'till-1-epoch-2', seq: 2 });
  });
});

describe('a crash of the hub', () => {
  it.each(ingestPoints)('at %s leaves the books whole, and the batch pushed again completes them', async (point) => {
    sales(3);
    const crash = (name: string) => {
      if (name === point) throw new Error('crashed');
    };
    await test.reopen({ crashPoint: crash, log: () => undefined });
    await till.session();
    await expect(till.push()).rejects.toThrow('internal.bug');
    const { records } = await test.hub.summary();
    expect(records).toBe(['ingest.committed', 'ingest.acknowledging'].includes(point) ? 4 : 0);
    await test.reopen();
    await till.session();
    expect((await till.push()).ack.seq).toBe(4);
    const { sales: sold, verdicts, ledgerSum, outstanding } = await test.hub.summary();
    expect({ sold, verdicts, ledgerSum, outstanding }).toEqual({
      sold: 3,
      verdicts: { equal: 3, different: 0, pending: 0 },
      ledgerSum: 0,
      outstanding: [{ wallet: 'bonus', points: 175_00, debt: 0 }],
    });
  });
});
