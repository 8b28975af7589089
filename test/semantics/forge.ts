import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import programmeFile from '../../examples/demo-shop/programme.json' with { type: 'json' };
import { newestEngine } from '../../engines/index.ts';
import { returnMoney, saleMoney } from '../../shared/loyalty/outcome.ts';
import { Programme } from '../../shared/loyalty/programme/schema.ts';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { moneyDigest } from '../../shared/protocol/digest.ts';
import type { JournalRecord, ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';

type Row = { ord: number; bytes: Buffer };

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

/**
 * Rewrites a closed journal as one who has the till might: `lie` changes what it likes, and the chain is made to fit again from there
 * on. The till that opens it finds it sound, and signs it.
 */
export function forge(file: string, lie: (record: JournalRecord) => void): void {
  const db = new Database(file);
  const triggers = db
    .prepare<[], { name: string; sql: string }>("select name, sql from sqlite_master where type = 'trigger'")
    .all();
  for (const { name } of triggers) db.exec(`drop trigger ${name}`);
  const write = db.prepare<[string, Uint8Array, number]>('update records set hash = ?, bytes = ? where ord = ?');
  let prev = '0'.repeat(64);
  for (const { ord, bytes } of db.prepare<[], Row>('select ord, bytes from records order by ord').all()) {
    const record = { ...(JSON.parse(bytes.toString()) as JournalRecord), prev };
    lie(record);
    const forged = Buffer.from(canonicalJson(record));
    prev = sha256(forged);
    write.run(prev, forged, ord);
  }
  for (const { sql } of triggers) db.exec(sql);
  db.close();
}

/** The sums that follow from the facts as they now are, paid in full: a lie that was told to the till before it reckoned. */
export function reckon(body: SaleBody): void {
  const engine = newestEngine();
  const compiled = engine.compile(Programme.parse(programmeFile));
  say(body, saleMoney(engine.evaluate(compiled, body.facts)));
}

/** Other sums, and a digest and payments that go with them. */
export function say(body: SaleBody, money: SaleBody['money']): void {
  body.money = money;
  body.digest = moneyDigest(saleMoney(money), sha256);
  body.payments = paid(body.payments, money.totals.netMinor);
}

export function sayReturn(body: ReturnBody, money: ReturnBody['money']): void {
  body.money = money;
  body.digest = moneyDigest(returnMoney(money), sha256);
  body.payments = body.payments.map((payment) => ({ ...payment, amountMinor: money.totals.refundMinor }));
}

function paid([first]: SaleBody['payments'], amountMinor: number): SaleBody['payments'] {
  return first ? [{ id: first.id, kind: 'cash', amountMinor, tenderedMinor: amountMinor, changeMinor: 0 }] : [];
}
