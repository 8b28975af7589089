import { join } from 'node:path';
import Database from 'better-sqlite3';
import { storedEvent } from '../../../hub/ledger/events.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/store.ts';
import type { MemberEventRow } from '../../../hub/store/rows.ts';
import type { Account } from '../../../shared/loyalty/account.ts';
import { applyEvent } from '../../../shared/loyalty/fold.ts';
import { sameJson } from './json.ts';

/** 11: whatever order they arrived in, each account is the fold of its events in the order of their moments. */
export async function checkFolds(folder: string): Promise<string[]> {
  const file = join(folder, 'hub.db');
  const store = openSqliteStore(file);
  const db = new Database(file, { readonly: true });
  const found: string[] = [];
  for (const { member, opening, account } of db
    .prepare<[], { member: string; opening: string; account: string }>('select member, opening, account from member')
    .all()) {
    let folded = JSON.parse(opening) as Account;
    for (const row of [...(await store.reader.events(member))].toSorted(byMoment)) {
      const event = await storedEvent(store.reader, row);
      if (event) folded = applyEvent(folded, event).account;
    }
    if (!sameJson(JSON.stringify(folded), account)) found.push(`${member} is not the fold of what happened to them`);
  }
  db.close();
  await store.close();
  return found;
}

/** Moment, till, epoch, seq; the hash where a branch has the same. */
function byMoment(a: MemberEventRow, b: MemberEventRow): number {
  const text = ({ till, epoch }: MemberEventRow) => `${till}\n${epoch}`;
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  if (text(a) !== text(b)) return text(a) < text(b) ? -1 : 1;
  return a.seq - b.seq || (a.hash < b.hash ? -1 : 1);
}
