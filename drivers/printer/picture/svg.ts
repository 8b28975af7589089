import type { PrinterProfile } from '../profile.ts';
import { cellDots } from './head.ts';
import type { PageItem } from './head.ts';
import { drawPage } from './page.ts';
import { dotRows } from '../symbols/dots.ts';
import type { Page } from './page.ts';

export const margin = 36;
const ink = '#20201e';
const paper = '#fffdf8';
/** DejaVu Sans Mono is 0.602 em wide: so many dots make its letters fill a cell of twelve. */
export const fontDots = 19.9;
export const baselineDots = 19;

/**
 * The job's paper strip as one SVG that needs nothing beside itself. Every letter has its own place on the printer's grid, so a
 * viewer without the font still shows columns where paper has them. Throws JobRefused as `drawPage`.
 */
export function jobToSvg(job: Uint8Array, profile: PrinterProfile): string {
  return pageToSvg(drawPage(job, profile));
}

/** The same of a page that is drawn already. */
export function pageToSvg(page: Page): string {
  const width = page.widthDots + margin * 2;
  const height = page.heightDots + margin * 2;
  const items = page.items.map((item) => itemToSvg(item, width)).join('\n');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<rect width="${width}" height="${height}" fill="${paper}"/>`,
    `<g fill="${ink}" font-family="'DejaVu Sans Mono', 'Liberation Mono', 'Courier New', monospace" font-size="${fontDots}" xml:space="preserve">`,
    items,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function itemToSvg(item: PageItem, width: number): string {
  if (item.kind === 'text') return textToSvg(item);
  if (item.kind === 'dots') return `<path d="${dotsPath(item)}" shape-rendering="crispEdges"/>`;
  if (item.kind === 'raster') return `<path d="${rasterPath(item)}" shape-rendering="crispEdges"/>`;
  if (item.kind === 'bars') return `<path d="${barsPath(item)}" shape-rendering="crispEdges"/>`;
  const y = item.y + margin;
  const dashes = item.mode === 'full' ? '' : ' stroke-dasharray="10 8"';
  return `<path d="M0 ${y}H${width}" fill="none" stroke="#b9b3a4" stroke-width="2"${dashes}/>`;
}

function textToSvg(item: Extract<PageItem, { kind: 'text' }>): string {
  const shown = item.characters
    .map((character, index) => ({ character, index }))
    .filter(({ character }) => character.trim());
  if (shown.length === 0) return '';
  const xs = shown.map(({ index }) => index * cellDots.wide).join(' ');
  const text = shown.map(({ character }) => escapeXml(character)).join('');
  const scale = item.wide === 1 && item.high === 1 ? '' : ` scale(${item.wide} ${item.high})`;
  const bold = item.bold ? ' font-weight="bold"' : '';
  const place = `translate(${item.x + margin} ${item.y + margin})${scale}`;
  return `<text transform="${place}" x="${xs}" y="${baselineDots}"${bold}>${text}</text>`;
}

/** One rectangle for each run of dark dots in a row. */
export function dotsPath(item: Extract<PageItem, { kind: 'dots' }>): string {
  return item.rows.flatMap((row, y) => runs(row).map((run) => box(item, run, y * item.dotSize, item.dotSize))).join('');
}

export function rasterPath({ x, y, dots }: Extract<PageItem, { kind: 'raster' }>): string {
  return dotsPath({ kind: 'dots', x, y, dotSize: 1, rows: dotRows(dots) });
}

/** One rectangle for each bar. */
export function barsPath(item: Extract<PageItem, { kind: 'bars' }>): string {
  return runs(item.modules)
    .map((run) => box(item, run, 0, item.high))
    .join('');
}

function box(
  item: { x: number; y: number; dotSize: number },
  run: { start: number; length: number },
  y: number,
  high: number,
): string {
  const left = item.x + margin + run.start * item.dotSize;
  const width = run.length * item.dotSize;
  return `M${left} ${item.y + margin + y}h${width}v${high}h${-width}z`;
}

function runs(bits: readonly boolean[]): { start: number; length: number }[] {
  const found: { start: number; length: number }[] = [];
  bits.forEach((dark, index) => {
    const last = found.at(-1);
    if (dark && last && last.start + last.length === index) last.length += 1;
    else if (dark) found.push({ start: index, length: 1 });
  });
  return found;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
