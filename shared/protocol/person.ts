import * as z from 'zod/mini';
import { Day, Id, Moment } from '../loyalty/basics.ts';
import { codeWordPattern } from './code-word.ts';

/** What is known of a member as a person. It stands in no record, no account and no log: only sealed, beside them. */
export const Person = z.strictObject({
  name: z.optional(z.string().check(z.maxLength(200))),
  /** Digits with country code, no plus. */
  phone: z.optional(z.string().check(z.regex(/^\d{7,15}$/, 'phone'))),
  email: z.optional(z.string().check(z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+$/, 'e-mail'))),
  birthday: z.optional(Day),
  /** What verifies the code word: see code-word.ts. */
  codeWord: z.optional(z.string().check(z.regex(codeWordPattern, 'code word'))),
  /** When they agreed that this is kept, by the clock of the till they told. */
  consentAt: z.optional(Moment),
});
export type Person = z.infer<typeof Person>;

/**
 * A Person sealed: `text` is AES-256-GCM of its JSON, ciphertext and 16 bytes of tag, `key` 32 random bytes, both in base64url. A key seals one
 * text only, so the nonce is 12 zero bytes. Without the key nobody reads it: who wipes the key has erased the person.
 */
export const SealedPart = z.strictObject({
  key: z.string().check(z.regex(/^[\w-]{43}$/, 'key')),
  text: z.string().check(z.regex(/^[\w-]{22,4000}$/, 'sealed text')),
});
export type SealedPart = z.infer<typeof SealedPart>;

/** What stands in a key's place, as long as a key, once it is wiped. */
export const wipedKey = 'A'.repeat(43);

/** The feed's document of a person, in shops they visit alone. */
export const PersonDoc = z.strictObject({
  member: Id,
  ...SealedPart.shape,
  /** SHA-256 of the bytes of `text`, in hex. */
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'SHA-256')),
  /** Keyed hash of the phone, under the feed's `numberKey`. */
  phone: z.optional(z.string().check(z.regex(/^[\w-]{22}$/, 'keyed hash'))),
});
export type PersonDoc = z.infer<typeof PersonDoc>;
