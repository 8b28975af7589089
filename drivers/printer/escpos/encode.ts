import type { ReceiptDocument, TextSize } from '../../../shared/receipt/blocks.ts';
import { layout } from '../../../shared/receipt/layout.ts';
import type { LaidItem, LaidLine } from '../../../shared/receipt/layout.ts';
import { encodeCharacter } from '../code-pages.ts';
import type { Encoding } from '../code-pages.ts';
import { knownCodePages } from '../profile.ts';
import type { PrinterProfile } from '../profile.ts';
import { code128Data } from '../symbols/code128.ts';
import { qrMatrix, qrModuleDots, qrRaster } from '../symbols/qr.ts';
import { transliterate, transliterateDocument } from '../transliterate.ts';
import * as command from './commands.ts';

/**
 * A document as the bytes of one print job for this printer. Every job begins by saying in what state it wants the printer, since
 * whatever was printed before may have left another. Throws RangeError on a symbol whose payload can't be encoded (a bug).
 */
export function encodeJob(document: ReceiptDocument, profile: PrinterProfile): Uint8Array {
  const items = layout(transliterateDocument(document, profile.encoding), profile.widthChars);
  const bytes = [
    ...command.initialise,
    ...command.leaveDoubleByte,
    ...command.selectCodePage(profile.codePages[profile.encoding]),
  ];
  for (const item of items) for (const byte of encodeItem(item, profile)) bytes.push(byte);
  return Uint8Array.from(bytes);
}

function encodeItem(item: LaidItem, profile: PrinterProfile): number[] {
  switch (item.kind) {
    case 'line':
      return lineBytes(item, profile.encoding);
    case 'qr':
      return centred(qrBytes(item.payload, profile));
    case 'barcode':
      return centred(barcodeBytes(item.symbology, item.payload, profile));
    case 'codePages':
      return codePageBytes(item.sample, profile);
    case 'drawer':
      return command.pulseDrawer(profile.drawerPin);
    default:
      return profile.cutter === 'none' ? command.feedLines(4) : command.feedAndCut(profile.cutter);
  }
}

const letterTimes: Record<TextSize, { wide: number; high: number }> = {
  normal: { wide: 1, high: 1 },
  tall: { wide: 1, high: 2 },
  double: { wide: 2, high: 2 },
};

/** Styles are set and taken back on the line itself, so that no line depends on the one before. */
function lineBytes(line: LaidLine, encoding: Encoding): number[] {
  const text = textBytes(line.text.trimEnd(), encoding);
  const styled = line.bold ? [...command.bold(true), ...text, ...command.bold(false)] : text;
  const sized =
    line.size === 'normal'
      ? styled
      : [...command.letterSize(letterTimes[line.size]), ...styled, ...command.letterSize(letterTimes.normal)];
  return [...sized, ...command.lineFeed];
}

function textBytes(text: string, encoding: Encoding): number[] {
  return Array.from(transliterate(text, encoding), (character) =>
    character === '\u00A0' ? 0x20 : encodeCharacter(character, encoding)!,
  );
}

function centred(symbol: number[]): number[] {
  return [...command.justify(true), ...symbol, ...command.lineFeed, ...command.justify(false)];
}

function qrBytes(payload: string, profile: PrinterProfile): number[] {
  const matrix = qrMatrix(payload);
  const moduleDots = qrModuleDots(matrix.length, profile.widthDots);
  if (profile.qrCode === 'native') return command.qrCode(new TextEncoder().encode(payload), moduleDots);
  const { widthBytes, rows, dots } = qrRaster(matrix, moduleDots);
  return command.raster(widthBytes, rows, dots);
}

function barcodeBytes(symbology: 'ean13' | 'code128', payload: string, profile: PrinterProfile): number[] {
  if (symbology === 'ean13') {
    if (!/^\d{13}$/.test(payload)) throw new RangeError('EAN-13 takes thirteen digits');
    return command.barcode(
      67,
      Array.from(payload, (digit) => digit.charCodeAt(0)),
      3,
    );
  }
  const data = code128Data(payload);
  const modules = data.length * 11 + 35;
  return command.barcode(73, data, modules * 3 <= profile.widthDots ? 3 : 2);
}

/** The sample in each page under each number in use anywhere: only where both are right can it be read. */
function codePageBytes(sample: string, profile: PrinterProfile): number[] {
  const lines = knownCodePages().flatMap(({ encoding, number }) => [
    ...command.selectCodePage(number),
    ...textBytes(`${String(number).padStart(3)} ${encoding.padEnd(12)} ${sample}`, encoding),
    ...command.lineFeed,
  ]);
  return [...lines, ...command.selectCodePage(profile.codePages[profile.encoding])];
}
