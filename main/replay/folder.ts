import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse';
import * as z from 'zod/mini';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { integer, reader } from './rows.ts';
import type { Row } from './rows.ts';

/**
 * A folder of retail data (about.json, products, receipts, lines as csv.gz), read as a stream: rows are checked and staged in a
 * scratch SQLite file, because nothing says that lines stand in the order of receipts. Memory does not grow with the folder.
 */

export type Product = { sku: string; name: string; department: string; category: string; type: string; brand: string };
export type ReceiptLine = { sku: string; quantity: number; unitPriceMinor: number };
export type FolderReceipt = {
  receipt: string;
  moment: string;
  shop: string;
  member: string;
  kind: 'sale' | 'return';
  ofReceipt: string;
  lines: ReceiptLine[];
};

const Totals = z.object({
  receipts: z.int(),
  returns: z.int(),
  lines: z.int(),
  returnLines: z.int(),
  grossMinor: z.int(),
  returnedMinor: z.int(),
});
const About = z.object({ name: z.string(), currency: z.string(), zone: z.string(), totals: Totals });
export type About = z.infer<typeof About>;

export type Folder = {
  about: About;
  products(): IterableIterator<Product>;
  /** In order of moment, as the file has them. */
  receipts(): IterableIterator<FolderReceipt>;
  receipt(id: string): FolderReceipt | undefined;
  close(): void;
};

/** Throws `data.invalid` with file and line for the first row that is not as the format says. */
export async function openFolder(dir: string, scratchFile: string): Promise<Folder> {
  const about = readAbout(dir);
  const db = new Database(scratchFile);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.exec(`
    CREATE TABLE product (sku TEXT PRIMARY KEY, name TEXT, department TEXT, category TEXT, type TEXT, brand TEXT) WITHOUT ROWID;
    CREATE TABLE receipt (number INTEGER PRIMARY KEY, receipt TEXT UNIQUE, moment TEXT, shop TEXT, member TEXT, kind TEXT, ofReceipt TEXT);
    CREATE TABLE line (receipt TEXT, line INTEGER, sku TEXT, quantity INTEGER, unitPriceMinor INTEGER, PRIMARY KEY (receipt, line)) WITHOUT ROWID;
  `);
  try {
    await stageProducts(dir, db);
    await stageReceipts(dir, db);
    await stageLines(dir, db);
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    about,
    products: () => db.prepare<[], Product>('SELECT * FROM product').iterate(),
    ...receiptReader(db),
    close: () => db.close(),
  };
}

function readAbout(dir: string): About {
  const file = join(dir, 'about.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new KopilkaError('file.unreadable', { file, problem: (error as Error).message });
  }
  try {
    return About.parse(JSON.parse(text));
  } catch (error) {
    const problem = error instanceof z.core.$ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new KopilkaError('data.invalid', { file: 'about.json', line: 1, problem: problem.replaceAll('\n', ' ') });
  }
}

async function stageProducts(dir: string, db: Database.Database): Promise<void> {
  const insert = db.prepare('INSERT INTO product VALUES (?, ?, ?, ?, ?, ?)');
  const columns = ['sku', 'name', 'department', 'category', 'type', 'brand'] as const;
  await stage(dir, 'products.csv.gz', columns, db, (row) => {
    insert.run(
      row.filled('sku'),
      row.text('name'),
      row.text('department'),
      row.text('category'),
      row.text('type'),
      row.text('brand'),
    );
  });
}

async function stageReceipts(dir: string, db: Database.Database): Promise<void> {
  const insert = db.prepare(
    'INSERT INTO receipt (receipt, moment, shop, member, kind, ofReceipt) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const isSale = db.prepare("SELECT 1 FROM receipt WHERE receipt = ? AND kind = 'sale'");
  const columns = ['receipt', 'moment', 'shop', 'member', 'kind', 'ofReceipt'] as const;
  let previousMs = -Infinity;
  await stage(dir, 'receipts.csv.gz', columns, db, (row) => {
    const moment = row.matching('moment', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
    const kind = row.matching('kind', /^(sale|return)$/);
    const ms = Date.parse(moment);
    if (Number.isNaN(ms)) row.fail('moment', 'is no date');
    if (ms < previousMs) row.fail('moment', 'is before the receipt above');
    previousMs = ms;
    const ofReceipt = row.text('ofReceipt');
    if (kind === 'return' && !isSale.get(ofReceipt)) row.fail('ofReceipt', 'names no sale above');
    insert.run(row.filled('receipt'), moment, row.filled('shop'), row.text('member'), kind, ofReceipt);
  });
}

async function stageLines(dir: string, db: Database.Database): Promise<void> {
  const insert = db.prepare('INSERT INTO line VALUES (?, ?, ?, ?, ?)');
  const known = db.prepare('SELECT 1 FROM receipt WHERE receipt = ?');
  const sold = db.prepare('SELECT 1 FROM product WHERE sku = ?');
  const columns = ['receipt', 'line', 'sku', 'quantity', 'unitPriceMinor', 'sumMinor'] as const;
  await stage(dir, 'lines.csv.gz', columns, db, (row) => {
    const [quantity, unitPriceMinor] = [integer(row, 'quantity', 1), integer(row, 'unitPriceMinor', 0)];
    if (integer(row, 'sumMinor', 0) !== quantity * unitPriceMinor)
      row.fail('sumMinor', 'is not quantity x unitPriceMinor');
    if (!known.get(row.filled('receipt'))) row.fail('receipt', 'is not in receipts.csv.gz');
    if (!sold.get(row.filled('sku'))) row.fail('sku', 'is not in products.csv.gz');
    insert.run(row.text('receipt'), integer(row, 'line', 1), row.text('sku'), quantity, unitPriceMinor);
  });
}

/** Reads one csv.gz into its table within one transaction; every failure names file and line. */
async function stage<Column extends string>(
  dir: string,
  name: string,
  columns: readonly Column[],
  db: Database.Database,
  put: (row: Row<Column>) => void,
): Promise<void> {
  const source = createReadStream(join(dir, name));
  const text = source.pipe(createGunzip());
  const rows = text.pipe(parse({ bom: true, relax_column_count: true, info: true }));
  // A pipe does not pass errors on.
  source.on('error', (error) => rows.destroy(error));
  text.on('error', (error) => rows.destroy(error));
  const toRow = reader(name, columns);
  db.exec('BEGIN');
  let line = 0;
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      line = info.lines;
      const row = toRow(record, line);
      if (row) put(row);
    }
  } catch (error) {
    throw error instanceof KopilkaError
      ? error
      : unreadable(name, line + 1, error as NodeJS.ErrnoException & { records?: number });
  }
  if (line === 0) throw new KopilkaError('data.invalid', { file: name, line: 1, problem: 'the file is empty' });
  db.exec('COMMIT');
}

/** The parser notices an unclosed quote far below: the row it began in is the one after the last good row. */
function unreadable(file: string, line: number, error: NodeJS.ErrnoException & { records?: number }): KopilkaError {
  if (error.code === 'ENOENT' || error.code === 'EACCES') {
    return new KopilkaError('file.unreadable', { file, problem: error.message });
  }
  return new KopilkaError('data.invalid', {
    file,
    line: error.records === undefined ? line : error.records + 1,
    problem: error.message,
  });
}

function receiptReader(db: Database.Database): Pick<Folder, 'receipts' | 'receipt'> {
  type Found = Omit<FolderReceipt, 'lines'> & { number: number };
  const after = db.prepare<[number], Found>('SELECT * FROM receipt WHERE number > ? ORDER BY number LIMIT 1');
  const byId = db.prepare<[string], Found>('SELECT * FROM receipt WHERE receipt = ?');
  const linesOf = db.prepare<[string], ReceiptLine>(
    'SELECT sku, quantity, unitPriceMinor FROM line WHERE receipt = ? ORDER BY line',
  );
  const whole = ({ receipt, moment, shop, member, kind, ofReceipt }: Found): FolderReceipt => {
    return { receipt, moment, shop, member, kind, ofReceipt, lines: linesOf.all(receipt) };
  };
  return {
    *receipts() {
      for (let row = after.get(0); row; row = after.get(row.number)) yield whole(row);
    },
    receipt(id) {
      const row = byId.get(id);
      return row && whole(row);
    },
  };
}
