import { feedPerson } from './persons.ts';
import type { Tx } from '../store/store.ts';

/** Tells shops who a member is that comes to them, no longer one of others. */
export async function arrive(tx: Tx, member: string, shops: readonly string[]): Promise<void> {
  for (const shop of shops) {
    const fed = await tx.revision(shop, 'distant', member, Number.MAX_SAFE_INTEGER);
    if (fed?.doc) await tx.addChange(shop, 'distant', member, null);
  }
  await feedPerson(tx, member, shops);
}
