import type { Bars } from './dots.ts';

/** Widths of bar, space, bar... of the code's 107 characters, the stop last (ISO/IEC 15417, table 1). */
const widths =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 ' +
  '223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 ' +
  '112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 ' +
  '311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 ' +
  '122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 ' +
  '214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112';
const characters = widths.split(' ');
const stop = 106;

type Set = 'A' | 'B' | 'C';
const starts: Record<Set, number> = { A: 103, B: 104, C: 105 };
const switches: Record<Set, number> = { A: 101, B: 100, C: 99 };
const setsByLetter: Record<number, Set> = { 0x41: 'A', 0x42: 'B', 0x43: 'C' };
const brace = 0x7b;

/** From the data of GS k 73: `{A`, `{B`, `{C` choose the set, `{{` is a brace, in set C a byte is a pair of digits. */
export function code128Bars(data: Uint8Array): Bars | null {
  const values: number[] = [];
  let text = '';
  let set: Set | null = null;
  for (let at = 0; at < data.length; at++) {
    const escaped = data[at] === brace ? data[++at] : null;
    if (escaped === undefined) return null;
    const chosen = escaped === null ? undefined : setsByLetter[escaped];
    if (chosen) {
      values.push(set === null ? starts[chosen] : switches[chosen]);
      set = chosen;
      continue;
    }
    const value = set === null || (escaped !== null && escaped !== brace) ? null : valueOf(data[at]!, set);
    if (value === null || set === null) return null;
    values.push(value);
    text += set === 'C' ? String(value).padStart(2, '0') : String.fromCharCode(data[at]!);
  }
  return text === '' ? null : { modules: modulesOf(values), text: text.replaceAll(/\p{Cc}/gu, ' ') };
}

function valueOf(byte: number, set: Set): number | null {
  if (set === 'C') return byte > 99 ? null : byte;
  if (set === 'A') return byte > 95 ? null : byte < 32 ? byte + 64 : byte - 32;
  return byte < 32 || byte > 127 ? null : byte - 32;
}

function modulesOf(values: readonly number[]): boolean[] {
  const check = values.reduce((sum, value, index) => sum + value * Math.max(1, index), 0) % 103;
  const runs = Array.from([...values, check, stop].map((value) => characters[value]!).join(''), Number);
  return runs.flatMap((length, index) => Array.from({ length }, () => index % 2 === 0));
}
