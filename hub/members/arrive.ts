import { distantDocument } from './distant.ts';
import { feedPerson, numberKey } from './persons.ts';
import type { MemberRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';

const latest = Number.MAX_SAFE_INTEGER;

/** Tells shops who a member is that comes to them, no longer one of others. */
export async function arrive(tx: Tx, member: string, shops: readonly string[]): Promise<void> {
  for (const shop of shops) {
    const fed = await tx.revision(shop, 'distant', member, latest);
    if (fed?.doc) await tx.addChange(shop, 'distant', member, null);
  }
  await feedPerson(tx, member, shops);
}

/** Tells shops that a member left them: from now on one of others, of whom they know no person. */
export async function depart(tx: Tx, row: MemberRow, shops: readonly string[]): Promise<void> {
  if (shops.length === 0) return;
  const { member } = row;
  const distant = JSON.stringify(distantDocument(row, await numberKey(tx)));
  for (const shop of shops) {
    await tx.addChange(shop, 'member', member, null);
    const fed = await tx.revision(shop, 'person', member, latest);
    if (fed?.doc) await tx.addChange(shop, 'person', member, null);
    await tx.addChange(shop, 'distant', member, distant);
  }
}
