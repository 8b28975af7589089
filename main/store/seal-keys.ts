import { wipedKey } from '../../shared/protocol/person.ts';
import type { SealedDoc } from '../../shared/protocol/replica.ts';
import type { Sqlite } from './sqlite.ts';

/** Sealed texts of a replica: the keys apart from the texts, wiped where they lie (as in sealed.ts). */
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
    /** What of it may lie among the other documents, as JSON. */
    split({ key, ...stored }: SealedDoc): string {
      if (stored.hash !== undefined && key !== undefined) insert.run(stored.hash, key);
      return JSON.stringify(stored);
    },
    /** Undefined where its key was wiped: it says nothing any more. */
    join<D extends SealedDoc>(stored: D): D | undefined {
      if (stored.hash === undefined) return stored;
      const key = get.get(stored.hash)?.key;
      return key === undefined || key === wipedKey ? undefined : { ...stored, key };
    },
    /** Wipes the key of what was said before, if it is no longer said. */
    replace(before: SealedDoc | undefined, after: SealedDoc | null): void {
      if (before?.hash !== undefined && before.hash !== after?.hash) wipe.run(wipedKey, before.hash);
    },
  };
}
