import { wipedKey } from '../../../shared/protocol/person.ts';
import type { ErasureRow, PersonRow } from '../rows.ts';
import type { PersonReads, Writes } from '../store.ts';
import type { Statements } from './statements.ts';
import { optional } from './tills.ts';

export type ErasureSql = { member: string; at_ms: number; by_whom: string; why: string };

export function personReads(db: Statements): PersonReads {
  const person = db.prepare<[string], PersonRow>('select * from person where member = ?');
  const key = db.prepare<[string], { key: string }>('select key from seal_key where hash = ?');
  const erasure = db.prepare<[string], ErasureSql>('select * from erasure where member = ?');
  return {
    person: (member) => person.get(member),
    sealKey: (hash) => knownKey(key.get(hash)),
    sealKeys: (hashes) => new Map(hashes.flatMap((hash) => [[hash, knownKey(key.get(hash))] as const].filter(isKnown))),
    erasure: (member) => optional(erasure.get(member), erasureRow),
  };
}

type PersonWrites = Pick<Writes, 'savePerson' | 'removePerson' | 'addSealKey' | 'wipeSealKey' | 'addErasure'>;

export function personWrites(db: Statements): PersonWrites {
  const save = db.prepare('insert or replace into person values (?, ?, ?, ?)');
  const remove = db.prepare('delete from person where member = ?');
  const addKey = db.prepare('insert or ignore into seal_key values (?, ?)');
  const wipe = db.prepare('update seal_key set key = ? where hash = ?');
  const addErasure = db.prepare('insert or replace into erasure values (?, ?, ?, ?)');
  return {
    savePerson({ member, hash, text, phone }) {
      save.run(member, hash, text, phone);
    },
    removePerson(member) {
      remove.run(member);
    },
    addSealKey(hash, key) {
      addKey.run(hash, key);
    },
    wipeSealKey(hash) {
      wipe.run(wipedKey, hash);
    },
    addErasure({ member, atMs, by, why }) {
      addErasure.run(member, atMs, by, why);
    },
  };
}

function isKnown(entry: readonly [string, string | undefined]): entry is readonly [string, string] {
  return entry[1] !== undefined;
}

export function knownKey(row: { key: string } | undefined): string | undefined {
  return row?.key === wipedKey ? undefined : row?.key;
}

export function erasureRow({ member, at_ms: atMs, by_whom: by, why }: ErasureSql): ErasureRow {
  return { member, atMs, by, why };
}
