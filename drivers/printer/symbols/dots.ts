/** A picture in the dots of a print head: rows of bytes, eight dots each, most significant first; 1 is black. */
export type Dots = { widthBytes: number; rows: number; bytes: Uint8Array };

/** Bars of a linear code; true is a bar, one entry a module. `text` is what may stand beside them. */
export type Bars = { modules: boolean[]; text: string };

/** Draws what `isDark` says of each dot. */
export function dotsOf(widthDots: number, rows: number, isDark: (x: number, y: number) => boolean): Dots {
  const widthBytes = Math.ceil(widthDots / 8);
  const bytes = new Uint8Array(widthBytes * rows);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < widthDots; x++) if (isDark(x, y)) bytes[y * widthBytes + (x >> 3)]! |= 0x80 >> (x & 7);
  }
  return { widthBytes, rows, bytes };
}

/** The other way round: a row of yes and no for each. */
export function dotRows({ widthBytes, rows, bytes }: Dots): boolean[][] {
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: widthBytes * 8 }, (__, x) => (bytes[y * widthBytes + (x >> 3)]! & (0x80 >> (x & 7))) !== 0),
  );
}

/** Each module as a square of so many dots. */
export function matrixDots(matrix: readonly boolean[][], moduleDots: number): Dots {
  const at = (dot: number) => Math.floor(dot / moduleDots);
  return dotsOf(matrix.length * moduleDots, matrix.length * moduleDots, (x, y) => matrix[at(y)]![at(x)]!);
}

/** Bars so many dots high, each module so many wide. */
export function barDots(modules: readonly boolean[], moduleDots: number, heightDots: number): Dots {
  return dotsOf(modules.length * moduleDots, heightDots, (x) => modules[Math.floor(x / moduleDots)]!);
}

/**
 * Real-time commands begin with DLE and one of these. A printer obeys them wherever they stand, in the middle of a picture too:
 * DLE DC4 opens the drawer.
 */
const dataLinkEscape = 0x10;
const realTime = [0x04, 0x05, 0x14];

export function holdsRealTimeCommand(bytes: ArrayLike<number>): boolean {
  return Array.from(bytes).some((byte, index, all) => isRealTime(byte, all[index + 1]));
}

/** The same picture with one light dot made dark wherever eight dots and the next eight would be taken for a command. */
export function withoutRealTimeCommands(dots: Dots): Dots {
  const bytes = dots.bytes.map((byte, index, all) => (isRealTime(byte, all[index + 1]) ? byte | 0x08 : byte));
  return { ...dots, bytes };
}

function isRealTime(byte: number, next: number | undefined): boolean {
  return byte === dataLinkEscape && next !== undefined && realTime.includes(next);
}
