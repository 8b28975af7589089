import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { HubKeys } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import type { Random } from '../ports.ts';
import type { Reader, Store } from '../store/store.ts';
import { folderOwner, writeDown } from '../users/audit.ts';
import type { Clock } from '../ports.ts';
import { keyFile } from './data-folder.ts';
import { hubKey } from './keys.ts';
import type { HubKey } from './keys.ts';

/** The key that the database belongs to. */
export const hubKeyMeta = 'hubKey';
const rotationsMeta = 'hubKeys';

const nextFile = (dataDir: string) => join(dataDir, `${keyFile}.next`);

/**
 * Gives the hub another key, signed by the one it had: tills that pinned that follow by themselves. For a hub that does not run. The new
 * seed is on the disk before the database says that it is the hub's, and takes the old one's place after: whatever it breaks off at,
 * the next start goes on from there.
 */
export async function rotateHubKey(
  store: Store,
  { dataDir, key, ports }: { dataDir: string; key: HubKey; ports: { clock: Clock; random: Random } },
): Promise<HubKey> {
  const seed = ports.random.bytes(32);
  const next = hubKey(seed);
  writeDurably(nextFile(dataDir), Buffer.from(seed).toString('base64url'));
  await store.write(async (tx) => {
    const rotation = {
      hubKey: next.publicKey,
      by: key.publicKey,
      signature: key.sign(signatureTags.hubKey + next.publicKey),
    };
    const { rotations } = await hubKeys(tx);
    await tx.setMeta(rotationsMeta, JSON.stringify([...rotations, rotation]));
    await tx.setMeta(hubKeyMeta, next.publicKey);
    await writeDown(tx, ports, folderOwner, { action: 'hub.key', subject: next.fingerprint });
  });
  renameSync(nextFile(dataDir), join(dataDir, keyFile));
  return next;
}

/** The next key where the database is its already: a change that broke off is carried through. */
export function finishRotation(dataDir: string, owner: string): HubKey | undefined {
  if (!existsSync(nextFile(dataDir))) return undefined;
  const next = hubKey(Buffer.from(readFileSync(nextFile(dataDir), 'utf8').trim(), 'base64url'));
  if (next.publicKey !== owner) return undefined;
  renameSync(nextFile(dataDir), join(dataDir, keyFile));
  return next;
}

export async function hubKeys(reader: Reader): Promise<HubKeys> {
  const text = await reader.meta(rotationsMeta);
  return { rotations: text === undefined ? [] : (JSON.parse(text) as HubKeys['rotations']) };
}

function writeDurably(file: string, text: string): void {
  const draft = openSync(file, 'w', 0o600);
  writeSync(draft, `${text}\n`);
  fsyncSync(draft);
  closeSync(draft);
}
