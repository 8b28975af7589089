import { wipedKey } from '../../../shared/protocol/person.ts';
import type { PersonRow } from '../rows.ts';
import { erasureRow, knownKey } from '../sqlite/persons.ts';
import type { ErasureSql } from '../sqlite/persons.ts';
import { optional } from '../sqlite/tills.ts';
import type { PersonReads, Writes } from '../store.ts';
import type { Source } from './source.ts';
import { rowsOf } from './statements.ts';
import { keyedTables } from './tables.ts';
import type { Unit } from './unit.ts';

/** Looked into, not to be changed. */
const sealKeys = { ...keyedTables.sealKey, held: false };

export function personReads(source: Source): PersonReads {
  return {
    person: (member) => source.row<PersonRow>(keyedTables.person, [member]),
    sealKey: async (hash) => knownKey(await source.row<{ key: string }>(keyedTables.sealKey, [hash])),
    async sealKeys(hashes) {
      if (hashes.length === 0) return new Map();
      const rows = await source.rows<{ hash: string; key: string }>(['seal_key'], ...rowsOf(sealKeys, hashes));
      return new Map(rows.filter(({ key }) => key !== wipedKey).map(({ hash, key }) => [hash, key]));
    },
    erasure: async (member) => optional(await source.row<ErasureSql>(keyedTables.erasure, [member]), erasureRow),
  };
}

type PersonWrites = Pick<Writes, 'savePerson' | 'removePerson' | 'addSealKey' | 'wipeSealKey' | 'addErasure'>;

export function personWrites(unit: Unit): PersonWrites {
  return {
    savePerson({ member, hash, text, phone }) {
      unit.put(keyedTables.person, { member, hash, text, phone });
    },
    removePerson(member) {
      unit.remove(keyedTables.person, [member]);
    },
    async addSealKey(hash, key) {
      const before = await unit.row<{ key: string }>(keyedTables.sealKey, [hash]);
      if (!before) unit.put(keyedTables.sealKey, { hash, key });
    },
    async wipeSealKey(hash) {
      const before = await unit.row<{ key: string }>(keyedTables.sealKey, [hash]);
      if (before) unit.put(keyedTables.sealKey, { hash, key: wipedKey });
    },
    addErasure({ member, atMs, by, why }) {
      unit.put(keyedTables.erasure, { member, at_ms: atMs, by_whom: by, why });
    },
  };
}
