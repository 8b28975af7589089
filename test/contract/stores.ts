import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodePorts } from '../../hub/ports.node.ts';
import { openPostgresStore } from '../../hub/store/postgres/store.ts';
import { openSqliteStore } from '../../hub/store/sqlite/store.ts';
import type { Store } from '../../hub/store/store.ts';
import { newDatabase } from '../postgres/database.ts';

/** A store with nothing in it; `remove` closes it and leaves nothing behind. */
export type Fresh = { store: Store; remove(): Promise<void> };

/** Every statement of every transaction fails once with 40001: attempt n at its nth statement, until one gets through to its end. */
function givesWay({ attempt, nth }: { attempt: number; nth: number }): void {
  if (attempt === nth) throw Object.assign(new Error('another transaction goes first'), { code: '40001' });
}

export const stores: Record<string, () => Promise<Fresh>> = {
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
  async PostgreSQL() {
    const store = await openPostgresStore({ url: await newDatabase(), ports: nodePorts });
    return { store, remove: async () => store.close() };
  },
  async 'PostgreSQL at SERIALIZABLE, where each statement has to give way once'() {
    const store = await openPostgresStore({
      url: await newDatabase(),
      ports: { ...nodePorts, random: { bytes: (count) => new Uint8Array(count) } },
      isolation: 'serializable',
      beforeStatement: givesWay,
    });
    return { store, remove: async () => store.close() };
  },
};
