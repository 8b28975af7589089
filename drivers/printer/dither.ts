import { dotsOf } from './symbols/dots.ts';
import type { Dots } from './symbols/dots.ts';

/** A picture in shades: 0 black to 255 white, row by row. */
export type Grey = { width: number; height: number; shades: ArrayLike<number> };

/** Grey as dots by Floyd and Steinberg (1976): what a dot is too dark or too light goes on to its neighbours. */
export function dither({ width, height, shades }: Grey): Dots {
  const left = Float32Array.from(shades);
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const shade = left[at]!;
      dark[at] = shade < 128 ? 1 : 0;
      const error = shade - (shade < 128 ? 0 : 255);
      if (x + 1 < width) left[at + 1]! += (error * 7) / 16;
      if (y + 1 === height) continue;
      if (x > 0) left[at + width - 1]! += (error * 3) / 16;
      left[at + width]! += (error * 5) / 16;
      if (x + 1 < width) left[at + width + 1]! += error / 16;
    }
  }
  return dotsOf(width, height, (x, y) => dark[y * width + x] === 1);
}
