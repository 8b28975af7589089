import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import type { PrinterProfile } from '../profile.ts';
import { drawPage } from './page.ts';
import type { Page } from './page.ts';
import { pageToSvg } from './svg.ts';

const require = createRequire(import.meta.url);

/** The job's paper strip as PNG, a pixel a dot. The font comes with the package, so it looks the same everywhere. Throws JobRefused. */
export function jobToPng(job: Uint8Array, profile: PrinterProfile): Uint8Array {
  return pageToPng(drawPage(job, profile));
}

/** The same of a page that is drawn already. */
export function pageToPng(page: Page): Uint8Array {
  const { normal, bold } = monospace();
  const font = { loadSystemFonts: false, fontFiles: [normal, bold], defaultFontFamily: 'DejaVu Sans Mono' };
  return new Resvg(pageToSvg(page), { font }).render().asPng();
}

/** The font files pictures are lettered with. */
export function monospace(): { normal: string; bold: string } {
  const file = (name: string) => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
  return { normal: file('DejaVuSansMono'), bold: file('DejaVuSansMono-Bold') };
}
