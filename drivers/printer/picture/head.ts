import { decodeByte, encodings } from '../code-pages.ts';
import type { PrinterProfile } from '../profile.ts';
import type { Dots } from '../symbols/dots.ts';

/** Where dots fall on the paper. Measures in dots, from the left edge of the printable area and the top of the job. */
export type PageItem =
  | ({ kind: 'text'; x: number; y: number; characters: string[] } & Style)
  | { kind: 'dots'; x: number; y: number; dotSize: number; rows: boolean[][] }
  | { kind: 'raster'; x: number; y: number; dots: Dots }
  | { kind: 'bars'; x: number; y: number; high: number; dotSize: number; modules: boolean[] }
  | { kind: 'cut'; y: number; mode: 'full' | 'partial' };

type TextItem = Extract<PageItem, { kind: 'text' }>;
/** How many times the normal width and height. */
type Style = { wide: number; high: number; bold: boolean };

/** A print head: its modes, the line being filled, and how far the paper has moved. */
export type Head = {
  readonly profile: PrinterProfile;
  readonly items: PageItem[];
  y: number;
  pulses: Pulse[];
  beeps: Beep[];
  codePage: number | null;
  singleByte: boolean;
  align: 'left' | 'center' | 'right';
  style: Style;
  line: { x: number; items: TextItem[] };
  symbol: {
    qrDots: number;
    qrCorrection: number;
    qrData: Uint8Array;
    /** Null until a job says it: printers differ in what they begin with. */
    barHeight: number | null;
    barDots: number | null;
    digits: { above: boolean; below: boolean };
  };
};

/** What a drawer's lock was given: it leaves no trace on paper, and is part of what a job does all the same. */
export type Pulse = { pin: number; onMs: number; offMs: number };

/** As little a trace. */
export type Beep = { times: number; tenths: number };

/** A font A cell, and the paper moved by a line feed. */
export const cellDots = { wide: 12, high: 24, pitch: 30 } as const;

/** Why bytes are no job. A printer would print rubbish; the picture says so instead. */
export class JobRefused extends Error {
  constructor(why: string, offset: number) {
    super(`${why} (byte ${offset})`);
    this.name = 'JobRefused';
  }
}

export function createHead(profile: PrinterProfile): Head {
  return {
    profile,
    items: [],
    y: 0,
    pulses: [],
    beeps: [],
    codePage: null,
    singleByte: false,
    align: 'left',
    style: { wide: 1, high: 1, bold: false },
    line: { x: 0, items: [] },
    symbol: {
      qrDots: 3,
      qrCorrection: 0,
      qrData: new Uint8Array(),
      barHeight: null,
      barDots: null,
      digits: { above: false, below: false },
    },
  };
}

/** Bytes become letters of the page in force; what goes over the edge of the paper goes on in the next line. */
export function putText(head: Head, bytes: Uint8Array, offset: number): void {
  if (head.codePage === null) throw new JobRefused('text before ESC t: nothing says what its bytes mean', offset);
  if (!head.singleByte) throw new JobRefused('text before FS . : the printer may be in double-byte mode', offset);
  for (const byte of bytes) {
    const width = cellDots.wide * head.style.wide;
    if (head.line.x + width > head.profile.widthDots) endLine(head);
    const last = head.line.items.at(-1);
    const character = letterOf(byte, head.codePage, head.profile);
    if (last && sameStyle(last, head.style)) last.characters.push(character);
    else head.line.items.push({ kind: 'text', x: head.line.x, y: 0, characters: [character], ...head.style });
    head.line.x += width;
  }
}

/** Letters of different heights on one line stand on one baseline. */
export function endLine(head: Head): void {
  const shift = startOf(head, head.line.x);
  const high = Math.max(1, ...head.line.items.map((item) => item.high));
  for (const item of head.line.items) {
    head.items.push({ ...item, x: item.x + shift, y: head.y + (high - item.high) * cellDots.high });
  }
  head.y += cellDots.pitch + (high - 1) * cellDots.high;
  head.line = { x: 0, items: [] };
}

/** Puts something that is no letter, aligned as the modes say. Throws JobRefused where the paper is too narrow for it. */
export function putSymbol(
  head: Head,
  size: { wide: number; high: number },
  offset: number,
  make: (x: number, y: number) => PageItem,
): void {
  if (size.wide > head.profile.widthDots) throw new JobRefused('wider than the paper', offset);
  if (head.line.items.length > 0) endLine(head);
  head.items.push(make(startOf(head, size.wide), head.y));
  head.y += size.high;
}

function startOf(head: Head, width: number): number {
  if (head.align === 'left') return 0;
  const room = head.profile.widthDots - width;
  return head.align === 'right' ? room : Math.floor(room / 2);
}

/** Letters that no page of ours has, so that nobody takes them for what was meant. */
const rubbish = 0x0100;

/** A page this printer doesn't have prints as rubbish, another for each byte and page; on paper it would be whatever stands in that slot. */
function letterOf(byte: number, codePage: number, profile: PrinterProfile): string {
  const encoding = encodings.find((each) => profile.codePages[each] === codePage);
  if (!encoding)
    return byte < 0x80 ? String.fromCharCode(byte) : String.fromCharCode(rubbish + ((byte + codePage) & 0xff));
  return decodeByte(byte, encoding);
}

function sameStyle(a: Style, b: Style): boolean {
  return a.wide === b.wide && a.high === b.high && a.bold === b.bold;
}
