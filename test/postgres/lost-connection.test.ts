import { expect, it } from 'vitest';
import { nodePorts } from '../../hub/ports.node.ts';
import { openPool } from '../../hub/store/postgres/connection.ts';
import { openPostgresStore } from '../../hub/store/postgres/store.ts';
import { newDatabase } from './database.ts';

const waiting = `datname = current_database() and wait_event_type = 'Lock'`;

it('a connection that is lost amid a transaction ends that alone: it is told, nothing of it is kept, and the next one goes on', async () => {
  const url = await newDatabase();
  const pool = openPool(url, 2);
  const store = await openPostgresStore({ url, ports: nodePorts, connections: 1 });
  const line = await pool.reserve();
  await line.ask('begin');
  await line.ask(`insert into usage (promotion, shop, uses, given) values ('p', '', 0, 0)`);
  const written = store.write(async (tx) => {
    // Waits for the row, and all else behind it.
    await tx.holdUsage('p');
    await tx.addUsage({ till: 't', epoch: 'e', seq: 1, hash: 'h', atMs: 0 }, 's', {
      promotion: 'p',
      uses: 1,
      given: 1,
    });
    await tx.setMeta('lost', 'yes');
    await tx.addChange('s', 'kind', 'id', '{}');
    await tx.takePositions();
  });
  const failed = expect(written).rejects.toThrow();
  await expect.poll(async () => (await pool.ask(`select 1 from pg_stat_activity where ${waiting}`)).length).toBe(1);
  await pool.ask(`select pg_terminate_backend(pid) from pg_stat_activity where ${waiting}`);
  await failed;
  await line.ask('rollback');
  line.release();
  await store.write(async (tx) => tx.setMeta('next', 'yes'));
  expect(await pool.ask('select key from meta')).toEqual([{ key: 'next' }]);
  expect(await pool.ask('select * from change')).toEqual([]);
  await Promise.all([store.close(), pool.close()]);
});
