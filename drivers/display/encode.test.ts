import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeByte } from '../printer/code-pages.ts';
import { encodeLines } from './encode.ts';
import { displayTemplates } from './template.ts';

const { cd5220, epson } = displayTemplates;

/** What stands on the two lines of a CD5220, as it would read the bytes. */
function shown(bytes: Uint8Array): string[] {
  const text = [...bytes].map((byte) => (byte < 0x20 ? String.fromCharCode(byte) : decodeByte(byte, 'cp866'))).join('');
  // oxlint-disable-next-line no-control-regex
  const found = /^\u001b@\u001bt\u0006\u001bQA([^\u001b\r]*)\r\u001bQB([^\u001b\r]*)\r$/u.exec(text);
  return found ? [found[1]!, found[2]!] : [];
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
