import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { itemId } from '../items/item.ts';
import { hubMigrations } from './sqlite/schema.ts';
import { openSqliteStore } from './sqlite/store.ts';

const beforeItems = 3;

it('a hub of before there were items has one for all it had noted, under the ids of today', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-past-'));
  const file = join(folder, 'hub.db');
  const db = new Database(file);
  for (const text of hubMigrations.slice(0, beforeItems)) db.exec(text);
  db.pragma(`user_version = ${beforeItems}`);
  const key = { till: 't', epoch: 'e', seq: 7, hash: '0123456789abcdef' };
  const place = [key.till, key.epoch, key.seq, key.hash];
  const differences = JSON.stringify([{ path: 'money.totals.redeemed.bonus', till: 2, hub: 1 }]);
  db.prepare('insert into record values (?, ?, ?, ?, ?, ?, 5, ?, null, ?)').run(
    place.concat('sale', 'booked', 'r1'),
    Buffer.from('{}'),
  );
  db.prepare('insert into verdict values (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    place.concat('r1', 'different', 'limit', differences, 'open'),
  );
  db.prepare('insert into alarm values (?, ?, ?, ?, ?, ?)').run(...place, 'poison', 'unreadable');
  db.close();
  const store = openSqliteStore(file);
  const about = { ...key, atMs: 5, receipt: 'r1', member: null, stakeMinor: null, closed: null };
  expect(await store.reader.items({ state: 'open', kind: null, after: null, limit: 9 })).toEqual([
    { ...about, id: itemId('overdraft', key), kind: 'overdraft', detail: 'money.totals.redeemed.bonus' },
    { ...about, id: itemId('quarantined', key), kind: 'quarantined', detail: 'unreadable' },
  ]);
  await store.close();
  rmSync(folder, { recursive: true });
});
