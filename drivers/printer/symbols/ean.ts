import type { Bars } from './dots.ts';

/** EAN-13, EAN-8 and UPC-A, which is EAN-13 with a 0 before it (GS1 General Specifications, 5.2). */

const left = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ');
/** Which of the left six digits are drawn mirrored (G), by the first digit. */
const parities = 'LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL'.split(' ');

/** Null where the text is not so many digits with the check digit last. */
export function ean13Bars(text: string): Bars | null {
  if (!isChecked(text, 13)) return null;
  const digits = Array.from(text, Number);
  const parity = parities[digits[0]!]!;
  const leftSide = digits.slice(1, 7).map((digit, index) => (parity[index] === 'L' ? left[digit]! : mirrored(digit)));
  return { modules: bits(`101${leftSide.join('')}01010${rightSide(digits.slice(7))}101`), text };
}

export function ean8Bars(text: string): Bars | null {
  if (!isChecked(text, 8)) return null;
  const digits = Array.from(text, Number);
  const leftSide = digits.slice(0, 4).map((digit) => left[digit]!);
  return { modules: bits(`101${leftSide.join('')}01010${rightSide(digits.slice(4))}101`), text };
}

export function upcaBars(text: string): Bars | null {
  const bars = isChecked(text, 12) ? ean13Bars(`0${text}`) : null;
  return bars && { ...bars, text };
}

/** Weights count from the right: the digit before the check digit weighs 3. */
function isChecked(text: string, length: number): boolean {
  if (!new RegExp(`^\\d{${length}}$`).test(text)) return false;
  const digits = Array.from(text, Number).toReversed();
  return digits.reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}

function rightSide(digits: readonly number[]): string {
  return digits.map((digit) => inverted(left[digit]!)).join('');
}

function mirrored(digit: number): string {
  return Array.from(inverted(left[digit]!)).toReversed().join('');
}

function inverted(pattern: string): string {
  return Array.from(pattern, (bit) => (bit === '1' ? '0' : '1')).join('');
}

function bits(pattern: string): boolean[] {
  return Array.from(pattern, (bit) => bit === '1');
}
