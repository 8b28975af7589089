import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../ports.ts';
import { hubKey } from './keys.ts';
import type { HubKey } from './keys.ts';

/** What lies in a hub's data folder beside its database. */
export type DataFolder = {
  database: string;
  /** Where an import is kept while it is read. */
  spool: string;
  /** Where snapshots for tills are kept: each can be made again. */
  kept: string;
  key: HubKey;
  /** Bearer token of the admin calls. */
  adminToken: string;
};

/** Seed of the hub's key; beside it, while it is being changed, that of the next. */
export const keyFile = 'hub.key';
export const adminTokenFile = 'admin.token';
/** Written while a hub listens: its URL, so that commands on the same folder find it. */
export const urlFile = 'hub.url';

/** Opens or makes the folder, for this user alone. Secrets are files that only the user may read. */
export function openDataFolder(dataDir: string, random: Random): DataFolder {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  chmodSync(dataDir, 0o700);
  const seed = secret(join(dataDir, keyFile), () => Buffer.from(random.bytes(32)).toString('base64url'));
  return {
    database: join(dataDir, 'hub.db'),
    spool: join(dataDir, 'spool'),
    kept: join(dataDir, 'snapshots'),
    key: hubKey(Buffer.from(seed, 'base64url')),
    adminToken: secret(join(dataDir, adminTokenFile), () => Buffer.from(random.bytes(32)).toString('base64url')),
  };
}

function secret(file: string, make: () => string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const text = make();
  writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
  return text;
}

/** A random id of 128 bits. */
export function randomId(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('hex');
}
