import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { pictures, profileOf } from '../../../test/receipts/pictures.ts';
import { formats, scanGrey } from '../../../test/receipts/scan.ts';
import type { ReadableSymbol } from '../../../test/receipts/scan.ts';
import { sampleSale } from '../../../test/receipts/samples.ts';
import type { ReceiptBlock } from '../../../shared/receipt/blocks.ts';
import { receiptDocument } from '../../../shared/receipt/document.ts';
import { encodeJob } from '../escpos/encode.ts';
import type { PrinterProfile } from '../profile.ts';
import { JobRefused } from './head.ts';
import { drawPage } from './page.ts';
import { jobToPng } from './png.node.ts';
import { createPicturePrinter } from './printer.ts';
import { jobToSvg } from './svg.ts';

const epson = profileOf('epson-80');
const sale = receiptDocument(sampleSale('ru'), 'ru');

function jobOf(profile: PrinterProfile, ...blocks: ReceiptBlock[]): Uint8Array {
  return encodeJob({ version: 1, locale: 'ru', blocks }, profile);
}

/** What an independent reader makes of the picture, drawn by an independent renderer. */
function scan(svg: string, format: ReadableSymbol): string {
  const image = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  const grey = new Uint8ClampedArray(image.width * image.height);
  // Each look at `pixels` copies the whole picture.
  const { pixels } = image;
  for (let at = 0; at < grey.length; at++) grey[at] = pixels[at * 4]!;
  return scanGrey(grey, image.width, image.height, formats[format]);
}

function readText(job: Uint8Array, profile: PrinterProfile): string[] {
  const { items } = drawPage(job, profile);
  return items.filter((item) => item.kind === 'text').map((item) => item.characters.join('').trim());
}

describe('the picture of a job', () => {
  it('shows the letters its bytes stand for in the page the job names', () => {
    expect(readText(encodeJob(sale, epson), epson)).toContain('Молоко 3,2 % "Заречье", 930 мл');
  });

  it('shows wrong letters when the page is wrong, as paper would', () => {
    const job = jobOf(epson, { kind: 'text', text: 'Молоко' });
    const wrong = job.map((byte, index) => (index === 6 ? 46 : byte));
    expect(readText(wrong, epson)).toEqual(['Њ®«®Є®']);
    expect(
      readText(
        job.map((byte, index) => (index === 6 ? 0 : byte)),
        epson,
      ),
    ).toEqual(['î«½«¬«']);
    expect(readText(job, profileOf('rongta-80'))).toEqual([
      Array.from(job.subarray(7, 13), (byte) => String.fromCharCode(0x100 + ((byte + 17) & 0xff))).join(''),
    ]);
  });

  it.each([
    ['1b401c2e 41', 'no ESC t'],
    ['1b40 1b7411 41', 'no FS .'],
    ['1b401c2e1b7411 1b40 41', 'a reset that forgot them'],
    ['1b401c2e1b7411 1b99', 'a command it does not know'],
    ['1b401c2e1b7411 1b70', 'a command cut short'],
  ])('refuses %s: %s', (hex) => {
    const job = new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
    expect(() => drawPage(job, epson)).toThrow(JobRefused);
  });

  it.each([epson, profileOf('generic-58')])('holds a QR code that reads back to the return code ($name)', (profile) => {
    const svg = jobToSvg(encodeJob(sale, profile), profile);
    expect(scan(svg, 'qr')).toBe('KP1:R:3f9c1d2e-7a41-4c55-9be0-1c6d2f0a8b77');
  });

  it.each(['KP1:R:1', 'Ёж ₽ 😺', 'x'.repeat(250)])('holds a QR code of %j that reads back', (payload) => {
    expect(scan(jobToSvg(jobOf(epson, { kind: 'qr', payload }), epson), 'qr')).toBe(payload);
  });

  it.each([
    ['ean13', '2912345001230'],
    ['ean8', '96385074'],
    ['upca', '036000291452'],
    ['code128', 'KOPILKA-0123456789'],
  ] as const)('holds a barcode %s %s that reads back', (symbology, payload) => {
    const svg = jobToSvg(jobOf(epson, { kind: 'barcode', symbology, payload }), epson);
    expect(scan(svg, symbology)).toBe(payload);
  });

  it('stands on a grid: the n-th letter of a line is n cells from the edge', () => {
    const { items } = drawPage(jobOf(epson, { kind: 'columns', left: 'Сдача', right: '45,21' }), epson);
    expect(items).toMatchObject([{ kind: 'text', x: 0, y: 0 }]);
    const svg = jobToSvg(jobOf(epson, { kind: 'columns', left: 'а', right: 'б' }), epson);
    expect(svg).toContain(`x="0 ${47 * 12}"`);
  });

  it('needs nothing beside itself', () => {
    const svg = jobToSvg(encodeJob(sale, epson), epson);
    expect(svg).not.toMatch(/href|url\(|<script|<image|<!/);
    expect(svg.match(/http[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  });

  it('keeps markup in a name from becoming markup', () => {
    const svg = jobToSvg(jobOf(epson, { kind: 'text', text: '<b>&"x"</b>' }), epson);
    expect(svg).toContain('&lt;b&gt;&amp;"x"&lt;/b&gt;');
  });

  it('is a PNG with a pixel a dot', () => {
    const png = jobToPng(jobOf(epson, { kind: 'text', text: 'Ёж' }), epson);
    expect(Buffer.from(png).subarray(1, 4).toString()).toBe('PNG');
    expect(Buffer.from(png).readUInt32BE(16)).toBe(576 + 72);
  });

  it.each(pictures())('in docs/receipts is what is drawn now: $file (else run test/receipts/draw.ts)', (picture) => {
    const kept = readFileSync(join(import.meta.dirname, `../../../docs/receipts/${picture.file}.svg`), 'utf8');
    // Not the texts themselves: they are thousands of letters.
    const { document, profile, logo = null } = picture;
    expect(jobToSvg(encodeJob(document, profile, logo), profile) === kept).toBe(true);
  });
});

describe('the picture printer', () => {
  it('keeps the drawing and confirms', async () => {
    const kept: string[] = [];
    const printer = createPicturePrinter(epson, (svg) => kept.push(svg));
    expect(await printer.probe()).toEqual({ kind: 'ready', paperLow: false });
    expect(await printer.print(encodeJob(sale, epson))).toEqual({ kind: 'confirmed', paperLow: false });
    expect(kept).toEqual([jobToSvg(encodeJob(sale, epson), epson)]);
  });

  it('gives up a job it cannot read, and keeps nothing', async () => {
    const kept: string[] = [];
    const printer = createPicturePrinter(epson, (svg) => kept.push(svg));
    expect(await printer.print(Uint8Array.of(0x41))).toEqual({ kind: 'unknown', reason: 'error' });
    expect(kept).toEqual([]);
  });
});
