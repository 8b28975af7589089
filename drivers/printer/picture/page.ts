import { tokenize } from '../escpos/tokenize.ts';
import type { EscposToken } from '../escpos/tokenize.ts';
import type { PrinterProfile } from '../profile.ts';
import { barsOf } from '../symbols/bars.ts';
import { qrMatrix } from '../symbols/qr.ts';
import { cellDots, createHead, endLine, JobRefused, putSymbol, putText } from './head.ts';
import type { Beep, Head, PageItem, Pulse } from './head.ts';

export type Page = { widthDots: number; heightDots: number; items: PageItem[]; pulses: Pulse[]; beeps: Beep[] };

/**
 * What this printer would put on paper for these bytes. Throws JobRefused on bytes it doesn't understand, and on text before
 * ESC @, FS . and ESC t have said what its bytes mean.
 */
export function drawPage(job: Uint8Array, profile: PrinterProfile): Page {
  const { tokens, problem } = tokenize(job);
  if (problem) throw new JobRefused(`${problem.kind} command`, problem.offset);
  const head = createHead(profile);
  for (const token of tokens) carryOut(head, token);
  return finishPage(head);
}

/** One command at the head. Throws JobRefused. */
export function carryOut(head: Head, token: EscposToken): void {
  (actions[token.kind] as (head: Head, token: EscposToken) => void)(head, token);
}

/** What is on the paper so far, a line that nothing has ended too. */
export function finishPage(head: Head): Page {
  if (head.line.items.length > 0) endLine(head);
  const { profile, items, y, pulses, beeps } = head;
  return { widthDots: profile.widthDots, heightDots: y, items, pulses, beeps };
}

type Actions = { [K in EscposToken['kind']]: (head: Head, token: Extract<EscposToken, { kind: K }>) => void };

const nothing = () => {};

const actions: Actions = {
  initialise: (head) =>
    Object.assign(head, {
      codePage: null,
      singleByte: false,
      align: 'left',
      style: { wide: 1, high: 1, bold: false },
      symbol: createHead(head.profile).symbol,
      // Letters that no line feed has put on paper yet are forgotten.
      line: { x: 0, items: [] },
    }),
  leaveDoubleByte: (head) => void (head.singleByte = true),
  codePage: (head, { number }) => void (head.codePage = number),
  text: (head, { bytes, offset }) => putText(head, bytes, offset),
  lineFeed: endLine,
  bold: (head, { on }) => void (head.style = { ...head.style, bold: on }),
  letterSize: (head, { wide, high }) => void (head.style = { ...head.style, wide, high }),
  justify: (head, { to }) => void (head.align = to),
  feedLines: feedPaper,
  cut: (head, { mode, feedDots }) => {
    head.y += cellDots.pitch + feedDots;
    head.items.push({ kind: 'cut', y: head.y, mode });
  },
  pulse: (head, { pin, onMs, offMs }) => void head.pulses.push({ pin, onMs, offMs }),
  beep: (head, { times, tenths, offset }) => {
    if (!head.profile.beeper) throw new JobRefused('ESC B at a printer that does not know it', offset);
    head.beeps.push({ times, tenths });
  },
  qrModel: (_head, { model, offset }) => {
    if (model !== 2) throw new JobRefused('QR codes of model 1 and micro QR codes are not drawn', offset);
  },
  qrCorrection: (head, { level }) => void (head.symbol.qrCorrection = level),
  qrModuleDots: (head, { dots }) => void (head.symbol.qrDots = dots),
  qrData: (head, { data }) => void (head.symbol.qrData = data),
  qrPrint: printQr,
  barcodeHeight: (head, { dots }) => void (head.symbol.barHeight = dots),
  barcodeModuleDots: (head, { dots }) => void (head.symbol.barDots = dots),
  barcodeDigits: (head, { place }) => void (head.symbol.digits = { above: (place & 1) !== 0, below: place >= 2 }),
  barcode: printBarcode,
  raster: printRaster,
  statusBack: nothing,
  askProcessed: nothing,
  askStatus: nothing,
};

function feedPaper(head: Head, token: { lines: number }): void {
  if (head.line.items.length > 0) endLine(head);
  head.y += token.lines * cellDots.pitch;
}

function printQr(head: Head, { offset }: { offset: number }): void {
  const { qrData, qrCorrection, qrDots: dotSize } = head.symbol;
  const rows = qrRows(qrData, qrCorrection, offset);
  const side = rows.length * dotSize;
  putSymbol(head, { wide: side, high: side }, offset, (x, y) => ({ kind: 'dots', x, y, dotSize, rows }));
}

function qrRows(data: Uint8Array, correction: number, offset: number): boolean[][] {
  if (data.length === 0) throw new JobRefused('a QR code of nothing', offset);
  try {
    return qrMatrix(new TextDecoder().decode(data), correction);
  } catch {
    throw new JobRefused('more than a QR code holds', offset);
  }
}

function printBarcode(
  head: Head,
  { system, data, offset }: { system: number; data: Uint8Array; offset: number },
): void {
  const read = barsOf(system, data);
  if (!read) throw new JobRefused('barcode data that no printer would draw', offset);
  const { barHeight: high, barDots: dotSize, digits } = head.symbol;
  if (high === null || dotSize === null) throw new JobRefused('bars before GS h and GS w', offset);
  const { modules, text } = read;
  const size = { wide: modules.length * dotSize, high };
  if (digits.above) printDigits(head, text, offset);
  putSymbol(head, size, offset, (x, y) => ({ kind: 'bars', x, y, high, dotSize, modules }));
  if (digits.below) printDigits(head, text, offset);
}

function printDigits(head: Head, text: string, offset: number): void {
  const size = { wide: text.length * cellDots.wide, high: cellDots.pitch };
  const style = { wide: 1, high: 1, bold: false };
  putSymbol(head, size, offset, (x, y) => ({ kind: 'text', x, y, characters: Array.from(text), ...style }));
}

function printRaster(head: Head, token: Extract<EscposToken, { kind: 'raster' }>): void {
  const { widthBytes, rows, dots: bytes, offset } = token;
  const size = { wide: widthBytes * 8, high: rows };
  putSymbol(head, size, offset, (x, y) => ({ kind: 'raster', x, y, dots: { widthBytes, rows, bytes } }));
}
