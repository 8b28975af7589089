import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { openIdentity } from '../../identity/till-key.ts';
import { nodePorts } from '../../ports.node.ts';
import { Rehearsal } from '../../replay/rehearse.ts';
import type { ReceiptMap } from '../../replay/rehearse.ts';
import { openTill } from '../../till.ts';
import type { Till } from '../../till.ts';
import { replayFiles } from './files.ts';
import type { FromTill, ToTill } from './messages.ts';
import { memoryMb, meter, peakMemoryMb } from './meters.ts';
import { serveParent } from './program.ts';

/** A till of the replay, a program of its own: `till.ts DIR TILL FIRST_MS`. Its clock is the moment of the receipt being rung. */
const [dir = '', id = '', firstMs = ''] = process.argv.slice(2);
const files = replayFiles(dir).till(id);
/** How often it is looked whether the till has caught up by itself. */
const lookMs = 10;
/** Far more than any hub takes for what waits at a till: by then something is wrong. */
const patienceMs = 120_000;

serveParent(async (messages, tell: (message: FromTill) => void) => {
  const { url, code, fingerprint } = JSON.parse(readFileSync(files.enrolment, 'utf8')) as Record<string, string>;
  let nowMs = Number(firstMs);
  const failures: unknown[] = [];
  const till = openTill(
    {
      till: id,
      dataDir: files.data,
      hubUrl: url ?? '',
      priceOverride: 'anyone',
      phoneCountry: null,
      labels: [],
    },
    { ...nodePorts, clock: { nowMs: () => nowMs } },
    {
      identity: openIdentity({ keyDir: files.keys, random: nodePorts.random }),
      fetch: globalThis.fetch,
      printer: null,
      devices: null,
      terminal: null,
      report: (error) => failures.push(error),
    },
  );
  await till.sync?.enrol({ code: code ?? '', fingerprint: fingerprint ?? '' });
  await caughtUp(till);
  const map = receiptMap();
  const meters = { quote: meter(), commit: meter() };
  const rehearsal = new Rehearsal(till, map, { quote: meters.quote.measure, commit: meters.commit.measure });
  tell({ kind: 'ready' });
  for await (const message of messages as AsyncIterable<ToTill>) {
    if (message.kind === 'end') break;
    if (message.kind === 'close') {
      await rehearsal.end();
      await caughtUp(till);
      tell({ kind: 'closed' });
      continue;
    }
    for (const receipt of message.receipts) {
      // No buyer comes in the same turn of the loop as the one before: between two the till talks to its hub and its printer.
      await nextTurn();
      nowMs = Math.max(nowMs, Date.parse(receipt.moment));
      await rehearsal.play(receipt);
      if (failures.length > 0) throw failures[0];
    }
    tell({ kind: 'played', memoryMb: memoryMb() });
  }
  const refusedConnections = till.sync?.status().failedCalls ?? 0;
  // What a pull under way brings may be older than what other tills pushed last: only one that begins now has it all.
  till.sync?.setNetwork(false);
  nowMs += 1;
  till.sync?.setNetwork(true);
  await caughtUp(till, () => till.sync?.status().feedAgeMs === 0);
  await till.close();
  map.close();
  tell({
    kind: 'ended',
    tally: rehearsal.tally,
    quoteMs: meters.quote.summary(),
    commitMs: meters.commit.summary(),
    refusedConnections,
    peakMemoryMb: peakMemoryMb(),
  });
});

/** Nobody asks it to: the till notices by itself that the hub is back. Throws how it stands where it does not. */
async function caughtUp(till: Till, alsoWhen: () => boolean = () => true): Promise<void> {
  for (const began = performance.now(); ;) {
    const status = till.sync?.status();
    if (status?.state === 'online' && status.unpushed.count === 0 && alsoWhen()) return;
    if (performance.now() - began > patienceMs) throw new Error(`${id} does not catch up: ${JSON.stringify(status)}`);
    await new Promise<void>((resolve) => void nodePorts.timers.after(lookMs, resolve));
  }
}

/** Folder's receipt -> the till's, on disk, so that memory does not grow with the folder. */
function receiptMap(): ReceiptMap & { close(): void } {
  const db = new Database(files.map);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.exec('create table receipt (folder text primary key, id text not null) strict, without rowid');
  const remember = db.prepare('insert into receipt values (?, ?)');
  const find = db.prepare<[string], { id: string }>('select id from receipt where folder = ?');
  return {
    remember: (receipt, own) => void remember.run(receipt, own),
    find: (receipt) => find.get(receipt)?.id,
    close: () => db.close(),
  };
}
