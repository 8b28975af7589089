import type { Dots } from '../symbols/dots.ts';

/**
 * The dozen ESC/POS commands we send, byte for byte from Epson's public command reference
 * (download4.epson.biz/sec_pubs/pos/reference_en/escpos). Nothing else ever goes to a printer.
 */
const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const DLE = 0x10;

/** ESC @: modes and code page back to the printer's own defaults. */
export const initialise = [ESC, 0x40];
/** FS . : leave double-byte (Kanji) mode, in which many Chinese printers wake up and eat Cyrillic in pairs. */
export const leaveDoubleByte = [FS, 0x2e];
export const lineFeed = [0x0a];
/** GS a 255: send a status whenever it changes. */
export const statusBackOn = [GS, 0x61, 0xff];
/** GS r 1: answer once all before it has been processed. */
export const askProcessed = [GS, 0x72, 0x01];

/** ESC t n. */
export function selectCodePage(number: number): number[] {
  return [ESC, 0x74, number];
}

/** ESC E n. */
export function bold(on: boolean): number[] {
  return [ESC, 0x45, on ? 1 : 0];
}

/** GS ! n: width and height of letters, 1 to 8 times. */
export function letterSize(times: { wide: number; high: number }): number[] {
  return [GS, 0x21, ((times.wide - 1) << 4) | (times.high - 1)];
}

/** ESC a n: 0 left, 1 centre. Lines come laid out; only symbols and pictures are centred by the printer. */
export function justify(centre: boolean): number[] {
  return [ESC, 0x61, centre ? 1 : 0];
}

/** ESC d n: print what is buffered and feed n lines. */
export function feedLines(lines: number): number[] {
  return [ESC, 0x64, lines];
}

/** GS V m n: feed to the cutter, then cut. */
export function feedAndCut(mode: 'full' | 'partial'): number[] {
  return [GS, 0x56, mode === 'full' ? 0x41 : 0x42, 0];
}

/** ESC p m t1 t2: 100 ms on, 500 ms off. Without the times a printer takes them from whatever bytes follow. */
export function pulseDrawer(pin: 0 | 1): number[] {
  return [ESC, 0x70, pin, 0x32, 0xfa];
}

/** ESC B n t: n beeps, each t tenths of a second long; 1 to 9 of both. No command of Epson's: Xprinter, Rongta and their like take it. */
export function beep(times: number, tenths: number): number[] {
  return [ESC, 0x42, times, tenths];
}

/** DLE EOT n, answered at once even when off line: 1 printer, 2 cause of being off line, 4 paper. */
export function askStatus(what: 1 | 2 | 4): number[] {
  return [DLE, 0x04, what];
}

/** GS ( k for QR: model 2, module size, correction (0 L to 3 H), data, print. The length counts bytes. */
export function qrCode(data: Uint8Array, moduleDots: number, correction: number): number[] {
  const steps = [
    [0x41, 0x32, 0],
    [0x43, moduleDots],
    [0x45, 0x30 + correction],
    [0x50, 0x30, ...data],
    [0x51, 0x30],
  ];
  return steps.flatMap((step) => {
    const length = step.length + 1;
    return [GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, ...step];
  });
}

/** How high bars are, in dots; our rasters of bars are as high. */
export const barHeightDots = 72;

/** GS h and GS H: the height, and digits below. */
export const barsWithDigits = [GS, 0x68, barHeightDots, GS, 0x48, 2];

/** GS w. */
export function barWidth(moduleDots: number): number[] {
  return [GS, 0x77, moduleDots];
}

/** GS k m n d: `system` 65 is UPC-A, 67 EAN-13, 68 EAN-8, 73 CODE128. */
export function barcode(system: 65 | 67 | 68 | 73, data: readonly number[]): number[] {
  return [GS, 0x6b, system, data.length, ...data];
}

/** Cheap printers choke on tall pictures, so they go out in bands. */
const bandRows = 240;

/** GS v 0: a picture as rows of dots, eight a byte. */
export function raster({ widthBytes, rows, bytes }: Dots): number[] {
  const commands: number[] = [];
  for (let row = 0; row < rows; row += bandRows) {
    const band = Math.min(bandRows, rows - row);
    const size = [widthBytes & 0xff, widthBytes >> 8, band & 0xff, band >> 8];
    commands.push(GS, 0x76, 0x30, 0, ...size, ...bytes.subarray(row * widthBytes, (row + band) * widthBytes));
  }
  return commands;
}
