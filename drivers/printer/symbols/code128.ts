/**
 * CODE128 as printers take it: `{A`, `{B` and `{C` choose the set, in set C a byte is a pair of digits. Digits in pairs halve
 * the width, which decides whether a code fits 58 mm paper at all; set A has the control characters, set B the small letters.
 */
type Set = 'A' | 'B' | 'C';

/** Bytes for GS k 73. `text` must be ASCII; throws RangeError otherwise. */
export function code128Data(text: string): number[] {
  if (!/^[\p{ASCII}]+$/u.test(text)) throw new RangeError('CODE128 takes ASCII');
  const data: number[] = [];
  let rest = text;
  let set: Set | null = null;
  while (rest !== '') {
    const pairs = digitPairs(rest, set, data.length === 0);
    const wanted: Set = pairs > 0 ? 'C' : letterSet(rest, set);
    if (set !== wanted) data.push(0x7b, wanted.charCodeAt(0));
    set = wanted;
    const taken = pairs > 0 ? rest.slice(0, pairs * 2) : rest.slice(0, 1);
    data.push(...(pairs > 0 ? pairsOf(taken) : literal(taken)));
    rest = rest.slice(taken.length);
  }
  return data;
}

/** How many pairs go in set C from here: worth a switch from four digits at an edge, from six in the middle. */
function digitPairs(rest: string, set: Set | null, atStart: boolean): number {
  const digits = /^\d*/.exec(rest)![0].length;
  const atEdge = atStart || digits === rest.length;
  if (set === 'C') return Math.floor(digits / 2);
  // An odd run in the middle leaves its first digit in the set before, so that the pairs reach its end.
  if (set !== null && digits % 2 === 1) return 0;
  return digits >= (atEdge ? 4 : 6) || (atStart && digits === rest.length && digits === 2) ? Math.floor(digits / 2) : 0;
}

/** Stays in its set as long as that has the next character; else whatever the next one that is in one set alone needs. */
function letterSet(rest: string, set: Set | null): 'A' | 'B' {
  const next = rest.charCodeAt(0);
  if (set === 'A' && next < 96) return 'A';
  if (set === 'B' && next >= 32) return 'B';
  const decisive = Array.from(rest).find((character) => character < ' ' || character >= '`');
  return decisive !== undefined && decisive < ' ' ? 'A' : 'B';
}

function pairsOf(digits: string): number[] {
  return Array.from({ length: digits.length / 2 }, (_, index) => Number(digits.slice(index * 2, index * 2 + 2)));
}

function literal(character: string): number[] {
  return character === '{' ? [0x7b, 0x7b] : [character.charCodeAt(0)];
}
