import type { Reader, Tx } from '../store.ts';
import { besideReads, besideWrites } from './beside.ts';
import type { Ask } from './connection.ts';
import { documentReads, documentWrites } from './documents.ts';
import { feedWrites } from './feed.ts';
import { edits } from './edits.ts';
import { memberReads, memberWrites } from './members.ts';
import { officeReads, officeWrites } from './office.ts';
import { personReads, personWrites } from './persons.ts';
import { recordReads, recordWrites } from './records.ts';
import { reportReads } from './report.ts';
import type { Source } from './source.ts';
import { keyedTables } from './tables.ts';
import { tillReads, tillWrites } from './tills.ts';
import { Unit } from './unit.ts';
import { wishReads, wishWrites } from './wishes.ts';
import { writeOffReads, writeOffWrites } from './write-offs.ts';

export function reader(source: Source): Reader {
  return {
    ...tillReads(source),
    ...recordReads(source),
    ...memberReads(source),
    ...documentReads(source),
    ...besideReads(source),
    ...personReads(source),
    ...reportReads(source),
    ...officeReads(source),
    ...writeOffReads(source),
    ...wishReads(source),
    meta: async (key) => (await source.row<{ value: string }>(keyedTables.meta, [key]))?.value,
    async peekMeta(key) {
      const text = 'select value from meta where key = $1';
      return (await source.rows<{ value: string }>(['meta'], text, [key]))[0]?.value;
    },
  };
}

const commit = { text: 'commit', values: [] };

/** The transaction's own handle. `finish` sends what still waits, and `commit` behind it: one way to the database and back. */
export function writer(ask: Ask): { tx: Tx; finish(): Promise<void> } {
  const unit = new Unit(ask);
  const reads = reader(unit);
  const { feed, expectTaken } = feedWrites(unit, reads);
  const tx: Tx = {
    ...reads,
    ...tillWrites(unit),
    ...recordWrites(unit),
    ...memberWrites(unit),
    ...edits(unit),
    ...documentWrites(unit),
    ...besideWrites(unit),
    ...officeWrites(unit),
    ...writeOffWrites(unit),
    ...wishWrites(unit),
    ...personWrites(unit),
    ...feed,
    setMeta(key, value) {
      unit.put(keyedTables.meta, { key, value });
    },
  };
  return {
    tx,
    async finish() {
      expectTaken();
      unit.post([...unit.takeAll(), commit]);
      await unit.settled();
    },
  };
}
