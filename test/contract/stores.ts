import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodePorts } from '../../hub/ports.node.ts';
import { openPostgresStore } from '../../hub/store/postgres/store.ts';
import type { PostgresOptions } from '../../hub/store/postgres/store.ts';
import { openSqliteStore } from '../../hub/store/sqlite/store.ts';
import type { Store } from '../../hub/store/store.ts';
import { givingWay } from '../postgres/giving-way.ts';
import { emptyDatabase, newDatabase } from '../postgres/database.ts';

/** A store with nothing in it; `remove` closes it and leaves nothing behind. */
export type Fresh = { store: Store; remove(): Promise<void> };
type Opening = () => Promise<Fresh>;

/** One database for all of a suite, emptied for each test: a database of its own would take most of the time. */
function onPostgres(options: Partial<PostgresOptions> = {}): Opening {
  let database: Promise<string> | undefined;
  return async () => {
    database ??= newDatabase();
    const url = await database;
    await emptyDatabase(url);
    const store = await openPostgresStore({ url, ports: nodePorts, ...options });
    return { store, remove: async () => store.close() };
  };
}

export const stores: Record<string, Opening> = {
  async SQLite() {
    const folder = mkdtempSync(join(tmpdir(), 'kopilka-store-'));
    const store = openSqliteStore(join(folder, 'hub.db'));
    return {
      store,
      async remove() {
        await store.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
  PostgreSQL: onPostgres(),
  'PostgreSQL at SERIALIZABLE, where each statement has to give way once': onPostgres(givingWay),
};
