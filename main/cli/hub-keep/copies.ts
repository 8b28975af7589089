import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { newGeneration } from '../../../hub/enrol/generation.ts';
import { lockFolder } from '../../../hub/identity/lock.ts';
import { nodePorts } from '../../../hub/ports.node.ts';
import type { Digest } from '../../../hub/store/copy.ts';
import { backUpFile, fileToPostgres, postgresToFile } from '../../../hub/store/move.ts';
import { openPostgresStore } from '../../../hub/store/postgres/store.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/store.ts';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import { fileOf, rememberStore, storeUrl } from '../hub-store.ts';

/** Copies what the hub of a folder keeps into a file, whichever database it is in. Throws `file.unreadable`, `hub.notEmpty`. */
export async function backUpFolder(data: string, url: string | undefined, file: string): Promise<Digest> {
  if (url !== undefined) return postgresToFile(url, file);
  expectFile(fileOf(data));
  return backUpFile(fileOf(data), file);
}

/**
 * A hub of a new generation out of a copy; `-`: the database is a copy already. Throws `hub.running`, `hub.notEmpty`,
 * `file.unreadable`.
 */
export function restoreFolder(data: string, url: string | undefined, copy: string): Promise<{ generation: string }> {
  return alone(data, async () => {
    if (copy !== '-') {
      expectFile(copy);
      await bringBack(copy, fileOf(data), url);
    }
    const store =
      url === undefined ? openSqliteStore(fileOf(data)) : await openPostgresStore({ url, ports: nodePorts });
    try {
      return { generation: await newGeneration(store, nodePorts.random) };
    } finally {
      await store.close();
    }
  });
}

/** The copy itself stays as it is, however old. */
async function bringBack(copy: string, file: string, url: string | undefined): Promise<void> {
  if (existsSync(file)) throw new KopilkaError('hub.notEmpty', { place: file });
  copyFileSync(copy, file);
  if (url === undefined) return;
  try {
    await fileToPostgres(file, url);
  } finally {
    rmSync(file);
  }
}

/** The folder remembers where its hub went; the file stays beside, under another name. Throws `hub.running`, `hub.notEmpty`, `hub.unequal`. */
export async function moveFolder(data: string, to: string | undefined): Promise<Digest> {
  if (to === undefined) throw new KopilkaError('usage.missing', { what: '--to', command: 'hub move' });
  const url = storeUrl('--to', to);
  expectFile(fileOf(data));
  return alone(data, async () => {
    const digest = await fileToPostgres(fileOf(data), url);
    rememberStore(data, url);
    renameSync(fileOf(data), `${fileOf(data)}.moved`);
    return digest;
  });
}

async function alone<T>(data: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const lock = lockFolder(data);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function expectFile(file: string): void {
  if (!existsSync(file)) throw new KopilkaError('file.unreadable', { file, problem: 'ENOENT' });
}
