import { closeSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { zstdCompressSync } from 'node:zlib';
import type { SnapshotManifest } from '../../shared/protocol/replica.ts';
import { sha256 } from '../identity/hash.ts';

/** So long that packing pays and so short that neither side waits for one. */
const blockBytes = 1024 * 1024;

type Packed = Pick<SnapshotManifest, 'bytes' | 'blockBytes' | 'blocks'>;

/** Packs a file block by block into another, which is on the disk then; `pause` lets others go first. */
export async function packFile(file: string, to: string, pause: () => Promise<void>): Promise<Packed> {
  const { size: bytes } = statSync(file);
  const blocks: SnapshotManifest['blocks'] = [];
  const [from, into] = [openSync(file, 'r'), openSync(to, 'w', 0o600)];
  try {
    const plain = Buffer.alloc(blockBytes);
    for (let at = 0; at < bytes; at += blockBytes) {
      const length = readSync(from, plain, 0, blockBytes, at);
      const packed = zstdCompressSync(plain.subarray(0, length), { chunkSize: blockBytes });
      writeSync(into, packed);
      blocks.push({ hash: sha256(packed), bytes: packed.byteLength });
      await pause();
    }
    fsyncSync(into);
  } finally {
    closeSync(from);
    closeSync(into);
  }
  return { bytes, blockBytes, blocks };
}

/** Blocks as they are sent, from one on, some at a time: null where the file is not what the manifest says. */
export function readBlocks(file: string, { blocks }: Packed, from: number): Uint8Array<ArrayBuffer> | null {
  const some = blocks.slice(from, from + blocksAtOnce);
  const start = blocks.slice(0, from).reduce((sum, { bytes }) => sum + bytes, 0);
  const length = some.reduce((sum, { bytes }) => sum + bytes, 0);
  const found = Buffer.alloc(length);
  const handle = openSync(file, 'r');
  try {
    if (readSync(handle, found, 0, length, start) !== length) return null;
  } finally {
    closeSync(handle);
  }
  let at = 0;
  for (const { hash, bytes } of some) {
    if (sha256(found.subarray(at, at + bytes)) !== hash) return null;
    at += bytes;
  }
  return found;
}

/** A till pushes what was rung meanwhile before it asks for the next. */
const blocksAtOnce = 16;
