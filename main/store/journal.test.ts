import { spawnSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { JournalRecord, firstPrev } from '../../shared/protocol/journal.ts';
import {
  at,
  by,
  crashCopy,
  grant,
  journalIn,
  returnBody,
  saleBody,
  temporaryFolder,
} from '../../test/store/journals.ts';
import { sha256 } from '../identity/hash.ts';
import type { Place } from './records.ts';
import { openSqlite } from './sqlite.ts';

const root = temporaryFolder('journal');
let folders = 0;
const newFolder = () => join(root, String((folders += 1)));

const cashIn = (reason: string) => ({ kind: 'cash.in', amountMinor: 100, reason }) as const;

describe('the chain', () => {
  it('begins with its epoch; each record carries the hash of the one before and is its own canonical bytes', () => {
    const journal = journalIn(newFolder());
    journal.transact((tx) => tx.append(saleBody('r1'), by));
    journal.transact((tx) => tx.append(cashIn('float'), by));
    const [first, sale, last] = journal.readRecords(null, 10);
    expect(first).toMatchObject({ seq: 1, kind: 'epoch.started', record: { prev: firstPrev, till: 'till-1' } });
    expect(sale!.record).toMatchObject({ seq: 2, prev: first!.hash, at, shift: 'shift-1', cashier: 'anna' });
    expect(last!.record.prev).toBe(sale!.hash);
    for (const { text, hash, record } of [first!, sale!, last!]) {
      expect(JournalRecord.parse(record)).toEqual(record);
      expect(text).toBe(canonicalJson(record));
      expect(hash).toBe(sha256(text));
    }
    expect(journal.head()).toEqual({ epoch: last!.epoch, seq: 3, hash: last!.hash });
    journal.close();
  });

  it('goes on where it ended when the journal is opened again', () => {
    const folder = newFolder();
    const before = journalIn(folder);
    const head = before.transact((tx) => tx.append(cashIn('one'), by));
    before.close();
    const after = journalIn(folder);
    expect(after.alarm).toBeNull();
    expect(after.head()).toEqual(head);
    after.transact((tx) => tx.append(cashIn('two'), by));
    expect(after.readRecords(head, 10).map(({ record }) => [record.seq, record.prev])).toEqual([[3, head.hash]]);
    after.close();
  });

  it('goes on in a new epoch that names its parent', () => {
    const journal = journalIn(newFolder());
    const parent = journal.transact((tx) => tx.append(cashIn('one'), by));
    journal.transact((tx) => tx.beginEpoch('restored'));
    const begun = journal.readRecords(parent, 10)[0]!;
    expect(begun.seq).toBe(1);
    expect(begun.epoch).not.toBe(parent.epoch);
    expect(begun.record).toMatchObject({
      prev: parent.hash,
      body: { kind: 'epoch.started', parent, reason: 'restored' },
    });
    const next = journal.transact((tx) => tx.append(cashIn('two'), by));
    expect(next).toMatchObject({ epoch: begun.epoch, seq: 2 });
    const both = (from: number) => [
      { epoch: parent.epoch, from, to: 2 },
      { epoch: begun.epoch, from: 1, to: 2 },
    ];
    expect(journal.beyond(null)).toEqual(both(1));
    expect(journal.beyond({ epoch: parent.epoch, seq: 1 })).toEqual(both(2));
    expect(journal.beyond(parent)).toEqual(both(2).slice(1));
    expect(journal.beyond(next)).toEqual([]);
    expect(journal.covers(next, parent)).toBe(true);
    expect(journal.covers(parent, next)).toBe(false);
    journal.close();
  });
});

describe('a transaction', () => {
  it('commits a record and all it implies, or nothing of it', () => {
    const journal = journalIn(newFolder());
    const before = journal.head();
    const sell = (fails: boolean) =>
      journal.transact((tx) => {
        tx.append(saleBody('r1', { number: tx.nextReceiptNumber() }), by);
        tx.saveOpenSale(null);
        tx.addPrintJob({ id: 'job-1', receipt: 'r1', kind: 'sale', bytes: Buffer.from('paper') });
        if (fails) throw new Error('the engine has a bug');
      });
    journal.transact((tx) => tx.saveOpenSale('open'));
    expect(() => sell(true)).toThrow('the engine has a bug');
    expect(journal.head()).toEqual(before);
    expect([journal.openSale(), journal.sale('r1'), journal.printJobs.next()]).toEqual(['open', undefined, undefined]);

    sell(false);
    expect(journal.head().seq).toBe(2);
    expect([journal.openSale(), journal.sale('r1')?.record.body.number]).toEqual([null, 1]);
    expect(journal.printJobs.next()).toMatchObject({ id: 'job-1', state: 'queued' });
    journal.close();
  });

  it('is over when its work returns: work that would wait is refused', () => {
    const journal = journalIn(newFolder());
    const before = journal.head();
    expect(() =>
      journal.transact(async (tx) => {
        tx.append(cashIn('late'), by);
        await Promise.resolve();
      }),
    ).toThrow('waits for nothing');
    expect(journal.head()).toEqual(before);
    expect(journal.readRecords(before, 10)).toEqual([]);
    journal.close();
  });

  it('passes its crash points around the commit', () => {
    const passed: string[] = [];
    const journal = journalIn(newFolder(), { crash: (name) => passed.push(name) });
    passed.length = 0;
    journal.transact(() => passed.push('work'));
    expect(passed).toEqual(['work', 'commit.before', 'commit.after']);
    journal.close();
  });
});

describe('the file', () => {
  it('is written with synchronous FULL, read back on every connection', () => {
    const db = openSqlite(join(newFolder(), 'a.db'), 'precious');
    const pragma = (name: string) => db.pragma(name, { simple: true });
    expect([pragma('synchronous'), pragma('journal_mode'), pragma('locking_mode')]).toEqual([2, 'wal', 'exclusive']);
    db.close();
  });

  it('belongs to this user alone, and has no index in shared memory', () => {
    const folder = newFolder();
    const journal = journalIn(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(() => statSync(join(folder, 'journal.db-shm'))).toThrow('ENOENT');
    journal.close();
  });

  it.each([
    ['update', "update records set kind = 'x'"],
    ['delete', 'delete from records'],
    [
      'replace',
      "insert or replace into records select ord, epoch, seq, 'x', kind, at, shift, receipt, of_receipt, member, bytes from records",
    ],
    [
      'insert over a seq',
      "insert or replace into records select ord + 9, epoch, seq, 'x', kind, at, shift, receipt, of_receipt, member, bytes from records",
    ],
  ])('refuses to change a record by %s', (_name, sql) => {
    const folder = newFolder();
    const journal = journalIn(folder);
    journal.transact((tx) => tx.append(cashIn('one'), by));
    const [before] = journal.readRecords(null, 1);
    journal.close();
    const db = openSqlite(join(folder, 'journal.db'), 'precious');
    expect(() => db.exec(sql)).toThrow(/a record is never (changed|deleted)/);
    db.close();
    const after = journalIn(folder);
    expect(after.readRecords(null, 1)[0]).toEqual(before);
    after.close();
  });

  it('has in itself what its log had, once that was emptied', () => {
    const [folder, copy] = [join(root, 'emptied'), join(root, 'emptied-copy')];
    const live = journalIn(folder);
    live.transact((tx) => tx.append(saleBody('r1'), by));
    const fileAlone = () => {
      crashCopy(folder, copy);
      rmSync(join(copy, 'journal.db-wal'));
      const found = journalIn(copy);
      const receipts = found.readRecords(null, 10).filter(({ record }) => record.body.kind === 'sale').length;
      found.close();
      return receipts;
    };
    expect(fileAlone()).toBe(0);
    live.emptyLog();
    expect(fileAlone()).toBe(1);
    live.close();
  });

  it('has one owner: a second opener is told so, in this process and in another', () => {
    const folder = newFolder();
    const journal = journalIn(folder);
    expect(() => journalIn(folder)).toThrow(expect.objectContaining({ code: 'journal.inUse' }));
    const script = `
      import { openJournal } from ${JSON.stringify(join(import.meta.dirname, 'journal.ts'))};
      import { nodePorts } from ${JSON.stringify(join(import.meta.dirname, '../ports.node.ts'))};
      try {
        openJournal({ file: process.argv[1], till: 'till-1', ports: nodePorts, now: () => '${at}' });
      } catch (error) { console.log(error.code); }`;
    const file = join(folder, 'journal.db');
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script, file], { encoding: 'utf8' });
    expect(stdout.trim()).toBe('journal.inUse');
    journal.transact((tx) => tx.append(cashIn('still mine'), by));
    journal.close();
  });

  it('of another till or of newer code is refused and left as it is', () => {
    const folder = newFolder();
    journalIn(folder).close();
    expect(() => journalIn(folder, { till: 'till-2' })).toThrow(expect.objectContaining({ code: 'journal.otherTill' }));
    const db = new Database(join(folder, 'journal.db'));
    db.pragma('user_version = 99');
    db.close();
    expect(() => journalIn(folder)).toThrow(expect.objectContaining({ code: 'journal.newer' }));
  });
});

describe('a full disk', () => {
  it('refuses the step that found no room, loses nothing, and the till reads and later writes on', () => {
    const folder = newFolder();
    journalIn(folder).close();
    const pages = statSync(join(folder, 'journal.db')).size / 4096;
    const tight = journalIn(folder, { maxPages: pages + 2 });
    const written: string[] = [];
    let refused: unknown;
    for (let number = 1; refused === undefined; number += 1) {
      try {
        tight.transact((tx) => tx.append(cashIn('x'.repeat(500) + number), by));
        written.push('x'.repeat(500) + number);
      } catch (error) {
        refused = error;
      }
    }
    expect(refused).toMatchObject({ code: 'journal.diskFull' });
    const reasons = () =>
      tight
        .readRecords(null, 1000)
        .flatMap(({ record }) => (record.body.kind === 'cash.in' ? [record.body.reason] : []));
    expect(written.length).toBeGreaterThan(0);
    expect(reasons()).toEqual(written);
    expect(() => tight.transact((tx) => tx.append(cashIn('x'.repeat(9000)), by))).toThrow(
      expect.objectContaining({ code: 'journal.diskFull' }),
    );
    tight.close();
    const roomy = journalIn(folder);
    expect(roomy.head().seq).toBe(written.length + 1);
    roomy.transact((tx) => tx.append(cashIn('room again'), by));
    roomy.close();
  });
});

describe('what the till must not forget', () => {
  it('survives a restart: open sale, parked receipts, shift, receipt number, texts of others', () => {
    const folder = newFolder();
    const before = journalIn(folder);
    before.transact((tx) => {
      tx.saveOpenSale('{"lines":1}');
      tx.park('r8', 'eight');
      tx.park('r9', 'nine');
      tx.saveShift('{"id":"shift-1"}');
      tx.setMeta('cashier', 'anna');
    });
    expect(before.transact((tx) => [tx.nextReceiptNumber(), tx.nextReceiptNumber()])).toEqual([1, 2]);
    before.close();
    const after = journalIn(folder);
    after.transact((tx) => tx.unpark('r8'));
    expect([after.openSale(), after.shift(), after.meta('cashier'), after.meta('other')]).toEqual([
      '{"lines":1}',
      '{"id":"shift-1"}',
      'anna',
      null,
    ]);
    expect(after.parked()).toEqual([{ receipt: 'r9', text: 'nine' }]);
    expect(after.transact((tx) => tx.nextReceiptNumber())).toBe(3);
    after.close();
  });

  it('knows a sale with the returns made of it, and the receipts of a shift, newest first', () => {
    const journal = journalIn(newFolder());
    const sale = journal.transact((tx) => tx.append(saleBody('r1'), by));
    const half = journal.transact((tx) => tx.append(returnBody('b1', 'r1', 400), by));
    journal.transact((tx) => tx.append(returnBody('b2', 'r1', 600), by));
    journal.transact((tx) => tx.append(saleBody('r2'), { ...by, shift: 'shift-2' }));
    journal.transact((tx) => tx.append({ kind: 'receipt.reprinted', receipt: 'r1', copy: 1 }, by));
    expect(journal.sale('r1')).toMatchObject({
      record: { seq: sale.seq, body: { receipt: 'r1' } },
      returns: [{ body: { receipt: 'b1' } }, { body: { receipt: 'b2' } }],
      returned: [
        { line: 'l1', quantity: 400 },
        { line: 'l1', quantity: 600 },
      ],
    });
    expect(journal.sale('b1')).toBeUndefined();
    expect(journal.receipt('b1')?.body).toMatchObject({ kind: 'return', ofReceipt: 'r1' });
    const ids = (before?: typeof half) =>
      journal.receiptsOfShift('shift-1', { limit: 2, ...(before ? { before } : {}) }).map(({ body }) => body.receipt);
    expect(ids()).toEqual(['b2', 'b1']);
    expect(ids(half)).toEqual(['r1']);
    journal.close();
  });

  it('tells what it recorded of a member beyond what the hub applied', () => {
    const journal = journalIn(newFolder());
    const first = journal.transact((tx) => tx.append(saleBody('r1', { member: 'olga' }), by));
    journal.transact((tx) => tx.append(saleBody('r2', { member: 'artem' }), by));
    journal.transact((tx) =>
      tx.append({ kind: 'lease.accepted', grant: grant('w1', 'olga', 500), signature: 's' }, by),
    );
    journal.transact((tx) => tx.append(cashIn('float'), by));
    journal.transact((tx) => tx.append(returnBody('b1', 'r1', 1000, 'olga'), by));
    const kinds = (beyond: Place | null) => journal.recordsOfMember('olga', beyond).map(({ body }) => body.kind);
    expect(kinds(null)).toEqual(['sale', 'lease.accepted', 'return']);
    expect(kinds(first)).toEqual(['lease.accepted', 'return']);
    expect(kinds(journal.head())).toEqual([]);
    // The hub may know more of an epoch than a journal restored from a backup: what that has of it is covered.
    expect(kinds({ epoch: first.epoch, seq: 99 })).toEqual([]);
    expect(journal.recordsOfMember('olga', { epoch: 'of an earlier disk', seq: 7 })).toHaveLength(3);
    journal.close();
  });

  it('counts what the hub has not acknowledged, and how long it waits', () => {
    const folder = newFolder();
    const journal = journalIn(folder);
    expect(journal.unpushed()).toEqual({ count: 1, oldestAt: at });
    const later = { ...by, at: '2026-11-23T19:05:00+03:00' };
    const first = journal.transact((tx) => tx.append(cashIn('one'), by));
    journal.transact((tx) => tx.append(cashIn('two'), later));
    journal.setAck(first);
    expect(journal.unpushed()).toEqual({ count: 1, oldestAt: later.at });
    journal.close();
    const reopened = journalIn(folder);
    expect(reopened.ack()).toEqual({ epoch: first.epoch, seq: first.seq });
    expect(reopened.unpushed().count).toBe(1);
    reopened.setAck(reopened.head());
    expect(reopened.unpushed()).toEqual({ count: 0, oldestAt: null });
    reopened.close();
  });
});

describe('leases', () => {
  const accepted = (lease: string) =>
    ({ kind: 'lease.accepted', grant: grant(lease, 'olga', 500), signature: 's' }) as const;
  const redeem = (lease: string, points: number) =>
    ({ kind: 'redeem', wallet: 'bonus', lot: 'lot-1', points, lease }) as const;

  it('are open from the record that accepts them to the one that closes them', () => {
    const journal = journalIn(newFolder());
    journal.transact((tx) => tx.append(accepted('w1'), by));
    journal.transact((tx) => tx.append(accepted('w2'), by));
    expect(journal.openLeases().map(({ lease, member }) => [lease, member])).toEqual([
      ['w1', 'olga'],
      ['w2', 'olga'],
    ]);
    journal.transact((tx) => tx.append({ kind: 'lease.closed', lease: 'w2', member: 'olga' }, by));
    const sale = saleBody('r1', { member: 'olga', movements: [redeem('w1', 300)], leasesClosed: ['w1'] });
    journal.transact((tx) => tx.append(sale, by));
    expect(journal.openLeases()).toEqual([]);
    expect([journal.leaseState('w1'), journal.leaseState('w2'), journal.leaseState('w3')]).toEqual([
      'closed',
      'closed',
      undefined,
    ]);
    journal.close();
  });

  it('are debited by the sale that spends them, and never beyond what they hold', () => {
    const journal = journalIn(newFolder());
    journal.transact((tx) => tx.append(accepted('w1'), by));
    const spend = (receipt: string, points: number) =>
      journal.transact((tx) => tx.append(saleBody(receipt, { member: 'olga', movements: [redeem('w1', points)] }), by));
    spend('r1', 300);
    expect(journal.openLeases()[0]?.lots).toMatchObject([{ id: 'lot-1', points: 200 }]);
    expect(() => spend('r2', 201)).toThrow('lease w1 does not hold 201 points');
    expect(journal.sale('r2')).toBeUndefined();
    journal.close();
  });

  it('are accepted once: a closed id never opens again, be it of a lease that was never taken', () => {
    const journal = journalIn(newFolder());
    journal.transact((tx) => tx.append(accepted('w1'), by));
    journal.transact((tx) => tx.append({ kind: 'lease.closed', lease: 'w1', member: 'olga' }, by));
    journal.transact((tx) => tx.append({ kind: 'lease.closed', lease: 'w2', member: 'olga' }, by));
    for (const lease of ['w1', 'w2']) {
      expect(() => journal.transact((tx) => tx.append(accepted(lease), by))).toThrow(
        `lease ${lease} was closed before`,
      );
    }
    journal.close();
  });
});
