import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sha256 } from './hash.ts';

/** The hub's own Ed25519 key. Public keys and signatures travel raw in base64url. */
export type HubKey = {
  publicKey: string;
  /** SHA-256 of the raw public key, in hex: what a person compares and a till pins. */
  fingerprint: string;
  sign(text: string): string;
};

/** PKCS #8 around a raw Ed25519 seed (RFC 8410, section 7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** From a seed of 32 bytes. */
export function hubKey(seed: Uint8Array): HubKey {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('an Ed25519 key has a public part');
  return {
    publicKey: x,
    fingerprint: fingerprintOf(x),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  };
}

export function fingerprintOf(publicKey: string): string {
  return sha256(Buffer.from(publicKey, 'base64url'));
}

/** Throws when the text is no point of the curve. */
export function readPublicKey(publicKey: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
}

/** `signature` in base64url. */
export function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}
