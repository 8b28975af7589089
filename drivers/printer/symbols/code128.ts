/**
 * CODE128 as printers take it: `{B` and `{C` choose the set, in set C a byte is a pair of digits. Digits in pairs halve the
 * width, which decides whether a code fits 58 mm paper at all.
 */
const setB = [0x7b, 0x42];
const setC = [0x7b, 0x43];

/** Bytes for GS k 73. `text` must be printable ASCII; throws RangeError otherwise. */
export function code128Data(text: string): number[] {
  if (!/^[\x20-\x7e]+$/.test(text)) throw new RangeError('CODE128 takes printable ASCII');
  const data: number[] = [];
  let rest = text;
  let set: 'B' | 'C' | null = null;
  while (rest !== '') {
    const pairs = digitPairs(rest, set, data.length === 0);
    const wanted: 'B' | 'C' = pairs > 0 ? 'C' : 'B';
    if (set !== wanted) data.push(...(wanted === 'C' ? setC : setB));
    set = wanted;
    const taken = pairs > 0 ? rest.slice(0, pairs * 2) : rest.slice(0, 1);
    data.push(...(pairs > 0 ? pairsOf(taken) : literal(taken)));
    rest = rest.slice(taken.length);
  }
  return data;
}

/** How many pairs go in set C from here: worth a switch from four digits at an edge, from six in the middle. */
function digitPairs(rest: string, set: 'B' | 'C' | null, atStart: boolean): number {
  const digits = /^\d*/.exec(rest)![0].length;
  const atEdge = atStart || digits === rest.length;
  // An odd run in the middle leaves its first digit in set B, so that the pairs reach its end.
  if (set === 'B' && digits % 2 === 1) return 0;
  if (set === 'C') return Math.floor(digits / 2);
  return digits >= (atEdge ? 4 : 6) || (atStart && digits === rest.length && digits === 2) ? Math.floor(digits / 2) : 0;
}

function pairsOf(digits: string): number[] {
  return Array.from({ length: digits.length / 2 }, (_, index) => Number(digits.slice(index * 2, index * 2 + 2)));
}

function literal(character: string): number[] {
  return character === '{' ? [0x7b, 0x7b] : [character.charCodeAt(0)];
}
