import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { newestEngine } from '../../engines/index.ts';
import { sha256 } from '../../main/identity/hash.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { openJournal } from '../../main/store/journal.ts';
import type { Facts } from '../../shared/loyalty/facts.ts';
import { saleMoney } from '../../shared/loyalty/outcome.ts';
import { moneyText } from '../../shared/protocol/digest.ts';
import type { SaleBody } from '../../shared/protocol/journal.ts';
import { median, percentile, timeRow } from './row.ts';
import type { Bench, Row } from './row.ts';

/** A sale committed with all it implies, against the same bytes put into one table by a raw commit of the same care. */

const rounds = 20;
const salesPerRound = 50;
const moment = '2026-01-15T12:00:00+00:00';
const by = { at: moment, shift: 'shift-1', cashier: 'olga' };

const facts: Facts = {
  receipt: 'bench',
  moment,
  lines: Array.from({ length: 10 }, (_, index) => ({
    id: `l${index}`,
    sku: `s${index}`,
    quantity: 1000,
    unitPriceMinor: 199 + 37 * index,
    categories: [`c${index % 3}`],
  })),
  shop: { id: 'bench', zone: { name: 'UTC', offsets: [{ from: '2020-01-01T00:00:00Z', offsetMinutes: 0 }] } },
  channel: 'shop',
  till: 'bench',
  cashier: 'olga',
  member: null,
};

export function sale(number: number): SaleBody {
  const engine = newestEngine();
  const name = { ru: 'Замер', en: 'Bench' };
  const programme = { id: 'bench', version: 1, name, currency: 'EUR', wallets: [], promotions: [] };
  const money = saleMoney(engine.evaluate(engine.compile(programme), facts));
  const receipt = `receipt-${number}`;
  return {
    kind: 'sale',
    receipt,
    number,
    engine: engine.name,
    facts: { ...facts, receipt },
    money,
    digest: sha256(moneyText(money)),
    payments: [{ id: `pay-${number}`, kind: 'cash', amountMinor: money.totals.netMinor }],
    leasesClosed: [],
  };
}

const paper = Buffer.alloc(1500, 32);

/** A journal that sales are committed to, each with its paper; several at once only to fill it. */
export function openCommits() {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-bench-'));
  const file = join(folder, 'journal.db');
  const journal = openJournal({ file, till: 'bench', ports: nodePorts, now: () => moment });
  return {
    folder,
    journal,
    commit(sales: readonly SaleBody[]): void {
      journal.transact((tx) => {
        for (const body of sales) {
          tx.append({ ...body, number: tx.nextReceiptNumber() }, by);
          tx.saveOpenSale(null);
          tx.addPrintJob({ id: `job-${body.receipt}`, receipt: body.receipt, kind: 'sale', bytes: paper });
        }
      });
    },
    close(): void {
      journal.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export const commitBench: Bench = {
  name: 'commit',
  async run(): Promise<Row[]> {
    const { folder, journal, commit, close } = openCommits();
    const raw = rawTable(join(folder, 'raw.db'));
    const sales = Array.from({ length: rounds * salesPerRound }, (_, index) => sale(index + 1));
    const [ours, theirs]: [number[], number[]] = [[], []];
    // Uncounted: till and disk as they are after the first customers of a day.
    const warm = openCommits();
    for (const body of sales.slice(0, 4 * salesPerRound)) warm.commit([body]);
    warm.close();
    for (let round = 0; round < rounds; round += 1) {
      const now = sales.slice(round * salesPerRound, (round + 1) * salesPerRound);
      for (const body of now) ours.push(timed(() => commit([body])));
      const texts = journal.readRecords(journal.ack(), sales.length + 1).slice(-salesPerRound);
      for (const { text } of texts) theirs.push(timed(() => raw.insert(Buffer.concat([Buffer.from(text), paper]))));
    }
    raw.close();
    close();
    return [
      timeRow('commit', median(ours), 'raw WAL commit, FULL', median(theirs), 'ms', 0.5),
      timeRow('commit p99', percentile(ours, 99), 'raw WAL commit, FULL', percentile(theirs, 99), 'ms', 0.5),
    ];
  },
};

function rawTable(file: string): { insert: (bytes: Uint8Array) => void; close: () => void } {
  const db = new Database(file);
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('create table records (ord integer primary key, bytes blob not null)');
  const insert = db.prepare('insert into records (bytes) values (?)');
  return { insert: (bytes) => void insert.run(bytes), close: () => db.close() };
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
