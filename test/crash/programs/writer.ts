import { join } from 'node:path';
import { nodePorts } from '../../../main/ports.node.ts';
import { openJournal } from '../../../main/store/journal.ts';
import { KopilkaError } from '../../../shared/protocol/errors.ts';

/** Records so many things, each again until it is taken, and says what became of each attempt: `ack <n>` or `refused <code>`. */
const [folder = '', count = '0'] = process.argv.slice(2);
const now = () => '2026-03-01T12:00:00+03:00';
const journal = openJournal({ file: join(folder, 'journal.db'), till: 'till-1', ports: nodePorts, now });
const by = { at: now(), shift: null, cashier: null };
const mostAttempts = 50;

for (let number = 1; number <= Number(count); number += 1) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      journal.transact((tx) => {
        tx.append({ kind: 'cash.in', amountMinor: number, reason: 'x'.repeat(number * 20) }, by);
        tx.saveOpenSale(`after ${number}`);
      });
      console.log(`ack ${number}`);
      break;
    } catch (error) {
      if (!(error instanceof KopilkaError) || attempt === mostAttempts) throw error;
      console.log(`refused ${error.code}`);
    }
  }
}
journal.close();
