import { createPublicKey, verify } from 'node:crypto';
import { sha256 } from './hash.ts';

/** SHA-256 of the raw key, in hex: what a person compares, and what a till pins when it enrols. */
export function fingerprintOf(publicKey: string): string {
  return sha256(Buffer.from(publicKey, 'base64url'));
}

/** Whether the hub signed the text. False as well where key or signature are no such things. */
export function isSignedByHub(hubKey: string, text: string, signature: string): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: hubKey }, format: 'jwk' });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}
