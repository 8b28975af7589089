import { wipedKey } from '../../shared/protocol/person.ts';
import type { PersonDoc } from '../../shared/protocol/person.ts';
import type { StoredPerson } from '../../shared/protocol/replica.ts';
import type { Sqlite } from './sqlite.ts';

/** Persons of a replica: the keys apart from the texts, wiped where they lie (as in sealed.ts). */
export function openSealKeys(db: Sqlite) {
  // One that was wiped as its member left the shop comes back with them.
  const insert = db.prepare<[string, string]>(
    'insert into seal_keys (hash, key) values (?, ?) on conflict (hash) do update set key = excluded.key',
  );
  const get = db.prepare<[string], { key: string }>('select key from seal_keys where hash = ?');
  const wipe = db.prepare<[string, string]>('update seal_keys set key = ? where hash = ?');
  const wipeNamed = db.prepare<[string, string]>('update seal_keys set key = ? where instr(?, hash) > 0');
  return {
    /** Of whatever texts a document names. Reads all of them: for documents that nobody here understands. */
    wipeNamed: (json: string): void => void wipeNamed.run(wipedKey, json),
    /** What of a person may lie among the other documents, as JSON. */
    split({ key, ...stored }: PersonDoc): string {
      insert.run(stored.hash, key);
      return JSON.stringify(stored);
    },
    join(stored: StoredPerson): PersonDoc | undefined {
      const key = get.get(stored.hash)?.key;
      return key === undefined || key === wipedKey ? undefined : { ...stored, key };
    },
    /** Wipes the key of what was said of the person before, if it is no longer said. */
    replace(before: PersonDoc | undefined, after: PersonDoc | null): void {
      if (before && before.hash !== after?.hash) wipe.run(wipedKey, before.hash);
    },
  };
}
