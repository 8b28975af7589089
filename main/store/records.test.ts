import { describe, expect, it } from 'vitest';
import { by, journalIn, temporaryFolder } from '../../test/store/journals.ts';

describe('what is read to be pushed', () => {
  it('is no more bytes than asked for, but one record whatever its size', () => {
    const journal = journalIn(temporaryFolder('records'));
    for (const reason of ['one', 'two', 'three'])
      journal.transact((tx) => tx.append({ kind: 'cash.in', amountMinor: 100, reason }, by));
    const [first, second] = journal.readRecords(null, 10);
    const two = Buffer.byteLength(first!.text) + Buffer.byteLength(second!.text);
    const seqs = (bytes: number) => journal.readRecords(null, 10, bytes).map(({ seq }) => seq);
    expect([seqs(1), seqs(two - 1), seqs(two), seqs(10 * two)]).toEqual([[1], [1], [1, 2], [1, 2, 3, 4]]);
    expect(journal.readRecords(null, 3, 10 * two)).toHaveLength(3);
    journal.close();
  });
});
