import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { by, crashCopy, journalIn, saleBody, temporaryFolder } from '../../test/store/journals.ts';
import type { Journal } from './journal.ts';

const root = temporaryFolder('crash');

/** One sale with all that its commit implies, of a size that grows. */
function sell(journal: Journal, number: number): void {
  const receipt = `r${number}`;
  journal.transact((tx) => {
    tx.append(saleBody(receipt, { number: tx.nextReceiptNumber(), member: `member-${'x'.repeat(number * 3)}` }), by);
    tx.saveOpenSale(`after ${receipt}`);
    tx.addPrintJob({ id: `job-${number}`, receipt, kind: 'sale', bytes: Buffer.alloc(300, number) });
  });
}

/** What the till would say after a restart; all of one sale or nothing of it. */
function remembered(journal: Journal): { records: number; openSale: string | null; jobs: number; lastJob: boolean } {
  const records = journal.readRecords(null, 1000).length;
  const jobs = journal.printJobs.inState('queued').length;
  return {
    records,
    openSale: journal.openSale(),
    jobs,
    lastJob: journal.printJobs.get(`job-${records - 1}`) !== undefined,
  };
}

const afterSales = (count: number) => ({
  records: count + 1,
  openSale: count === 0 ? null : `after r${count}`,
  jobs: count,
  lastJob: count > 0,
});

describe('a crash', () => {
  it('at any commit leaves exactly what was acknowledged, and before it exactly what was before', () => {
    const folder = join(root, 'live');
    const copies: { name: string; copy: string; sales: number }[] = [];
    let sales = 0;
    const crash = (name: string) => {
      const number = copies.length;
      // The point before the n-th commit must show n - 1 sales, the one after it n.
      const acknowledged = name === 'commit.after' ? sales : sales - 1;
      if (sales > 0) copies.push({ name, copy: crashCopy(folder, join(root, `copy-${number}`)), sales: acknowledged });
    };
    const journal = journalIn(folder, { crash });
    for (sales = 1; sales <= 25; sales += 1) sell(journal, sales);
    journal.close();
    expect(copies).toHaveLength(50);
    for (const { name, copy, sales: expected } of copies) {
      const survived = journalIn(copy);
      expect(survived.alarm, `${name} of ${expected}`).toBeNull();
      expect(remembered(survived), `${name} of ${expected}`).toEqual(afterSales(expected));
      sell(survived, expected + 1);
      expect(remembered(survived)).toEqual(afterSales(expected + 1));
      survived.close();
    }
  });

  it('that tears the log at any 512 bytes leaves exactly the prefix committed by then', () => {
    const folder = join(root, 'torn');
    const log = join(folder, 'journal.db-wal');
    // Sizes of the log after each commit: from then on that commit is there.
    const committed: number[] = [];
    const journal = journalIn(folder, {
      crash: (name) => name === 'commit.after' && committed.push(statSync(log).size),
    });
    for (let number = 1; number <= 8; number += 1) sell(journal, number);
    const [file, whole] = [readFileSync(join(folder, 'journal.db')), readFileSync(log)];
    journal.close();
    expect(committed).toHaveLength(9);
    expect(committed.at(-1)).toBe(whole.length);

    const copy = crashCopy(folder, join(root, 'torn-copy'));
    for (let length = committed[0]!; length <= whole.length; length += 512) {
      writeFileSync(join(copy, 'journal.db'), file);
      writeFileSync(join(copy, 'journal.db-wal'), whole.subarray(0, length));
      const expected = committed.filter((size) => size <= length).length - 1;
      const survived = journalIn(copy);
      expect(survived.alarm, `${length} bytes`).toBeNull();
      expect(remembered(survived), `${length} bytes`).toEqual(afterSales(expected));
      survived.close();
    }
  });

  it('before the first commit leaves an empty file, which begins anew', () => {
    const folder = crashCopy(join(root, 'live'), join(root, 'early'));
    writeFileSync(join(folder, 'journal.db'), '');
    const journal = journalIn(folder);
    expect(journal.alarm).toBeNull();
    expect(remembered(journal)).toEqual(afterSales(0));
    journal.close();
  });
});
