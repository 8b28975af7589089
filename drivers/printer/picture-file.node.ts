import { readFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { dither } from './dither.ts';
import { withoutRealTimeCommands } from './symbols/dots.ts';
import type { Dots } from './symbols/dots.ts';

/** A logo takes no more of the paper than this: 30 mm. */
const mostRows = 240;
const pngSignature = '89504e470d0a1a0a';

/**
 * A PNG file as dots for paper of this width: scaled down where it is larger, never up, its shades dithered; what is transparent is
 * paper. Throws what reading throws, and RangeError where it is no PNG or there is nothing on it.
 */
export function readPicture(file: string, widthDots: number): Dots {
  const png = readFileSync(file);
  if (png.length < 24 || png.subarray(0, 8).toString('hex') !== pngSignature) throw new RangeError('not a PNG');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const scale = Math.min(1, widthDots / width, mostRows / height);
  const [wide, high] = [width, height].map((side) => Math.max(1, Math.floor(side * scale))) as [number, number];
  const href = `data:image/png;base64,${png.toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}"><image href="${href}" width="${wide}" height="${high}"/></svg>`;
  const { pixels } = new Resvg(svg, { background: '#fff', font: { loadSystemFonts: false } }).render();
  const dots = dither({ width: wide, height: high, shades: shadesOf(pixels) });
  // A picture that can't be decoded is drawn as none at all.
  if (dots.bytes.every((byte) => byte === 0)) throw new RangeError('nothing dark on it');
  return withoutRealTimeCommands(dots);
}

/** Luma of BT.601, from red, green, blue and alpha. */
function shadesOf(pixels: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: pixels.length / 4 }, (_, index) => {
    const at = index * 4;
    return 0.299 * pixels[at]! + 0.587 * pixels[at + 1]! + 0.114 * pixels[at + 2]!;
  });
}
