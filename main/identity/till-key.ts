import { createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../ports.ts';

/** What makes a till itself before the hub: its Ed25519 key. Public keys and signatures travel raw in base64url. */
export type Identity = {
  readonly publicKey: string;
  sign(text: string): string;
  /** A secret of 32 bytes that stays when the key changes: PINs are verified with it, so that a copy of the data tells none. */
  readonly pinKey: Uint8Array;
  /** How the key changes; null where it is not kept in a file of this till. */
  readonly rotation: KeyRotation | null;
};

/**
 * A key that changes lies beside the one it follows until the hub, by its signed answer, has shown that it knows the new one: nobody on
 * the way can lock the till out.
 */
export type KeyRotation = {
  /** The key to come, made durable where there is none yet. */
  prepare(): Identity;
  /** The key to come, if one was prepared. */
  pending(): Identity | null;
  /** It is the till's key now. */
  adopt(): void;
};

/** PKCS #8 around a raw Ed25519 seed (RFC 8410, section 7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const seedBytes = 32;

/**
 * The till's key in a folder for keys, which is not the data folder: who copies a till's data has not copied the till. Made when
 * there is none; a file only its user may read.
 */
export function openIdentity({ keyDir, random }: { keyDir: string; random: Random }): Identity {
  const file = join(keyDir, 'till.key');
  const nextFile = join(keyDir, 'till.key.next');
  let current = identityOf(storedSeed(file) ?? storeSeed(file, keyDir, random.bytes(seedBytes)));
  let next = identityIn(nextFile);
  const pinFile = join(keyDir, 'pin.key');
  const pinKey = storedSeed(pinFile) ?? storeSeed(pinFile, keyDir, random.bytes(seedBytes));
  return {
    get publicKey() {
      return current.publicKey;
    },
    sign: (text) => current.sign(text),
    pinKey,
    rotation: {
      pending: () => next,
      prepare: () => (next ??= identityOf(storeSeed(nextFile, keyDir, random.bytes(seedBytes)))),
      adopt() {
        if (!next) return;
        renameSync(nextFile, file);
        [current, next] = [next, null];
      },
    },
  };
}

function identityIn(file: string): Identity | null {
  const seed = storedSeed(file);
  return seed && identityOf(seed);
}

/** From a seed of 32 bytes. */
export function identityOf(seed: Uint8Array): Identity {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('an Ed25519 key has a public part');
  return {
    publicKey: x,
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
    pinKey: Buffer.from(hkdfSync('sha256', seed, '', 'kopilka/pin', seedBytes)),
    rotation: null,
  };
}

function storedSeed(file: string): Uint8Array | null {
  try {
    const seed = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
    if (seed.length !== seedBytes) throw new Error(`${file} holds no key`);
    return seed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Whole or not at all: a key lost between enrolment and a power cut would lock the till out of its hub. */
function storeSeed(file: string, keyDir: string, seed: Uint8Array): Uint8Array {
  mkdirSync(keyDir, { recursive: true, mode: 0o700 });
  const draft = openSync(`${file}.new`, 'w', 0o600);
  writeSync(draft, `${Buffer.from(seed).toString('base64url')}\n`);
  fsyncSync(draft);
  closeSync(draft);
  renameSync(`${file}.new`, file);
  return seed;
}
