/**
 * A member's code word, as what verifies it: `scrypt:` and 32 bytes in base64url of scrypt (N 4096, r 8, p 1) over the word as it is
 * heard, salted with the member's id. Nobody reads a word from it, and a till checks one offline.
 */
export const codeWordPattern = /^scrypt:[\w-]{43}$/;

export const codeWordCost = { N: 4096, r: 8, p: 1 } as const;

/** Said aloud, a word has no case, no ё of its own and no spaces around it. */
export function heardWord(word: string): string {
  return word.normalize('NFC').trim().toLowerCase().replaceAll('ё', 'е');
}

export function codeWordSalt(member: string): string {
  return `kopilka/code-word/${member}`;
}
