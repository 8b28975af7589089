import type { Person, SealedPart } from '../../shared/protocol/person.ts';
import { listHash, sha256 } from '../identity/hash.ts';
import type { HubKey } from '../identity/keys.ts';
import { sealedHash, unseal } from '../identity/sealed.ts';
import type { PersonRow } from '../store/rows.ts';
import type { Reader, Store, Tx } from '../store/store.ts';

const numberKeyKey = 'numberKey';
/** Signed by nobody else and for nothing else: what it gives is a secret of the hub's key, the same whenever it is asked. */
const numberKeyTag = 'kopilka/numbers/1\n';

/** The key phones are hashed with in every shop's feed; made, and told to the shops there are, where there is none yet. */
export async function beginNumberKey(store: Store, key: HubKey): Promise<void> {
  if ((await store.reader.meta(numberKeyKey)) !== undefined) return;
  await store.write(async (tx) => {
    if ((await tx.meta(numberKeyKey)) !== undefined) return;
    await tx.setMeta(numberKeyKey, sha256(key.sign(numberKeyTag)));
    for (const shop of await tx.shops()) await feedNumberKey(tx, shop);
    await tx.takePositions();
  });
}

export async function feedNumberKey(tx: Tx, shop: string): Promise<void> {
  const key = await numberKey(tx);
  await tx.addChange(shop, 'numberKey', 'numbers', JSON.stringify({ id: 'numbers', key }));
}

export async function numberKey(reader: Reader): Promise<string> {
  const key = await reader.meta(numberKeyKey);
  if (key === undefined) throw new Error('a hub has its number key from its beginning');
  return key;
}

/** What is known of a member as a person; null: nothing, or no more. */
export async function personOf(reader: Reader, member: string): Promise<Person | null> {
  const row = await reader.person(member);
  const key = row && (await reader.sealKey(row.hash));
  return key === undefined ? null : unseal({ key, text: row!.text });
}

/**
 * Keeps a sealed part as all that is known of the member from now on; the key of the one before is wiped. Nothing of one who was erased.
 * Answers whether it was kept: nobody could read it else.
 */
export async function keepPerson(tx: Tx, member: string, part: SealedPart): Promise<boolean> {
  const person = unseal(part);
  if (person === null || (await tx.erasure(member))) return false;
  const { text, key } = part;
  const hash = sealedHash(text);
  await forgetPerson(tx, member);
  const phone = person.phone === undefined ? null : listHash(await numberKey(tx), person.phone);
  await tx.addSealKey(hash, key);
  await tx.savePerson({ member, hash, text, phone });
  return (await tx.sealKey(hash)) !== undefined;
}

const wipedKey = 'persons.wiped';

/** Changes with every key that is wiped: what was copied before may have keys that are no more. */
export async function timesWiped(reader: Reader): Promise<string> {
  return (await reader.meta(wipedKey)) ?? '0';
}

/** Wipes the key of what is kept of a member. */
export async function forgetPerson(tx: Tx, member: string): Promise<void> {
  const row = await tx.person(member);
  if (!row) return;
  await wipeSealed(tx, row.hash);
  await tx.removePerson(member);
}

/** Wipes the key of a sealed text, by the text's hash. */
export async function wipeSealed(tx: Tx, hash: string): Promise<void> {
  await tx.wipeSealKey(hash);
  await tx.setMeta(wipedKey, String(Number(await timesWiped(tx)) + 1));
}

/** Tells shops of the person, without the key: it is put in as the feed is read (hub/feed/sealed.ts). */
export async function feedPerson(tx: Tx, member: string, shops: readonly string[]): Promise<void> {
  if (shops.length === 0) return;
  const row = await tx.person(member);
  if (!row) return;
  const doc = personText(row);
  for (const shop of shops) await tx.addChange(shop, 'person', member, doc);
}

function personText({ member, hash, text, phone }: PersonRow): string {
  return JSON.stringify({ member, hash, text, ...(phone === null ? {} : { phone }) });
}
