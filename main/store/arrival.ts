import { closeSync, existsSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, rmSync } from 'node:fs';
import { statSync, writeFileSync, writeSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { SnapshotManifest } from '../../shared/protocol/replica.ts';
import { sha256 } from '../identity/hash.ts';
import { removeFile } from './replica-file.ts';

/** Blocks that may have to be fetched again by the next process: each wait for the disk is one of the counter too. */
export const blocksBetweenSyncs = 64;

/** A snapshot on its way, in a file beside the replica: what is here outlives the process. */
export type Arrival = {
  manifest: SnapshotManifest;
  id: string;
  /** The block that is wanted next; as many as there are: it is whole. */
  wanted(): number;
  /** Takes the wanted block as it was sent. Throws `hub.badReply` where it is not the one that was signed, `replica.diskFull`. */
  add(packed: Uint8Array): void;
  close(): void;
};

/** A buffer that is full makes the unpacker get another. */
const spareBytes = 1024;

const partOf = (file: string) => `${file}.part`;
const manifestOf = (file: string) => `${file}.part.json`;
/** How many blocks are on the disk for sure. */
const syncedOf = (file: string) => `${file}.part.synced`;

export function snapshotId(manifest: SnapshotManifest): string {
  return sha256(canonicalJson(manifest));
}

/** Begins a snapshot beside the replica; what came of another is gone. `maxBytes`: room on the disk. */
export function beginArrival(file: string, manifest: SnapshotManifest, maxBytes = Infinity): Arrival {
  dropArrival(file);
  if (manifest.bytes > maxBytes) throw new KopilkaError('replica.diskFull', {});
  onDisk(() => writeFileSync(manifestOf(file), JSON.stringify(manifest), { mode: 0o600 }));
  return openArrival(file, manifest, 0);
}

/** The snapshot that a process before this one was taking; null: none, or nobody could go on from what is left. */
export function resumeArrival(file: string): Arrival | null {
  const manifest = readManifest(manifestOf(file));
  if (!manifest) {
    dropArrival(file);
    return null;
  }
  return openArrival(file, manifest, readSynced(file, manifest));
}

export function dropArrival(file: string): void {
  removeFile(partOf(file));
  for (const beside of [manifestOf(file), syncedOf(file)]) rmSync(beside, { force: true });
}

/** The file of a snapshot that is whole takes this place, until it takes the replica's. */
export function arrivedFile(file: string): string {
  return partOf(file);
}

function openArrival(file: string, manifest: SnapshotManifest, from: number): Arrival {
  const { blocks, blockBytes, bytes } = manifest;
  const handle = onDisk(() => openSync(partOf(file), existsSync(partOf(file)) ? 'r+' : 'w+', 0o600));
  onDisk(() => ftruncateSync(handle, Math.min(bytes, from * blockBytes)));
  let wanted = from;
  return {
    manifest,
    id: snapshotId(manifest),
    wanted: () => wanted,
    add(packed) {
      const block = blocks[wanted];
      if (!block || packed.byteLength !== block.bytes || sha256(packed) !== block.hash) throw notSigned(wanted);
      const at = wanted * blockBytes;
      const plain = unpacked(packed, Math.min(blockBytes, bytes - at), wanted);
      onDisk(() => writeSync(handle, plain, 0, plain.byteLength, at));
      wanted += 1;
      if (wanted < blocks.length && wanted % blocksBetweenSyncs > 0) return;
      onDisk(() => fdatasyncSync(handle));
      onDisk(() => writeFileSync(syncedOf(file), String(wanted), { mode: 0o600 }));
    },
    close: () => closeSync(handle),
  };
}

function unpacked(packed: Uint8Array, length: number, block: number): Uint8Array {
  let plain: Uint8Array;
  try {
    plain = zstdDecompressSync(packed, { chunkSize: length + spareBytes, maxOutputLength: length });
  } catch (error) {
    throw new KopilkaError('hub.badReply', { problem: `snapshot: block ${block}` }, { cause: error });
  }
  if (plain.byteLength !== length) throw notSigned(block);
  return plain;
}

function notSigned(block: number): KopilkaError {
  return new KopilkaError('hub.badReply', { problem: `snapshot: block ${block} is not the one that was signed` });
}

function readSynced(file: string, { blocks, blockBytes, bytes }: SnapshotManifest): number {
  if (!existsSync(partOf(file)) || !existsSync(syncedOf(file))) return 0;
  const synced = Number(readFileSync(syncedOf(file), 'utf8'));
  const { size } = statSync(partOf(file));
  const isThere = synced <= blocks.length && size >= Math.min(bytes, synced * blockBytes);
  return Number.isSafeInteger(synced) && isThere ? synced : 0;
}

function readManifest(file: string): SnapshotManifest | null {
  try {
    return SnapshotManifest.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** What the disk refuses is told in the registry's words. */
function onDisk<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new KopilkaError('replica.diskFull', {}, { cause: error });
    throw new KopilkaError('journal.diskFailed', { problem: message }, { cause: error });
  }
}
