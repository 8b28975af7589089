/** Bars of the linear codes as printers draw them from their data bytes; true is a bar, one entry a module. */
export type Bars = { modules: boolean[]; text: string };

/** `system`: 67 EAN-13, 73 CODE128. Null where the data is no such code. */
export function barModules(system: number, data: Uint8Array): Bars | null {
  if (system === 67) return ean13(String.fromCharCode(...data));
  return system === 73 ? code128(data) : null;
}

const eanLeft = [
  '0001101',
  '0011001',
  '0010011',
  '0111101',
  '0100011',
  '0110001',
  '0101111',
  '0111011',
  '0110111',
  '0001011',
];
/** Which of the left six digits are drawn mirrored (G), by the first digit. */
const eanParity = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL'];

function ean13(text: string): Bars | null {
  if (!/^\d{13}$/.test(text)) return null;
  const digits = Array.from(text, Number);
  const sum = digits.reduce((acc, digit, index) => acc + digit * (index % 2 === 0 ? 1 : 3), 0);
  if (sum % 10 !== 0) return null;
  const parity = eanParity[digits[0]!]!;
  const right = (digit: number) => invert(eanLeft[digit]!);
  const left = digits
    .slice(1, 7)
    .map((digit, index) => (parity[index] === 'L' ? eanLeft[digit]! : reverse(right(digit))));
  const pattern = `101${left.join('')}01010${digits.slice(7).map(right).join('')}101`;
  return { modules: Array.from(pattern, (bit) => bit === '1'), text };
}

/** Widths of bar, space, bar... of the code's 107 characters, the stop last (ISO/IEC 15417, table 1). */
const code128Widths =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 ' +
  '223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 ' +
  '112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 ' +
  '311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 ' +
  '122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 ' +
  '214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112';
const code128Characters = code128Widths.split(' ');
const stop = 106;

function code128(data: Uint8Array): Bars | null {
  const values: number[] = [];
  let text = '';
  let set: 'B' | 'C' | null = null;
  for (let at = 0; at < data.length; at++) {
    const escaped = data[at] === 0x7b ? data[++at] : null;
    if (escaped === 0x42 || escaped === 0x43) {
      const next: 'B' | 'C' = escaped === 0x42 ? 'B' : 'C';
      values.push(next === 'B' ? (set === null ? 104 : 100) : set === null ? 105 : 99);
      set = next;
      continue;
    }
    const byte = data[at]!;
    if (
      set === null ||
      (escaped !== null && escaped !== 0x7b) ||
      (set === 'C' && byte > 99) ||
      (set === 'B' && byte < 32)
    )
      return null;
    values.push(set === 'C' ? byte : byte - 32);
    text += set === 'C' ? String(byte).padStart(2, '0') : String.fromCharCode(byte);
  }
  if (text === '') return null;
  const check = values.reduce((acc, value, index) => acc + value * Math.max(1, index), 0) % 103;
  const widths = [...values, check, stop].map((value) => code128Characters[value]!).join('');
  const modules = Array.from(widths).flatMap((width, index) =>
    Array.from({ length: Number(width) }, () => index % 2 === 0),
  );
  return { modules, text };
}

function invert(bits: string): string {
  return Array.from(bits, (bit) => (bit === '1' ? '0' : '1')).join('');
}

function reverse(bits: string): string {
  return Array.from(bits).toReversed().join('');
}
