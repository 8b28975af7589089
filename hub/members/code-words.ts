import { codeWordPattern } from '../../shared/protocol/code-word.ts';
import { codeWordHash } from '../identity/hash.ts';

/** A member may be imported with the code word itself: what verifies it is kept, the word is not. */
export function withCodeWord(doc: Record<string, unknown>): Record<string, unknown> {
  const { id, codeWord } = doc;
  if (typeof id !== 'string' || typeof codeWord !== 'string' || codeWordPattern.test(codeWord)) return doc;
  return { ...doc, codeWord: codeWordHash(id, codeWord) };
}
