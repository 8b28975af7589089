import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Person } from '../../shared/protocol/person.ts';
import type { SealedPart } from '../../shared/protocol/person.ts';
import { WishWords } from '../../shared/protocol/wishes.ts';
import type { Random } from '../ports.ts';
import { sha256 } from './hash.ts';

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const tagBytes = 16;
/** A key seals one text only. */
const nonce = new Uint8Array(12);

/** Seals a person, or what one wishes for, under a new key. The form is that of shared/protocol/person.ts. */
export function seal(content: Person | WishWords, random: Random): SealedPart {
  const key = Buffer.from(random.bytes(keyBytes));
  const cipher = createCipheriv(algorithm, key, nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final(), cipher.getAuthTag()]);
  return { key: key.toString('base64url'), text: text.toString('base64url') };
}

/** Null where the key is not that of the text, or no person is in it. */
export function unseal(part: SealedPart): Person | null {
  return Person.safeParse(opened(part)).data ?? null;
}

/** The same of what somebody wishes for. */
export function unsealWish(part: SealedPart): string | null {
  return WishWords.safeParse(opened(part)).data?.name ?? null;
}

function opened({ key, text }: SealedPart): unknown {
  const bytes = Buffer.from(text, 'base64url');
  try {
    const decipher = createDecipheriv(algorithm, Buffer.from(key, 'base64url'), nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const plain = Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]);
    return JSON.parse(plain.toString('utf8'));
  } catch {
    return null;
  }
}

/** What a record names a sealed text by. */
export function sealedHash(text: string): string {
  return sha256(Buffer.from(text, 'base64url'));
}
