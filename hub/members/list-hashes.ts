import { listHash } from '../identity/hash.ts';

/**
 * A list may be imported by its numbers: they are hashed here under the key that came with them, and kept nowhere. Anything else is
 * left as it came for the check to refuse.
 */
export function withHashes(doc: Record<string, unknown>): Record<string, unknown> {
  const { numbers, ...rest } = doc;
  const { key } = rest;
  if (!Array.isArray(numbers) || typeof key !== 'string' || rest['hashes'] !== undefined) return doc;
  if (!numbers.every((each): each is string => typeof each === 'string' && each !== '')) return doc;
  return { ...rest, hashes: numbers.map((number) => listHash(key, number)) };
}
