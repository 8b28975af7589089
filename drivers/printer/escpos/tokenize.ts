/**
 * A strict ESC/POS reader, written from Epson's public command reference and not from our encoder: what a printer would
 * make of these bytes. It knows the commands receipts use; anything else is a problem at its offset, never skipped.
 */
export type EscposToken = { offset: number } & (
  | { kind: 'text'; bytes: Uint8Array }
  | { kind: 'lineFeed' }
  | { kind: 'initialise' }
  | { kind: 'leaveDoubleByte' }
  | { kind: 'codePage'; number: number }
  | { kind: 'bold'; on: boolean }
  | { kind: 'letterSize'; wide: number; high: number }
  | { kind: 'justify'; to: 'left' | 'center' | 'right' }
  | { kind: 'feedLines'; lines: number }
  | { kind: 'cut'; mode: 'full' | 'partial'; feedDots: number }
  | { kind: 'pulse'; pin: number; onMs: number; offMs: number }
  | { kind: 'beep'; times: number; tenths: number }
  | { kind: 'qrModel'; model: number }
  | { kind: 'qrModuleDots'; dots: number }
  | { kind: 'qrCorrection'; level: number }
  | { kind: 'qrData'; data: Uint8Array }
  | { kind: 'qrPrint' }
  | { kind: 'barcodeHeight'; dots: number }
  | { kind: 'barcodeModuleDots'; dots: number }
  | { kind: 'barcodeDigits'; place: number }
  | { kind: 'barcode'; system: number; data: Uint8Array }
  | { kind: 'raster'; widthBytes: number; rows: number; dots: Uint8Array }
  | { kind: 'statusBack'; mask: number }
  | { kind: 'askProcessed'; what: number }
  | { kind: 'askStatus'; what: number }
);

type Body = EscposToken extends infer Token ? (Token extends unknown ? Omit<Token, 'offset'> : never) : never;

/** `incomplete`: the bytes end inside a command, more may follow. `unknown`: no command we know begins so. */
export type EscposProblem = { offset: number; kind: 'incomplete' | 'unknown'; bytes: Uint8Array };
export type Tokenized = { tokens: EscposToken[]; consumed: number; problem: EscposProblem | null };

/** Reads as far as it understands; `consumed` is where the first problem is, or the end. Never throws. */
export function tokenize(bytes: Uint8Array): Tokenized {
  const tokens: EscposToken[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const read = readOne(bytes, offset);
    if (typeof read === 'string') {
      return { tokens, consumed: offset, problem: { offset, kind: read, bytes: bytes.slice(offset, offset + 8) } };
    }
    tokens.push({ offset, ...read.token });
    offset += read.length;
  }
  return { tokens, consumed: offset, problem: null };
}

type Read = { token: Body; length: number } | EscposProblem['kind'];

function readOne(bytes: Uint8Array, at: number): Read {
  const first = bytes[at]!;
  if (isText(first)) return readText(bytes, at);
  if (first === 0x0a) return { token: { kind: 'lineFeed' }, length: 1 };
  if (first === 0x1b) return readFixed(bytes, at, escCommands);
  if (first === 0x1c) return readFixed(bytes, at, fsCommands);
  if (first === 0x10) return readRealTime(bytes, at);
  if (first === 0x1d) return readGs(bytes, at);
  return 'unknown';
}

function isText(byte: number): boolean {
  return byte >= 0x20 && byte !== 0x7f;
}

function readText(bytes: Uint8Array, at: number): Read {
  let end = at;
  while (end < bytes.length && isText(bytes[end]!)) end += 1;
  return { token: { kind: 'text', bytes: bytes.slice(at, end) }, length: end - at };
}

/** Commands of a known length: how many parameter bytes, and what they mean (null: a value the reference forbids). */
type Fixed = { parameters: number; read: (parameters: Uint8Array) => Body | null };

const escCommands: Record<number, Fixed> = {
  0x40: { parameters: 0, read: () => ({ kind: 'initialise' }) },
  0x74: { parameters: 1, read: ([n]) => ({ kind: 'codePage', number: n! }) },
  0x45: { parameters: 1, read: ([n]) => ({ kind: 'bold', on: (n! & 1) === 1 }) },
  0x61: { parameters: 1, read: ([n]) => justification(n!) },
  0x64: { parameters: 1, read: ([n]) => ({ kind: 'feedLines', lines: n! }) },
  0x42: { parameters: 2, read: ([n, t]) => beep(n!, t!) },
  0x70: { parameters: 3, read: ([m, on, off]) => pulse(m!, on!, off!) },
};

const fsCommands: Record<number, Fixed> = {
  0x2e: { parameters: 0, read: () => ({ kind: 'leaveDoubleByte' }) },
};

const gsCommands: Record<number, Fixed> = {
  0x21: { parameters: 1, read: ([n]) => letterSize(n!) },
  0x48: { parameters: 1, read: ([n]) => (n! <= 3 ? { kind: 'barcodeDigits', place: n! } : null) },
  0x61: { parameters: 1, read: ([n]) => ({ kind: 'statusBack', mask: n! }) },
  0x68: { parameters: 1, read: ([n]) => (n! >= 1 ? { kind: 'barcodeHeight', dots: n! } : null) },
  0x72: { parameters: 1, read: ([n]) => ({ kind: 'askProcessed', what: n! }) },
  0x77: { parameters: 1, read: ([n]) => (n! >= 2 && n! <= 6 ? { kind: 'barcodeModuleDots', dots: n! } : null) },
};

function readFixed(bytes: Uint8Array, at: number, commands: Record<number, Fixed>): Read {
  if (at + 1 >= bytes.length) return 'incomplete';
  const command = commands[bytes[at + 1]!];
  if (!command) return 'unknown';
  const length = 2 + command.parameters;
  if (at + length > bytes.length) return 'incomplete';
  const token = command.read(bytes.subarray(at + 2, at + length));
  return token ? { token, length } : 'unknown';
}

function readRealTime(bytes: Uint8Array, at: number): Read {
  if (at + 3 > bytes.length) return at + 1 < bytes.length && bytes[at + 1] !== 0x04 ? 'unknown' : 'incomplete';
  const what = bytes[at + 2]!;
  if (bytes[at + 1] !== 0x04 || what < 1 || what > 4) return 'unknown';
  return { token: { kind: 'askStatus', what }, length: 3 };
}

function readGs(bytes: Uint8Array, at: number): Read {
  const second = bytes[at + 1];
  if (second === 0x56) return readCut(bytes, at);
  if (second === 0x6b) return readBarcode(bytes, at);
  if (second === 0x28) return readSymbol(bytes, at);
  if (second === 0x76) return readRaster(bytes, at);
  return readFixed(bytes, at, gsCommands);
}

/** GS V m for a plain cut, GS V m n where it feeds to the cutter and n dots more first. */
function readCut(bytes: Uint8Array, at: number): Read {
  const [m, feedDots] = [bytes[at + 2], bytes[at + 3]];
  if (m === undefined) return 'incomplete';
  const mode = (m & 1) === 0 ? 'full' : 'partial';
  if (m === 0 || m === 1 || m === 48 || m === 49) return { token: { kind: 'cut', mode, feedDots: 0 }, length: 3 };
  if (m !== 65 && m !== 66) return 'unknown';
  if (feedDots === undefined) return 'incomplete';
  return { token: { kind: 'cut', mode: m === 65 ? 'full' : 'partial', feedDots }, length: 4 };
}

/** GS k m n d1...dn (function B; m 65 to 73). Function A, which ends with NUL, is never sent. */
function readBarcode(bytes: Uint8Array, at: number): Read {
  const [system, count] = [bytes[at + 2], bytes[at + 3]];
  if (system !== undefined && (system < 65 || system > 73)) return 'unknown';
  if (system === undefined || count === undefined || at + 4 + count > bytes.length) return 'incomplete';
  if (count === 0) return 'unknown';
  const data = bytes.slice(at + 4, at + 4 + count);
  return { token: { kind: 'barcode', system, data }, length: 4 + count };
}

/** GS ( k pL pH cn fn ...: cn 49 is QR. */
function readSymbol(bytes: Uint8Array, at: number): Read {
  if (bytes[at + 2] !== undefined && bytes[at + 2] !== 0x6b) return 'unknown';
  if (at + 5 > bytes.length) return 'incomplete';
  const count = bytes[at + 3]! | (bytes[at + 4]! << 8);
  if (at + 5 + count > bytes.length) return 'incomplete';
  const body = bytes.slice(at + 5, at + 5 + count);
  const token = body[0] === 49 ? qrFunction(body) : null;
  return token ? { token, length: 5 + count } : 'unknown';
}

function qrFunction(body: Uint8Array): Body | null {
  const [, fn, n, zero] = body;
  if (fn === 65 && body.length === 4 && n! >= 49 && n! <= 51 && zero === 0) return { kind: 'qrModel', model: n! - 48 };
  if (fn === 67 && body.length === 3 && n! >= 1 && n! <= 16) return { kind: 'qrModuleDots', dots: n! };
  if (fn === 69 && body.length === 3 && n! >= 48 && n! <= 51) return { kind: 'qrCorrection', level: n! - 48 };
  if (fn === 80 && body.length >= 4 && n === 48) return { kind: 'qrData', data: body.slice(3) };
  return fn === 81 && body.length === 3 && n === 48 ? { kind: 'qrPrint' } : null;
}

/** The reference's limits of GS v 0, which also bound what is kept while the rest of a picture is awaited. */
const mostRaster = { widthBytes: 128, rows: 4095 };

/** GS v 0 m xL xH yL yH d1...dk. */
function readRaster(bytes: Uint8Array, at: number): Read {
  if (bytes[at + 2] !== undefined && bytes[at + 2] !== 0x30) return 'unknown';
  if (at + 8 > bytes.length) return 'incomplete';
  const widthBytes = bytes[at + 4]! | (bytes[at + 5]! << 8);
  const rows = bytes[at + 6]! | (bytes[at + 7]! << 8);
  const count = widthBytes * rows;
  if (bytes[at + 3] !== 0 || count === 0 || widthBytes > mostRaster.widthBytes || rows > mostRaster.rows)
    return 'unknown';
  if (at + 8 + count > bytes.length) return 'incomplete';
  return { token: { kind: 'raster', widthBytes, rows, dots: bytes.slice(at + 8, at + 8 + count) }, length: 8 + count };
}

function justification(n: number): Body | null {
  const to = ({ 0: 'left', 48: 'left', 1: 'center', 49: 'center', 2: 'right', 50: 'right' } as const)[n];
  return to ? { kind: 'justify', to } : null;
}

/** Times count in units of 2 ms. */
/** ESC B n t is of Xprinter's and Rongta's references. */
function beep(times: number, tenths: number): Body | null {
  const isOne = (value: number) => value >= 1 && value <= 9;
  return isOne(times) && isOne(tenths) ? { kind: 'beep', times, tenths } : null;
}

function pulse(pin: number, on: number, off: number): Body | null {
  return pin <= 1 || pin === 48 || pin === 49 ? { kind: 'pulse', pin: pin & 1, onMs: on * 2, offMs: off * 2 } : null;
}

function letterSize(n: number): Body | null {
  return (n & 0x88) === 0 ? { kind: 'letterSize', wide: (n >> 4) + 1, high: (n & 7) + 1 } : null;
}
