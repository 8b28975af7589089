import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/store/journals.ts';
import { journalMigrations } from './journal-schema.ts';
import { openFiscalTasks } from './fiscal-tasks.ts';
import { openLeases } from './leases.ts';
import { openPrintJobs } from './print-jobs.ts';
import { openRecords } from './records.ts';
import { migrate, openSqlite } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';
import { openState } from './state.ts';

/** The database, and every text that is prepared on it. */
function listening(db: Sqlite): { db: Sqlite; texts: string[] } {
  const texts: string[] = [];
  const prepare = (text: string) => {
    texts.push(text);
    return db.prepare(text);
  };
  return {
    texts,
    db: new Proxy(db, { get: (on, name): unknown => (name === 'prepare' ? prepare : Reflect.get(on, name)) }),
  };
}

it('asks the journal nothing that takes longer the longer it is', () => {
  const file = openSqlite(join(temporaryFolder('plans'), 'journal.db'), 'precious');
  migrate(file, journalMigrations);
  const { db, texts } = listening(file);
  openRecords(db, 'till-1');
  openLeases(db);
  openState(db);
  openPrintJobs(db, (work) => work());
  openFiscalTasks(db, (work) => work());
  const steps = texts.flatMap((text) => {
    const nulls = text
      .split('?')
      .slice(1)
      .map(() => null);
    const plan = file.prepare<null[], { detail: string }>(`explain query plan ${text}`).all(...nulls);
    return plan.map(({ detail }) => `${detail}: ${text}`);
  });
  expect(steps.length).toBeGreaterThan(15);
  // From its end, where the one row wanted is the first.
  const last = (step: string) => step.startsWith('SCAN records: ') && step.endsWith('order by ord desc limit 1');
  expect(steps.filter((step) => /SCAN|TEMP B-TREE/.test(step) && !last(step))).toEqual([]);
  file.close();
});
