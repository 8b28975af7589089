import PdfFile from 'pdfkit';
import type { PrinterProfile } from '../profile.ts';
import { cellDots } from './head.ts';
import type { PageItem } from './head.ts';
import { drawPage } from './page.ts';
import type { Page } from './page.ts';
import { monospace } from './png.node.ts';
import { baselineDots, barsPath, dotsPath, fontDots, margin, rasterPath } from './svg.ts';

/** A dot of 203 to the inch in points. */
const dotPoints = 72 / 203;

type Pdf = InstanceType<typeof PdfFile>;

/**
 * The job's paper strip as PDF, in the size of the paper. Letters are letters, so that they can be searched and copied, and the font
 * is part of the file. Throws JobRefused.
 */
export function jobToPdf(job: Uint8Array, profile: PrinterProfile, madeAt: Date): Promise<Uint8Array> {
  return pageToPdf(drawPage(job, profile), madeAt);
}

async function pageToPdf(page: Page, madeAt: Date): Promise<Uint8Array> {
  const fonts = monospace();
  const size: [number, number] = [page.widthDots + margin * 2, page.heightDots + margin * 2];
  const pdf = new PdfFile({
    size: size.map((dots) => dots * dotPoints),
    margin: 0,
    font: fonts.normal,
    info: { Producer: 'Kopilka', Creator: 'Kopilka', CreationDate: madeAt },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => pdf.once('end', resolve));
  pdf.registerFont('normal', fonts.normal).registerFont('bold', fonts.bold);
  pdf.scale(dotPoints).fillColor('black');
  for (const item of page.items) drawItem(pdf, item, size[0]);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawItem(pdf: Pdf, item: PageItem, width: number): void {
  if (item.kind === 'text') drawText(pdf, item);
  else if (item.kind === 'dots') pdf.path(dotsPath(item)).fill();
  else if (item.kind === 'raster') pdf.path(rasterPath(item)).fill();
  else if (item.kind === 'bars') pdf.path(barsPath(item)).fill();
  else drawCut(pdf, item, width);
}

function drawCut(pdf: Pdf, { y, mode }: Extract<PageItem, { kind: 'cut' }>, width: number): void {
  pdf
    .moveTo(0, y + margin)
    .lineTo(width, y + margin)
    .lineWidth(2);
  if (mode === 'partial') pdf.dash(10, { space: 8 });
  pdf.stroke('#b9b3a4').undash();
}

/** A run of letters in one piece, spread to the printer's grid, so that a word is copied as a word. */
function drawText(pdf: Pdf, item: Extract<PageItem, { kind: 'text' }>): void {
  const { x, y, wide, high, bold } = item;
  const text = item.characters.join('').replaceAll('\u00A0', ' ').trimEnd();
  if (text === '') return;
  pdf
    .save()
    .translate(x + margin, y + margin)
    .scale(wide, high);
  pdf.font(bold ? 'bold' : 'normal', fontDots);
  const spread = cellDots.wide - pdf.widthOfString('0');
  pdf.text(text, 0, baselineDots, { lineBreak: false, baseline: 'alphabetic', characterSpacing: spread });
  pdf.restore();
}
