import type { SealedPart } from '../../shared/protocol/person.ts';
import { sealedHash, unseal } from '../identity/sealed.ts';
import type { Tx } from '../store/store.ts';
import { forgetPerson } from './persons.ts';

/** Longer than any id of a member, so never one of them. */
const heldKey = (member: string) => `${'held '.padEnd(101, '.')}${member}`;

/** Keeps, sealed as it came, what a member told a till that is revoked: their registration waits for a person. The first word holds. */
export async function holdPerson(tx: Tx, member: string, part: SealedPart): Promise<void> {
  const key = heldKey(member);
  if (unseal(part) === null || (await tx.erasure(member)) || (await tx.person(key))) return;
  const hash = sealedHash(part.text);
  await tx.addSealKey(hash, part.key);
  await tx.savePerson({ member: key, hash, text: part.text, phone: null });
}

/** What was held of a member, which is held no longer. */
export async function releasePerson(tx: Tx, member: string): Promise<SealedPart | undefined> {
  const row = await tx.person(heldKey(member));
  if (!row) return undefined;
  await tx.removePerson(row.member);
  const key = await tx.sealKey(row.hash);
  return key === undefined ? undefined : { text: row.text, key };
}

/** Wipes what was held of a member; whether anything was. */
export async function forgetHeldPerson(tx: Tx, member: string): Promise<boolean> {
  const key = heldKey(member);
  if (!(await tx.person(key))) return false;
  await forgetPerson(tx, key);
  return true;
}
