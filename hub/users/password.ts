import { scrypt } from 'node:crypto';
import type { ScryptOptions } from 'node:crypto';
import type { Random } from '../ports.ts';
import { sameSecret } from '../identity/hash.ts';

/**
 * scrypt (RFC 7914) with N = 2^15, r = 8, p = 3: 32 MiB and some 0.2 s a guess. A verifier is `scrypt:N:r:p:salt:key`, salt (16 bytes) and key
 * (32) in base64url, so that what costs more one day stands beside what cost less.
 */
const cost = { N: 2 ** 15, r: 8, p: 3 };
const saltBytes = 16;
const keyBytes = 32;

export async function passwordVerifier(password: string, random: Random): Promise<string> {
  const salt = Buffer.from(random.bytes(saltBytes)).toString('base64url');
  return verifierOf(password, salt, cost);
}

export async function isPassword(password: string, verifier: string): Promise<boolean> {
  const [, N, r, p, salt = ''] = verifier.split(':');
  const found = await verifierOf(password, salt, { N: Number(N), r: Number(r), p: Number(p) });
  return sameSecret(found, verifier);
}

/** Takes as long as any: who asks can't tell whether there is such a person. */
export const nobodysVerifier = `scrypt:${cost.N}:${cost.r}:${cost.p}:AAAAAAAAAAAAAAAAAAAAAA:`;

async function verifierOf(password: string, salt: string, { N, r, p }: typeof cost): Promise<string> {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  const key = await new Promise<Buffer>((resolve, reject) => {
    // As people type it on whatever keyboard: composed the same way.
    scrypt(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), keyBytes, options, (error, made) => {
      if (error) reject(error);
      else resolve(made);
    });
  });
  return ['scrypt', N, r, p, salt, key.toString('base64url')].join(':');
}
