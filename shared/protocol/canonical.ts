/**
 * RFC 8785 JSON of plain data: keys in order of UTF-16 units, no spaces, one text for one value. What is hashed and signed is
 * exactly this text in UTF-8. A key whose value is undefined is left out. Throws on what no JSON can say (NaN, a lone half of a
 * surrogate pair, a function): such a value is a bug of ours.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return objectText(value as Record<string, unknown>);
  throw new RangeError(`${typeof value} has no JSON`);
}

function objectText(value: Record<string, unknown>): string {
  let text = '';
  for (const key of Object.keys(value).toSorted()) {
    const inner = value[key];
    if (inner !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(inner)}`;
  }
  return `{${text}}`;
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new RangeError('half of a surrogate pair has no UTF-8');
  return JSON.stringify(text);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} has no JSON`);
  return JSON.stringify(value);
}
