import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatOneDReader,
  QRCodeReader,
  RGBLuminanceSource,
} from '@zxing/library';
import type { PageItem } from '../../drivers/printer/picture/head.ts';
import { dotRows } from '../../drivers/printer/symbols/dots.ts';
import type { Symbology } from '../../drivers/printer/symbols/bars.ts';

export type ReadableSymbol = 'qr' | Symbology;

export const formats: Record<ReadableSymbol, BarcodeFormat> = {
  qr: BarcodeFormat.QR_CODE,
  ean13: BarcodeFormat.EAN_13,
  ean8: BarcodeFormat.EAN_8,
  upca: BarcodeFormat.UPC_A,
  code128: BarcodeFormat.CODE_128,
};

/** What an independent reader makes of a picture: `grey` holds a shade a pixel, 0 is black. Throws where it reads nothing. */
export function scanGrey(grey: Uint8ClampedArray, width: number, height: number, format: BarcodeFormat): string {
  const read = (purely: boolean) => {
    const hints = new Map<DecodeHintType, unknown>([
      [DecodeHintType.POSSIBLE_FORMATS, [format]],
      [DecodeHintType.TRY_HARDER, true],
      ...(purely ? [[DecodeHintType.PURE_BARCODE, true] as const] : []),
    ]);
    const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)));
    // Not the reader of all formats: that one writes to the console whatever it fails on.
    const reader = format === BarcodeFormat.QR_CODE ? new QRCodeReader() : new MultiFormatOneDReader(hints);
    return reader.decode(bitmap, hints).getText();
  };
  try {
    return read(false);
  } catch {
    // It looks for a code as a camera sees it, and does not find every one in a drawing; told that it is one, it does.
    return read(true);
  }
}

const quietDots = 40;

const read = new Map<string, string>();

/** What it makes of one symbol on a page, a pixel a dot, with paper around it; of the same dots it makes the same. */
export function scanItem(item: PageItem, symbol: ReadableSymbol): string {
  const key = `${symbol} ${keyOf(item)}`;
  const known = read.get(key) ?? scanDots(symbolOf(item), symbol);
  read.set(key, known);
  return known;
}

/** The same for the same dots, wherever they stand on a page. */
function keyOf(item: PageItem): string {
  if (item.kind !== 'raster') return JSON.stringify({ ...item, x: 0, y: 0 });
  const { widthBytes, bytes } = item.dots;
  return `${widthBytes} ${Buffer.from(bytes).toString('latin1')}`;
}

type Drawn = { rows: boolean[][]; dotSize: number; high: number };

function scanDots({ rows, dotSize, high }: Drawn, symbol: ReadableSymbol): string {
  const [width, height] = [rows[0]!.length * dotSize + quietDots * 2, high + quietDots * 2];
  const grey = new Uint8ClampedArray(width * height).fill(255);
  for (let y = 0; y < high; y++) {
    const row = rows[Math.min(rows.length - 1, Math.floor(y / dotSize))]!;
    for (let x = 0; x < row.length * dotSize; x++) {
      if (row[Math.floor(x / dotSize)]) grey[(y + quietDots) * width + x + quietDots] = 0;
    }
  }
  return scanGrey(grey, width, height, formats[symbol]);
}

function symbolOf(item: PageItem): Drawn {
  if (item.kind === 'bars') return { rows: [item.modules], dotSize: item.dotSize, high: item.high };
  if (item.kind === 'dots') return { ...item, high: item.rows.length * item.dotSize };
  if (item.kind === 'raster') return { rows: dotRows(item.dots), dotSize: 1, high: item.dots.rows };
  throw new Error(`${item.kind} is no symbol`);
}

/** What stands on a page beside letters and cuts. */
export function isSymbol({ kind }: PageItem): boolean {
  return kind === 'dots' || kind === 'bars' || kind === 'raster';
}
