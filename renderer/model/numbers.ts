/** Numbers as a cashier types them: `1000`, `12,5`, `0.355`. Undefined when it is none. */
export function parseScaled(text: string, digits: number): number | undefined {
  const match = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text.replaceAll(/[\s\u00A0\u202F]/g, ''));
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > digits) return undefined;
  return Number(`${whole}${fraction.padEnd(digits, '0')}`);
}

/** Roubles to kopecks. */
export function parseMoney(text: string): number | undefined {
  return parseScaled(text, 2);
}

/** Pieces or kilograms to thousandths; nothing and zero are no quantity. */
export function parseQuantity(text: string): number | undefined {
  return parseScaled(text, 3) || undefined;
}

const notesMinor = [10_000, 50_000, 100_000, 200_000, 500_000];

/** Sums a customer is likely to hand over for what is left: up to the next of each banknote, no more than four. */
export function likelyTenders(leftMinor: number): number[] {
  const sums = notesMinor.map((note) => Math.ceil(leftMinor / note) * note).filter((sum) => sum > leftMinor);
  return [...new Set(sums)].toSorted((a, b) => a - b).slice(0, 4);
}
