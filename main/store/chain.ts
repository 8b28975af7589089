import { firstPrev } from '../../shared/protocol/journal.ts';
import type { JournalRecord } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import type { Row } from './records.ts';

/** The record a row holds, if its bytes are those once hashed and say the same as the row; null where they were damaged. */
export function soundRecord({ epoch, seq, hash, bytes }: Row): JournalRecord | null {
  if (sha256(bytes) !== hash) return null;
  const record = parsedRecord(Buffer.from(bytes).toString('utf8'));
  return record?.epoch === epoch && record.seq === seq ? record : null;
}

/** Null: the text says no record, though its bytes are those that were hashed. */
function parsedRecord(text: string): JournalRecord | null {
  try {
    const record = JSON.parse(text) as Partial<JournalRecord> | null;
    return typeof record?.body?.kind === 'string' ? (record as JournalRecord) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * The first row that does not follow from the one before it, or null: `prev` names the hash of the row before whatever its epoch,
 * seq counts by one and begins at 1 with an epoch. The first row given is taken as it is, unless it is the journal's first.
 */
export function firstBreak(rows: Iterable<Row>): Row | null {
  let before: Row | null = null;
  for (const row of rows) {
    const record = soundRecord(row);
    if (!record || !follows(before, row, record.prev)) return row;
    before = row;
  }
  return null;
}

function follows(before: Row | null, { ord, epoch, seq }: Row, prev: string): boolean {
  if (before === null) return ord > 1 || (prev === firstPrev && seq === 1);
  const wanted = before.epoch === epoch ? before.seq + 1 : 1;
  return seq === wanted && prev === before.hash && ord === before.ord + 1;
}
