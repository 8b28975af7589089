import { receiptTexts } from '../i18n/receipt.ts';
import type { ReceiptBlock, ReceiptDocument, TextSize } from './blocks.ts';
import { columnLines, widthOf, wrap } from './wrap.ts';

/** A finished line: never wider than the paper, its spaces already in place. */
export type LaidLine = { kind: 'line'; text: string; bold: boolean; size: TextSize };
export type LaidItem =
  LaidLine | Extract<ReceiptBlock, { kind: 'qr' | 'barcode' | 'logo' | 'codePages' | 'drawer' | 'beep' | 'cut' }>;

/**
 * Lays a document out for a printer of `widthChars` normal characters a line (32, 42, 48). We do it ourselves, because what
 * printers and their libraries call columns neither wraps nor cuts. One code point is one cell.
 */
export function layout(document: ReceiptDocument, widthChars: number): LaidItem[] {
  return document.blocks.flatMap((block) => layBlock(block, document, widthChars));
}

function layBlock(block: ReceiptBlock, document: ReceiptDocument, widthChars: number): LaidItem[] {
  switch (block.kind) {
    case 'text':
      return textLines(block, widthChars);
    case 'columns':
      return columnsLines(block, widthChars);
    case 'rule':
      return [line((block.weight === 'thick' ? '═' : '─').repeat(widthChars))];
    case 'blank':
      return [line('')];
    case 'copyMark': {
      const text = `${receiptTexts[document.locale].copy} ${block.copyNumber}`;
      return textLines({ kind: 'text', text, align: 'center', bold: true, size: 'double' }, widthChars);
    }
    default:
      return [block];
  }
}

function textLines(block: Extract<ReceiptBlock, { kind: 'text' }>, widthChars: number): LaidLine[] {
  const size = sizeFor(block.size, widthChars, longestWord(block.text));
  const cells = cellsOf(size, widthChars);
  return wrap(block.text, cells).map((text) => line(align(text, block.align ?? 'left', cells), block.bold, size));
}

function columnsLines(block: Extract<ReceiptBlock, { kind: 'columns' }>, widthChars: number): LaidLine[] {
  const size = sizeFor(block.size, widthChars, widthOf(block.left) + 1 + widthOf(block.right));
  const cells = cellsOf(size, widthChars);
  return columnLines(block.left, block.right, block.indent ?? 0, cells).map((text) => line(text, block.bold, size));
}

/** Double letters only where they fit; else as tall, but no wider. */
function sizeFor(wanted: TextSize | undefined, widthChars: number, needed: number): TextSize {
  if (wanted === 'double' && needed > cellsOf('double', widthChars)) return 'tall';
  return wanted ?? 'normal';
}

function cellsOf(size: TextSize, widthChars: number): number {
  return size === 'double' ? Math.floor(widthChars / 2) : widthChars;
}

function longestWord(text: string): number {
  return Math.max(...text.split(' ').map(widthOf));
}

function align(text: string, how: 'left' | 'center' | 'right', cells: number): string {
  const room = cells - widthOf(text);
  if (how === 'center') return ' '.repeat(Math.floor(room / 2)) + text;
  return how === 'right' ? ' '.repeat(room) + text : text;
}

function line(text: string, bold = false, size: TextSize = 'normal'): LaidLine {
  return { kind: 'line', text, bold, size };
}
