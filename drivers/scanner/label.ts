import { commonNumber } from '../../shared/loyalty/check/masks.ts';

/** EAN-13 of goods weighed in the shop: prefix, digits of the good's number, then grams or minor units of price, and a check digit. */
export type Label = { prefix: string; skuDigits: number; holds: 'grams' | 'priceMinor' };

/** What every such label looks like, as a mask. */
export function maskOfLabel({ prefix }: Label): string {
  return prefix.padEnd(13, '#');
}

/** The first two that a number may both be, with such a number; null when each number is of one of them. */
export function overlappingLabels(labels: readonly Label[]): { first: string; second: string; example: string } | null {
  const masks = labels.map(maskOfLabel);
  for (const [index, second] of masks.entries()) {
    const first = masks.slice(0, index).find((each) => commonNumber(each, second) !== undefined);
    if (first !== undefined) return { first, second, example: commonNumber(first, second)! };
  }
  return null;
}
