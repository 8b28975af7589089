import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import type { PrinterProfile } from '../profile.ts';
import { jobToSvg } from './svg.ts';

const require = createRequire(import.meta.url);

/** The job's paper strip as PNG, a pixel a dot. The font comes with the package, so it looks the same everywhere. Throws JobRefused. */
export function jobToPng(job: Uint8Array, profile: PrinterProfile): Uint8Array {
  const fontFiles = ['DejaVuSansMono.ttf', 'DejaVuSansMono-Bold.ttf'].map((file) =>
    require.resolve(`dejavu-fonts-ttf/ttf/${file}`),
  );
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans Mono' };
  return new Resvg(jobToSvg(job, profile), { font }).render().asPng();
}
