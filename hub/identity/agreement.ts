import { createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';

/** One side of an X25519 key agreement, for one session. Public keys travel raw in base64url. */
export type Agreement = {
  publicKey: string;
  /** Throws when the other's key is no point that agrees to anything. */
  with(publicKey: string, transcript: string): SessionProof;
};

/** Proves that a text comes from a party of the session: HMAC-SHA256 in base64url. */
export type SessionProof = (text: string) => string;

/** PKCS #8 around a raw X25519 key (RFC 8410, section 7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
const keyBytes = 32;

/** From 32 random bytes. The key of the session is HKDF-SHA256 (RFC 5869) over what was agreed and the transcript. */
export function openAgreement(seed: Uint8Array): Agreement {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('an X25519 key has a public part');
  return {
    publicKey: x,
    with(other, transcript) {
      const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: other }, format: 'jwk' });
      const secret = diffieHellman({ privateKey, publicKey });
      const key = Buffer.from(hkdfSync('sha256', secret, '', transcript, keyBytes));
      return (text) => createHmac('sha256', key).update(text).digest('base64url');
    },
  };
}
