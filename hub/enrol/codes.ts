import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { EnrolReply, EnrolRequest } from '../../shared/protocol/hub.ts';
import { sha256 } from '../identity/hash.ts';
import { readPublicKey } from '../identity/keys.ts';
import type { HubKey } from '../identity/keys.ts';
import type { Ports } from '../ports.ts';
import type { Store } from '../store/store.ts';

/** How long a code may be used, once. */
const lifetimeMs = 10 * 60_000;
/** No letters that are taken for digits. Five bits each: 26 of them carry 128. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export type EnrolmentCode = { code: string; expiresAt: string; fingerprint: string };
export type EnrolDeps = { store: Store; key: HubKey; generation: string; ports: Pick<Ports, 'clock' | 'random'> };

/** A one-time code for a till that is known by its import. Throws `enrol.unknownTill`. */
export async function enrolmentCode({ store, key, ports }: EnrolDeps, till: string): Promise<EnrolmentCode> {
  const code = codeText(ports.random.bytes(16));
  const expiresMs = ports.clock.nowMs() + lifetimeMs;
  await store.write(async (tx) => {
    if (!(await tx.till(till))) throw new KopilkaError('enrol.unknownTill', { till });
    await tx.addEnrolmentCode({ hash: codeHash(code), till, expiresMs });
  });
  return { code, expiresAt: new Date(expiresMs).toISOString(), fingerprint: key.fingerprint };
}

/**
 * Takes a till in: its public key, and no session yet. A till that enrols again has lost its old life; what that signed is not
 * taken any more, and it is trusted again where it had been revoked. Throws `enrol.code`, `request.invalid`.
 */
export async function enrol({ store, key, generation, ports }: EnrolDeps, request: EnrolRequest): Promise<EnrolReply> {
  const { code, publicKey } = request;
  try {
    readPublicKey(publicKey);
  } catch (error) {
    throw new KopilkaError('request.invalid', { path: 'publicKey', problem: 'no Ed25519 key' }, { cause: error });
  }
  return store.write(async (tx) => {
    const taken = await tx.takeEnrolmentCode(codeHash(code));
    const row = taken && taken.expiresMs >= ports.clock.nowMs() ? await tx.till(taken.till) : undefined;
    if (!row) throw new KopilkaError('enrol.code');
    await tx.saveTill({ ...row, publicKey, tokenIssued: null, tokenConfirmed: null, revokedMs: null });
    return { till: row.till, shop: row.shop, hubKey: key.publicKey, generation };
  });
}

/** `K3P9-...`: groups of four, as people read them out. */
function codeText(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let digit = 0; digit < 26; digit += 1) {
    text = alphabet[Number(bits & 31n)]! + text;
    bits >>= 5n;
  }
  return text.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** As typed: small letters, and what looks alike. Only the hash is kept. */
function codeHash(code: string): string {
  const plain = code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return sha256(plain);
}
