import type { Programme } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

/** A card number belongs to one type: no two masks may both fit a number and name different types. */
export function checkMasks({ identification }: Programme): Finding[] {
  const cards = identification?.cards ?? [];
  return cards.flatMap(({ mask, cardType }, index) => {
    for (const [at, earlier] of cards.slice(0, index).entries()) {
      const example = commonNumber(mask, earlier.mask);
      if (example === undefined) continue;
      const path = ['identification', 'cards', index, 'mask'];
      const args = { example, other: `identification.cards[${at}] (${earlier.mask})` };
      if (earlier.cardType !== cardType) return [finding('mask.overlap', path, args)];
      if (earlier.mask === mask) return [finding('mask.duplicate', path, args)];
    }
    return [];
  });
}

/** A number that fits both masks (`#` any digit, `*` any rest), if there is one. */
function commonNumber(a: string, b: string): string | undefined {
  const [left, right] = [a.replace('*', ''), b.replace('*', '')];
  const length = Math.max(left.length, right.length);
  if (left.length < length && !a.endsWith('*')) return undefined;
  if (right.length < length && !b.endsWith('*')) return undefined;
  let number = '';
  for (let index = 0; index < length; index += 1) {
    const common = commonCharacter(left[index] ?? '', right[index] ?? '');
    if (common === undefined) return undefined;
    number += common;
  }
  return number;
}

/** An empty side is within its mask's `*`. */
function commonCharacter(a: string, b: string): string | undefined {
  if (a === '' || a === b) return b === '#' ? '0' : b;
  if (b === '') return a === '#' ? '0' : a;
  if (a === '#') return /\d/.test(b) ? b : undefined;
  return b === '#' && /\d/.test(a) ? a : undefined;
}
