import { createHmac, hash, scryptSync } from 'node:crypto';
import { codeWordCost, codeWordSalt, heardWord } from '../../shared/protocol/code-word.ts';

/** SHA-256 of bytes, or of a text in UTF-8, as 64 hex digits. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** What stands for a phone or card number on a partner's list (shared/protocol/feed.ts): nobody reads a number from it. */
export function listHash(key: string, number: string): string {
  return createHmac('sha256', key).update(number).digest().subarray(0, 16).toString('base64url');
}

/** Whether two requests are the same, told without keeping either: there may be a phone in one, and without the key nobody tries them out. */
export function requestHash(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update('kopilka/plugin/1\n').update(text).digest('hex');
}

/** What verifies a member's code word (shared/protocol/code-word.ts). Some ten milliseconds, by intent. */
export function codeWordHash(member: string, word: string): string {
  return `scrypt:${scryptSync(heardWord(word), codeWordSalt(member), 32, codeWordCost).toString('base64url')}`;
}

/**
 * What verifies a PIN: scrypt at the cost of a code word, salted with an HMAC of the cashier under a secret that is not in the data folder.
 * Without that secret there is nothing to try PINs on.
 */
export function pinVerifier(pinKey: Uint8Array, cashier: string, pin: string): string {
  const salt = createHmac('sha256', pinKey).update(cashier).digest();
  return scryptSync(pin, salt, 32, codeWordCost).toString('base64url');
}
