import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { inject } from 'vitest';
import { openPool } from '../../hub/store/postgres/connection.ts';
import { migrate } from '../../hub/store/postgres/migrate.ts';
import { startPostgres } from './server.ts';

const lookMs = 50;

/** The URL of this run's PostgreSQL. The first who asks starts it; the others wait. */
async function serverUrl(): Promise<string> {
  const folder = inject('postgresFolder');
  const [lock, ready, failed] = ['lock', 'url', 'failed'].map((name) => join(folder, name)) as [string, string, string];
  if (isFirst(lock)) {
    try {
      writeFileSync(`${ready}.new`, await startPostgres(folder));
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

/** An empty database of its own on this run's PostgreSQL, with the hub's tables unless told otherwise. */
export async function newDatabase({ tables = true }: { tables?: boolean } = {}): Promise<string> {
  const server = await serverUrl();
  const name = `kopilka_${process.pid}_${process.hrtime.bigint()}`;
  const admin = postgres(server, { max: 1 });
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const url = server.replace(/postgres$/, name);
  if (!tables) return url;
  const pool = openPool(url, 1);
  await migrate(pool.ask);
  await pool.close();
  return url;
}
