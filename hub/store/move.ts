import { existsSync, renameSync } from 'node:fs';
import Database from 'better-sqlite3';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { copyTables, digestOf } from './copy.ts';
import type { Digest } from './copy.ts';
import { openPool } from './postgres/connection.ts';
import type { Pool } from './postgres/connection.ts';
import { asOfNow, copiedTables, copyToPostgres } from './postgres/copied.ts';
import { migrate } from './postgres/migrate.ts';
import { openReader, openWriter } from './sqlite/database.ts';
import { sqliteTables } from './sqlite/tables.ts';

const generationKey = 'generation';
const connections = 2;

/**
 * Copies a hub's file into a PostgreSQL database that is no hub's yet, and reads it back. Throws `hub.notEmpty`, and `hub.unequal`
 * where what was read back is not what was written.
 */
export async function fileToPostgres(file: string, url: string): Promise<Digest> {
  return withPool(url, async (pool) => {
    await prepareNew(pool, url);
    // As a writer: it may be of an older hub.
    const db = openWriter(file);
    try {
      const written = await copyTables(sqliteTables(db), copyToPostgres(pool), copiedTables);
      return expectEqual(written, await asOfNow(pool, (from) => digestOf(from, copiedTables)));
    } finally {
      db.close();
    }
  });
}

/** Makes the tables of a PostgreSQL database that is no hub's yet. Throws `hub.notEmpty`. */
export function newPostgres(url: string): Promise<void> {
  return withPool(url, (pool) => prepareNew(pool, url));
}

/** Copies a hub's PostgreSQL database, as of now, into a file that must not be there yet, and reads it back. Throws as `fileToPostgres`. */
export async function postgresToFile(url: string, file: string): Promise<Digest> {
  refuseFile(file);
  const part = `${file}.part`;
  const digest = await withPool(url, async (pool) => {
    const db = openWriter(part);
    try {
      const tables = sqliteTables(db);
      db.exec('begin');
      const written = await asOfNow(pool, (from) => copyTables(from, tables, copiedTables));
      db.exec('commit');
      return expectEqual(written, await digestOf(tables, copiedTables));
    } finally {
      db.close();
    }
  });
  renameSync(part, file);
  return digest;
}

/** Copies a hub's file, which a hub may be running on, into another. Throws `hub.notEmpty`. */
export async function backUpFile(file: string, to: string): Promise<Digest> {
  refuseFile(to);
  const db = openReader(file);
  try {
    await db.backup(`${to}.part`);
  } finally {
    db.close();
  }
  renameSync(`${to}.part`, to);
  return fileDigest(to);
}

export async function migratePostgres(url: string): Promise<{ from: number; to: number }> {
  return withPool(url, ({ ask }) => migrate(ask));
}

export async function fileDigest(file: string): Promise<Digest> {
  const db = new Database(file, { readonly: true });
  try {
    return await digestOf(sqliteTables(db), copiedTables);
  } finally {
    db.close();
  }
}

function expectEqual(written: Digest, found: Digest): Digest {
  if (found.digest === written.digest) return written;
  throw new KopilkaError('hub.unequal', { written: written.digest, found: found.digest });
}

async function prepareNew({ ask }: Pool, place: string): Promise<void> {
  await migrate(ask);
  const known = await ask('select value from meta where key = $1', [generationKey]);
  if (known.length > 0) throw new KopilkaError('hub.notEmpty', { place: new URL(place).pathname.slice(1) });
}

function refuseFile(file: string): void {
  if (existsSync(file)) throw new KopilkaError('hub.notEmpty', { place: file });
}

async function withPool<T>(url: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = openPool(url, connections);
  try {
    return await work(pool);
  } finally {
    await pool.close();
  }
}
