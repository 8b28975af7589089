import { closeSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { zstdCompressSync } from 'node:zlib';
import type { SnapshotManifest } from '../../shared/protocol/replica.ts';
import { sha256 } from '../identity/hash.ts';

/** So long that packing pays, so short that neither side waits for one and that what is unpacked stays in the processor's cache. */
const usualBlockBytes = 1024 * 1024;

type Packed = Pick<SnapshotManifest, 'bytes' | 'blockBytes' | 'blocks'>;

/** Packs a file block by block into another, which is on the disk then; `pause` lets others go first. */
export async function packFile(
  file: string,
  to: string,
  pause: () => Promise<void>,
  blockBytes = usualBlockBytes,
): Promise<Packed> {
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

/** A till pushes what was rung meanwhile before it asks for the next. */
const [mostBlocks, mostBytes] = [64, 2 * 1024 * 1024];

/** Blocks as they are sent, from one on, some at a time: null where the file is not what the manifest says. */
export function readBlocks(file: string, { blocks }: Packed, from: number): Uint8Array<ArrayBuffer> | null {
  const start = lengthOf(blocks.slice(0, from));
  let count = 1;
  while (count < mostBlocks && lengthOf(blocks.slice(from, from + count + 1)) <= mostBytes) count += 1;
  const some = blocks.slice(from, from + count);
  const length = lengthOf(some);
  const found = Buffer.allocUnsafe(length);
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

function lengthOf(blocks: Packed['blocks']): number {
  return blocks.reduce((sum, { bytes }) => sum + bytes, 0);
}
