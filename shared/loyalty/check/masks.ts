import type { Programme } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

/** What is scanned means one thing: no number of two types of card, no promo code or invitation that is a card's number. */
export function checkMasks(programme: Programme): Finding[] {
  return [...overlappingCards(programme), ...codesLikeCards(programme)];
}

function overlappingCards({ identification }: Programme): Finding[] {
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

function codesLikeCards({ identification, promotions, links = [] }: Programme): Finding[] {
  const promoCodes = promotions.flatMap(({ when }, index) =>
    when?.code === undefined ? [] : [{ code: when.code, path: ['promotions', index, 'when', 'code'] }],
  );
  const invitations = links.map(({ id }, index) => ({ code: id, path: ['links', index, 'id'] }));
  return [...promoCodes, ...invitations].flatMap(({ code, path }) => {
    const fits = identification?.cards?.find(({ mask }) => commonNumber(code, mask) !== undefined);
    return fits ? [finding('mask.code', path, { code, mask: fits.mask })] : [];
  });
}

/** Labels of goods weighed in a shop, as its tills are set, that are numbers of cards too. */
export function labelFindings({ identification }: Programme, labels: readonly string[]): Finding[] {
  return (identification?.cards ?? []).flatMap(({ mask }, index) => {
    const label = labels.find((each) => commonNumber(mask, each) !== undefined);
    if (label === undefined) return [];
    const args = { example: commonNumber(mask, label)!, label };
    return [finding('mask.label', ['identification', 'cards', index, 'mask'], args)];
  });
}

/** A number that fits both masks (`#` any digit, `*` any rest), if there is one. */
export function commonNumber(a: string, b: string): string | undefined {
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
