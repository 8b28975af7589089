import { join } from 'node:path';
import { readPicture } from '../../drivers/printer/picture-file.node.ts';
import type { Dots } from '../../drivers/printer/symbols/dots.ts';

/** A piggy bank in shades of grey, larger than any paper. */
export const logoFile = join(import.meta.dirname, 'logo.png');

export function sampleLogo(widthDots: number): Dots {
  return readPicture(logoFile, widthDots);
}
