/**
 * RFC 8785 JSON of plain data: keys in order of UTF-16 units, no spaces, one text for one value. What is hashed and signed is
 * exactly this text in UTF-8. A key whose value is undefined is left out. Throws on what no JSON can say (NaN, a lone half of a
 * surrogate pair, a function): such a value is a bug of ours.
 */
export function canonicalJson(value: unknown): string {
  // The platform writes JSON several times as fast as we can: it is given a copy with the keys in order.
  return keepsOrder(value) ? JSON.stringify(inOrder(value)) : written(value);
}

/** Whether objects can hold their keys in the order they are given: those like array indexes always come first. */
function keepsOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(keepsOrder);
  for (const key in value) {
    const first = key.charCodeAt(0);
    if ((first >= 48 && first <= 57) || key === '__proto__') return false;
    if (!keepsOrder((value as Record<string, unknown>)[key])) return false;
  }
  return true;
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return scalar(value);
  if (Array.isArray(value)) return value.map(inOrder);
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(value).toSorted()) {
    const inner = (value as Record<string, unknown>)[key];
    if (inner !== undefined) ordered[wellFormed(key)] = inOrder(inner);
  }
  return ordered;
}

/** The same by hand. */
function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(scalar(value));
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  let text = '';
  for (const key of Object.keys(value).toSorted()) {
    const inner = (value as Record<string, unknown>)[key];
    if (inner !== undefined) {
      text += `${text === '' ? '' : ','}${JSON.stringify(wellFormed(key))}:${written(inner)}`;
    }
  }
  return `{${text}}`;
}

function scalar(value: unknown): string | number | boolean | null {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'boolean' || value === null) return value;
  throw new RangeError(`${typeof value === 'number' ? value : typeof value} has no JSON`);
}

function wellFormed(text: string): string {
  if (!text.isWellFormed()) throw new RangeError('half of a surrogate pair has no UTF-8');
  return text;
}
