import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { logoFile } from '../../test/receipts/logo.ts';
import { dither } from './dither.ts';
import { readPicture } from './picture-file.node.ts';
import { holdsRealTimeCommand, withoutRealTimeCommands } from './symbols/dots.ts';

const folder = mkdtempSync(join(tmpdir(), 'kopilka-picture-'));
afterAll(() => rmSync(folder, { recursive: true }));

const darkDots = (bytes: Uint8Array) =>
  Array.from(bytes).reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);

function fileOf(svg: string): string {
  const file = join(folder, 'picture.png');
  writeFileSync(file, new Resvg(svg).render().asPng());
  return file;
}

describe('shades as dots', () => {
  it('are as dark on the whole as they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), (shade) => {
        const [width, height] = [64, 64];
        const { bytes } = dither({ width, height, shades: new Uint8Array(width * height).fill(shade) });
        expect(darkDots(bytes) / (width * height)).toBeCloseTo(1 - shade / 255, 1);
      }),
    );
  });

  it('stay what they are where they are black and white', () => {
    const shades = Uint8Array.from({ length: 16 * 16 }, (_, at) => (at % 3 === 0 ? 0 : 255));
    const { bytes, widthBytes } = dither({ width: 16, height: 16, shades });
    for (let at = 0; at < shades.length; at++) {
      const [x, y] = [at % 16, Math.floor(at / 16)];
      expect((bytes[y * widthBytes + (x >> 3)]! & (0x80 >> (x & 7))) !== 0).toBe(shades[at] === 0);
    }
  });

  it('never hold a real-time command, at the price of one dot', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0), { minLength: 8 }), (some) => {
        const dots = { widthBytes: some.length, rows: 1, bytes: Uint8Array.from(some) };
        const safe = withoutRealTimeCommands(dots);
        expect(holdsRealTimeCommand(safe.bytes)).toBe(false);
        safe.bytes.forEach((byte, at) => expect([some[at], 0x18]).toContain(byte));
      }),
    );
  });
});

describe('a picture from a file', () => {
  it('is made smaller to fit the paper, and never larger', () => {
    const large = readPicture(logoFile, 384);
    expect([large.widthBytes, large.rows]).toEqual([48, 240]);
    const small = readPicture(
      fileOf('<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16"><rect width="24" height="16"/></svg>'),
      576,
    );
    expect([small.widthBytes, small.rows, darkDots(small.bytes)]).toEqual([3, 16, 24 * 16]);
  });

  it('has paper where it is transparent', () => {
    const { bytes } = readPicture(
      fileOf('<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><rect width="8" height="16"/></svg>'),
      576,
    );
    expect(darkDots(bytes)).toBe(8 * 16);
  });

  it.each([
    ['is no PNG', () => Buffer.from('GIF89a')],
    ['is cut short', () => readFileSync(logoFile).subarray(0, 100)],
    ['is damaged', () => Buffer.concat([readFileSync(logoFile).subarray(0, 60), Buffer.alloc(2000, 7)])],
  ])('that %s is refused', (_, bytes) => {
    const file = join(folder, 'bad.png');
    writeFileSync(file, bytes());
    expect(() => readPicture(file, 576)).toThrow(RangeError);
  });
});
