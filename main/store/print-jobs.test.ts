import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesWith } from '../../test/personal/shops.ts';
import { journalIn, temporaryFolder } from '../../test/store/journals.ts';
import { nodePorts } from '../ports.node.ts';

const root = temporaryFolder('print-jobs');
let folders = 0;
const newFolder = () => join(root, String((folders += 1)));

describe('print jobs', () => {
  it('wait in order, change their state, and go when they are old and nobody waits for them', () => {
    const journal = journalIn(newFolder());
    const add = (id: string) =>
      journal.transact((tx) => tx.addPrintJob({ id, receipt: 'r1', kind: 'sale', bytes: Buffer.from(id), text: '{}' }));
    for (const id of ['j1', 'j2', 'j3']) add(id);
    const { printJobs } = journal;
    printJobs.setState('j1', 'confirmed', null);
    printJobs.setState('j2', 'unknown', 'connection-lost');
    expect(printJobs.next()?.id).toBe('j3');
    expect(Buffer.from(printJobs.next()!.bytes).toString()).toBe('j3');
    expect(printJobs.inState('unknown')).toMatchObject([{ id: 'j2', reason: 'connection-lost' }]);
    expect(printJobs.forget(Number.MAX_SAFE_INTEGER)).toBe(2);
    expect(printJobs.ofReceipt('r1').map(({ id }) => id)).toEqual(['j3']);
    expect(() =>
      journal.transact(() => {
        printJobs.setState('j3', 'sending', null);
        throw new Error('undone');
      }),
    ).toThrow('undone');
    expect(printJobs.get('j3')?.state).toBe('queued');
    journal.close();
  });

  it('leave nothing of their text in the file or its log once they are gone, whatever they are long', () => {
    const folder = newFolder();
    let nowMs = 0;
    const journal = journalIn(folder, { ports: { ...nodePorts, clock: { nowMs: () => nowMs } } });
    const word = 'Непомнящая';
    const files = () => filesWith(folder, [word]);
    for (let number = 0; number < 600; number += 1) {
      const text = `${word} `.repeat(1 + ((number * 37) % 300));
      const bytes = Buffer.from(text.slice(number % 50));
      journal.transact((tx) => tx.addPrintJob({ id: `j${number}`, receipt: 'r1', kind: 'sale', bytes, text }));
      journal.printJobs.setState(`j${number}`, number % 9 === 0 ? 'unknown' : 'confirmed', null);
      // Retention passes day by day, behind what is added.
      if (number % 40 === 39) journal.printJobs.forget(nowMs - 100);
      nowMs += 1;
    }
    expect(files()).not.toEqual([]);
    journal.printJobs.forget(Number.MAX_SAFE_INTEGER);
    expect(files()).toEqual([]);
    journal.close();
    expect(files()).toEqual([]);
  });
});
