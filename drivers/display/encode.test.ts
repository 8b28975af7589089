import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeByte } from '../printer/code-pages.ts';
import { encodeLines } from './encode.ts';
import { displayTemplates } from './template.ts';

const { cd5220, epson } = displayTemplates;

/** What stands on the two lines of a CD5220, as it would read the bytes. */
function shown(bytes: Uint8Array): string[] {
  const { begin, lines } = cd5220;
  const [upper, lower] = [lines[0].before, lines[1].before];
  const at = (from: number, part: readonly number[]) => part.every((byte, index) => bytes[from + index] === byte);
  const lineBytes = upper.length + cd5220.columns + 1;
  const starts = [begin.length, begin.length + lineBytes];
  const isWhole = at(0, begin) && at(begin.length, upper) && at(begin.length + lineBytes, lower);
  expect([isWhole, bytes.length]).toEqual([true, begin.length + 2 * lineBytes]);
  return starts.map((start) => {
    const text = bytes.subarray(start + upper.length, start + lineBytes - 1);
    expect([Math.min(...text) >= 0x20, bytes[start + lineBytes - 1]]).toEqual([true, 0x0d]);
    return Array.from(text, (byte) => decodeByte(byte, 'cp866')).join('');
  });
}

describe('a customer display', () => {
  it('shows two lines in Cyrillic, filled up and cut to its width', () => {
    expect(shown(encodeLines(['Молоко «Домик», 1 л, 3,2 %', 'Итого 89,90 ₽'], cd5220))).toEqual([
      'Молоко "Домик", 1 л,',
      'Итого 89,90 руб.    ',
    ]);
  });

  it('never leaves anything of the lines before, whatever a name contains', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (upper, lower) => {
        expect(shown(encodeLines([upper, lower], cd5220)).map(({ length }) => length)).toEqual([20, 20]);
      }),
    );
  });

  it('of Epson gets each line at its place', () => {
    const bytes = [...encodeLines(['A', 'B'], epson)];
    expect(bytes.slice(0, 10)).toEqual([0x1b, 0x40, 0x1b, 0x74, 17, 0x1f, 0x24, 1, 1, 0x41]);
    expect(bytes.slice(29, 34)).toEqual([0x1f, 0x24, 1, 2, 0x42]);
  });
});
