import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { by, crashCopy, grant, journalIn, saleBody, temporaryFolder } from '../../test/store/journals.ts';
import { chanceOf } from '../../test/crash/random.ts';
import { spoilIndex } from '../../test/simulation/files.ts';
import type { Journal } from './journal.ts';
import { salvage } from './salvage.ts';
import { nodePorts } from '../ports.node.ts';

const root = temporaryFolder('salvage');
const pageBytes = 4096;

/** A journal of 60 sales, a lease, an open sale and a printed number, closed in good order. */
function journalOfSales(name: string): string {
  const folder = join(root, name);
  const journal = journalIn(folder);
  for (let number = 1; number <= 60; number += 1) {
    journal.transact((tx) => tx.append(saleBody(`r${number}`, { number: tx.nextReceiptNumber() }), by));
  }
  journal.transact((tx) => {
    tx.append({ kind: 'lease.accepted', grant: grant('w1', 'olga', 500), signature: 's' }, by);
    tx.saveOpenSale('being rung');
    tx.park('r99', 'parked');
  });
  journal.close();
  return folder;
}

function damage(file: string, from: number, bytes = pageBytes): Buffer {
  const content = readFileSync(file);
  content.fill(0xa5, from, from + bytes);
  writeFileSync(file, content);
  return content;
}

/** The file's pages that hold only records. */
function recordPages(file: string): number[] {
  const db = new Database(file, { readonly: true });
  const pages = db
    .prepare<[], { pageno: number }>(
      "select pageno from dbstat where name = 'records' and pagetype = 'leaf' order by pageno",
    )
    .all();
  db.close();
  return pages.map(({ pageno }) => pageno);
}

const receipts = (journal: Journal) =>
  journal.readRecords(null, 1000).flatMap(({ record }) => (record.body.kind === 'sale' ? [record.body.receipt] : []));

describe('a corrupt journal', () => {
  it('is set aside untouched; what can be read goes on in a new epoch that names its parent', () => {
    const folder = journalOfSales('page');
    const file = join(folder, 'journal.db');
    const pages = recordPages(file);
    const damaged = damage(file, (pages[Math.floor(pages.length / 2)]! - 1) * pageBytes);
    const journal = journalIn(folder);

    const aside = join(folder, 'journal.db.corrupt-1');
    const kept = receipts(journal);
    expect(journal.alarm).toEqual({
      code: 'journal.salvaged',
      args: { file: aside, kept: journal.readRecords(null, 1000).length - 1 },
    });
    expect(readFileSync(aside).equals(damaged)).toBe(true);
    expect(kept.length).toBeGreaterThan(40);
    expect(kept.length).toBeLessThan(60);
    expect(kept).toContain('r1');
    expect(kept).toContain('r60');

    const last = journal.readRecords(null, 1000).at(-1)!;
    const parent = journal.readRecords(null, 1000).at(-2)!;
    expect(last).toMatchObject({ seq: 1, epoch: journal.head().epoch });
    expect(last.record).toMatchObject({
      prev: parent.hash,
      body: {
        kind: 'epoch.started',
        reason: 'salvaged',
        parent: { epoch: parent.epoch, seq: parent.seq, hash: parent.hash },
      },
    });
    expect(journal.openSale()).toBe('being rung');
    expect(journal.parked()).toEqual([{ receipt: 'r99', text: 'parked' }]);
    expect(journal.openLeases()).toMatchObject([{ lease: 'w1', member: 'olga' }]);
    expect(journal.transact((tx) => tx.nextReceiptNumber())).toBe(61);
    journal.close();

    const again = journalIn(folder);
    expect(again.alarm).toBeNull();
    expect(receipts(again)).toEqual(kept);
    expect(readdirSync(folder).toSorted()).toEqual(['journal.db', 'journal.db-wal', 'journal.db.corrupt-1']);
    again.close();
  });

  it('keeps what the hub told of a sale whose return right is here', () => {
    const folder = join(root, 'told');
    const journal = journalIn(folder);
    journal.transact((tx) => {
      tx.append({ kind: 'lease.accepted', grant: grant('w1', 'olga', 500), signature: 's' }, by);
      tx.keepSold('w1', 'told of it');
    });
    journal.close();
    spoilIndex(folder, 'journal.db', chanceOf(1));
    const after = journalIn(folder);
    expect(after.alarm?.code).toBe('journal.salvaged');
    expect(after.soldUnder('w1')).toBe('told of it');
    after.close();
  });

  it('with one changed byte in a record is found by its hash, and only that record is missing', () => {
    const folder = journalOfSales('byte');
    const file = join(folder, 'journal.db');
    const content = readFileSync(file);
    const place = content.indexOf('"receipt":"r30"');
    content.write('"receipt":"r31"', place);
    writeFileSync(file, content);
    const journal = journalIn(folder);
    expect(journal.alarm?.code).toBe('journal.salvaged');
    const kept = receipts(journal);
    expect(kept).toHaveLength(59);
    expect(kept).not.toContain('r30');
    journal.close();
  });

  it('with a missing record is found by the chain', () => {
    const folder = journalOfSales('hole');
    const db = new Database(join(folder, 'journal.db'));
    db.exec('drop trigger records_never_go');
    db.prepare('delete from records where ord = 20').run();
    db.close();
    const journal = journalIn(folder);
    expect(journal.alarm?.code).toBe('journal.salvaged');
    expect(receipts(journal)).toHaveLength(59);
    journal.close();
  });

  it('that the hub has up to its last record is not read again from the first', () => {
    const folder = journalOfSales('acknowledged');
    const journal = journalIn(folder);
    journal.setAck(journal.readRecords(null, 1000).at(30)!);
    journal.close();
    const file = join(folder, 'journal.db');
    const content = readFileSync(file);
    content.write('"receipt":"r11"', content.indexOf('"receipt":"r10"'));
    writeFileSync(file, content);
    const after = journalIn(folder);
    expect(after.alarm).toBeNull();
    after.close();
  });

  it('of which nothing can be read is set aside as well, and the till begins with an epoch that says so', () => {
    const folder = journalOfSales('head');
    damage(join(folder, 'journal.db'), 0);
    const journal = journalIn(folder);
    expect(journal.alarm).toMatchObject({ code: 'journal.salvaged', args: { kept: 0 } });
    expect(journal.readRecords(null, 10).map(({ record }) => record.body)).toEqual([
      { kind: 'epoch.started', parent: null, reason: 'salvaged' },
    ]);
    journal.transact((tx) => tx.append(saleBody('r1'), by));
    journal.close();
  });

  it('whose small texts are lost counts receipts on from the last that was recorded', () => {
    const folder = journalOfSales('numbers');
    const file = join(folder, 'journal.db');
    const db = new Database(file);
    const { pageno } = db.prepare<[], { pageno: number }>("select pageno from dbstat where name = 'state'").get()!;
    db.close();
    damage(file, (pageno - 1) * pageBytes);
    const journal = journalIn(folder);
    expect(journal.alarm?.code).toBe('journal.salvaged');
    expect(receipts(journal)).toHaveLength(60);
    expect(journal.openSale()).toBeNull();
    expect(journal.transact((tx) => tx.nextReceiptNumber())).toBe(61);
    journal.close();
  });

  it('goes on with what its log held, when the till died with it', () => {
    const source = join(root, 'died');
    const live = journalIn(source);
    for (let number = 1; number <= 20; number += 1) live.transact((tx) => tx.append(saleBody(`r${number}`), by));
    const folder = crashCopy(source, join(root, 'died-copy'));
    live.close();
    const log = join(folder, 'journal.db-wal');
    const content = readFileSync(log);
    // A page within the log whose checksum still has to hold: everything from there on was never committed for a reader.
    content.fill(0, Math.floor(content.length / 2), Math.floor(content.length / 2) + 64);
    writeFileSync(log, content);
    const journal = journalIn(folder);
    const kept = receipts(journal);
    expect(kept.length).toBeGreaterThan(3);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => `r${index + 1}`));
    journal.close();
  });

  it.each(['before the renames', 'between the renames', 'after the first rename'])(
    'loses nothing to a till that dies %s of a salvage',
    (moment) => {
      const folder = journalOfSales(`died ${moment}`);
      const file = join(folder, 'journal.db');
      const pages = recordPages(file);
      damage(file, (pages[2]! - 1) * pageBytes);
      const kept = salvage({ file, till: 'till-1', ports: nodePorts, now: () => by.at });
      if (moment === 'after the first rename') copyFileSync(`${file}.salvaged`, `${file}-wal`);
      if (moment === 'after the first rename') renameSync(`${file}-wal`, `${file}.corrupt-1-wal`);
      if (moment === 'between the renames') renameSync(file, `${file}.corrupt-1`);
      const journal = journalIn(folder);
      expect(journal.alarm).toMatchObject({ code: 'journal.salvaged', args: { kept } });
      expect(receipts(journal).length).toBeGreaterThan(40);
      expect(existsSync(`${file}.corrupt-1`)).toBe(true);
      journal.close();
    },
  );
});
