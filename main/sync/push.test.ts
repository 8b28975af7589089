import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PushRequest } from '../../shared/protocol/hub.ts';
import type { JournalRecord } from '../../shared/protocol/journal.ts';
import { by, journalIn, temporaryFolder } from '../../test/store/journals.ts';
import { sha256 } from '../identity/hash.ts';
import { identityOf } from '../identity/till-key.ts';
import type { Journal } from '../store/journal.ts';
import { openSqlite } from '../store/sqlite.ts';
import { openingKey } from './client.ts';
import type { Client } from './client.ts';
import { pushBatch } from './push.ts';

const root = temporaryFolder('push');
const identity = identityOf(new Uint8Array(32).fill(3));

type Sent = { epoch: string; first: number; last: number; afterHole: boolean };

/** A hub that takes what follows and says how far it has got in the epoch. */
function plainHub() {
  const sent: Sent[] = [];
  const heads = new Map<string, number>();
  const hashes = new Map<string, string>();
  const ackOf = (epoch: string) => {
    const seq = heads.get(epoch) ?? 0;
    return { epoch, seq, hash: hashes.get(`${epoch} ${seq}`) };
  };
  const client: Client = {
    call({ body, reply }) {
      const { records, afterHole = false } = body as PushRequest;
      for (const text of records) {
        const { epoch, seq } = JSON.parse(text) as JournalRecord;
        hashes.set(`${epoch} ${seq}`, sha256(text));
      }
      const seqs = records.map((text) => JSON.parse(text) as JournalRecord);
      const [{ epoch, seq: first } = { epoch: '', seq: 0 }, last] = [seqs[0], seqs.at(-1)!.seq];
      sent.push({ epoch, first, last, afterHole });
      const head = heads.get(epoch) ?? 0;
      if (first <= head + 1 || afterHole) heads.set(epoch, Math.max(head, last));
      return Promise.resolve(reply.parse({ ack: ackOf(epoch) }));
    },
    stream: () => Promise.reject(new Error('no stream')),
  };
  return { client, sent, heads, ackOf };
}

function journalOf(name: string, records: number): { journal: Journal; folder: string } {
  const folder = join(root, name);
  const journal = journalIn(folder);
  for (let number = 1; number < records; number += 1) note(journal, number);
  return { journal, folder };
}

function note(journal: Journal, number: number, reason = `${number}`): void {
  journal.transact((tx) => tx.append({ kind: 'cash.in', amountMinor: number, reason }, by));
}

async function pushAll(client: Client, journal: Journal): Promise<void> {
  while (await pushBatch({ client, journal, identity }, openingKey(identity)));
}

describe('pushing', () => {
  it('goes in order, one epoch a batch, and stops at the last record', async () => {
    const { journal } = journalOf('epochs', 3);
    const old = journal.head().epoch;
    journal.transact((tx) => tx.beginEpoch('restored'));
    note(journal, 9);
    const { client, sent } = plainHub();
    await pushAll(client, journal);
    expect(sent).toEqual([
      { epoch: old, first: 1, last: 3, afterHole: false },
      { epoch: journal.head().epoch, first: 1, last: 2, afterHole: false },
    ]);
    expect(journal.unpushed().count).toBe(0);
    journal.close();
  });

  it('cuts a batch by records and by length, but never to nothing', async () => {
    const { journal } = journalOf('long', 1);
    for (let number = 0; number < 3; number += 1) note(journal, 1, 'x'.repeat(300_000));
    note(journal, 1, 'x'.repeat(900_000));
    for (let number = 0; number < 600; number += 1)
      journal.transact((tx) => tx.append({ kind: 'receipt.resumed', receipt: 'r' }, by));
    const { client, sent } = plainHub();
    await pushAll(client, journal);
    expect(sent.map(({ first, last }) => [first, last])).toEqual([
      [1, 2],
      [3, 3],
      [4, 4],
      [5, 5],
      [6, 505],
      [506, 605],
    ]);
    journal.close();
  });

  it('goes back to what the hub has where the hub lost some, and not on where it says nothing new', async () => {
    const { journal } = journalOf('lost', 5);
    const { client, sent, heads, ackOf } = plainHub();
    await pushAll(client, journal);
    heads.set(journal.head().epoch, 2);
    note(journal, 6);
    await pushAll(client, journal);
    expect(sent.map(({ first, last }) => [first, last])).toEqual([
      [1, 5],
      [6, 6],
      [3, 6],
    ]);
    const stuck: Client = {
      ...client,
      call: ({ reply }) => Promise.resolve(reply.parse({ ack: ackOf(journal.head().epoch) })),
    };
    note(journal, 7);
    await expect(pushAll(stuck, journal)).rejects.toMatchObject({ code: 'hub.badReply' });
    expect(journal.unpushed().count).toBe(1);
    journal.close();
  });

  it('of a salvaged journal says where records are lost for good', async () => {
    const { journal: whole, folder } = journalOf('salvaged', 9);
    const old = whole.head().epoch;
    whole.close();
    const db = openSqlite(join(folder, 'journal.db'), 'precious');
    db.exec('drop trigger records_never_go; delete from records where ord in (4, 5)');
    db.close();
    const journal = journalIn(folder);
    expect(journal.alarm?.code).toBe('journal.salvaged');
    const { client, sent } = plainHub();
    await pushAll(client, journal);
    expect(sent).toEqual([
      { epoch: old, first: 1, last: 3, afterHole: false },
      { epoch: old, first: 6, last: 9, afterHole: true },
      { epoch: journal.head().epoch, first: 1, last: 1, afterHole: false },
    ]);
    expect(journal.unpushed().count).toBe(0);
    journal.close();
  });

  it('of an old life beside which the hub knows another goes on to the new one', async () => {
    const { journal } = journalOf('branch', 4);
    const { client, heads } = plainHub();
    // The hub has records 3 and 4 of another life of this epoch; those of ours it takes beside them, and its head stays.
    heads.set(journal.head().epoch, 4);
    const old = journal.head().epoch;
    journal.setAck({ epoch: old, seq: 2 });
    journal.transact((tx) => tx.beginEpoch('restored'));
    const beside: Client = {
      ...client,
      async call(call) {
        const { records } = call.body as PushRequest;
        const { epoch } = JSON.parse(records[0]!) as JournalRecord;
        return epoch === old ? call.reply.parse({ ack: { epoch, seq: 4, hash: 'f'.repeat(64) } }) : client.call(call);
      },
    };
    await pushAll(beside, journal);
    expect(journal.unpushed().count).toBe(0);
    journal.close();
  });
});
