import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { openPool } from '../../hub/store/postgres/connection.ts';
import { migrate } from '../../hub/store/postgres/migrate.ts';
import { addedTables, feedTables, keyedTables, summedTables } from '../../hub/store/postgres/tables.ts';
import { startPostgres } from './server.ts';

const lookMs = 50;

const template = 'kopilka_tables';

/** The URL of this run's PostgreSQL. The first who asks starts it; the others wait. */
async function serverUrl(): Promise<string> {
  const folder = inject('postgresFolder');
  const [lock, ready, failed] = ['lock', 'url', 'failed'].map((name) => join(folder, name)) as [string, string, string];
  if (isFirst(lock)) {
    try {
      const url = await startPostgres(folder);
      await makeTemplate(url);
      writeFileSync(`${ready}.new`, url);
      renameSync(`${ready}.new`, ready);
    } catch (error) {
      writeFileSync(failed, String(error));
    }
  }
  while (!existsSync(ready)) {
    if (existsSync(failed)) throw new Error(readFileSync(failed, 'utf8'));
    await sleep(lookMs);
  }
  return readFileSync(ready, 'utf8');
}

function isFirst(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

/** Copying a database with tables is quicker than making the tables. */
async function makeTemplate(server: string): Promise<void> {
  await createDatabase(server, template, 'template0');
  const pool = openPool(databaseOf(server, template), 1);
  await migrate(pool.ask);
  await pool.close();
}

async function createDatabase(server: string, name: string, from: string): Promise<void> {
  const admin = openPool(server, 1);
  await admin.ask(`create database ${name} template ${from}`);
  await admin.close();
}

const databaseOf = (server: string, name: string) => server.replace(/postgres$/, name);

/** A database of its own on this run's PostgreSQL, with the hub's tables, nothing in them; or with nothing at all. */
export async function newDatabase({ tables = true }: { tables?: boolean } = {}): Promise<string> {
  const server = await serverUrl();
  const name = `kopilka_${process.pid}_${process.hrtime.bigint()}`;
  await createDatabase(server, name, tables ? template : 'template0');
  return databaseOf(server, name);
}

/** Takes everything out of the hub's tables. */
export async function emptyDatabase(url: string): Promise<void> {
  const pool = openPool(url, 1);
  for (const { name } of Object.values({ ...keyedTables, ...addedTables, ...summedTables, ...feedTables })) {
    await pool.ask(`delete from ${name}`);
  }
  await pool.close();
}
