import { distantDocument } from '../members/distant.ts';
import { numberKey } from '../members/persons.ts';
import { same } from '../reconcile/compare.ts';
import type { MemberRow } from '../store/rows.ts';
import type { Store, Tx } from '../store/store.ts';

const membersAtOnce = 200;
const doneKey = 'jobs.distant';
const dayMs = 86_400_000;

/**
 * Once a day tells every shop of the members of others: their cards as keyed hashes, tier and balance. A sale tells the shops they visit at
 * once; for a card from elsewhere this is soon enough, for it earns on what is known and spends by a lease. Repeatable: what a shop knows is
 * not told again. Answers how much it told.
 */
export async function spreadMembers(store: Store, atMs: number): Promise<number> {
  const shops = await store.reader.shops();
  // A shop that is new the same day is told too.
  const round = `${Math.floor(atMs / dayMs)} ${shops.length}`;
  if ((await store.reader.meta(doneKey)) === round) return 0;
  let [after, told] = ['', 0];
  for (;;) {
    const rows = await store.reader.members(after, membersAtOnce);
    told += await store.write((tx) => tellOf(tx, rows, shops));
    const last = rows.at(-1);
    if (!last || rows.length < membersAtOnce) break;
    after = last.member;
  }
  await store.write(async (tx) => tx.setMeta(doneKey, round));
  return told;
}

async function tellOf(tx: Tx, rows: readonly MemberRow[], shops: readonly string[]): Promise<number> {
  const key = await numberKey(tx);
  let told = 0;
  for (const { member } of rows) {
    // As of this transaction: a sale may have brought them to a shop meanwhile.
    const row = await tx.member(member);
    if (!row) continue;
    const doc = distantDocument(row, key);
    for (const shop of shops) {
      if (row.shops.includes(shop)) continue;
      const fed = await tx.revision(shop, 'distant', member, Number.MAX_SAFE_INTEGER);
      if (fed?.doc && same(JSON.parse(fed.doc), doc)) continue;
      await tx.addChange(shop, 'distant', member, JSON.stringify(doc));
      told += 1;
    }
  }
  await tx.takePositions();
  return told;
}
