/** An escaped half of a surrogate pair: rightly written, a pair needs no escapes. */
const escapedHalf = /\\u[dD][89a-fA-F]/;

/**
 * JSON from outside, for what is hashed and signed later: throws a SyntaxError where it is none, or holds half of a surrogate pair, which
 * no UTF-8 can say.
 */
export function parseWellFormed(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (escapedHalf.test(text) && !isWellFormed(value)) throw new SyntaxError('half of a surrogate pair');
  return value;
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isWellFormed);
  return Object.entries(value).every(([key, inner]) => key.isWellFormed() && isWellFormed(inner));
}
