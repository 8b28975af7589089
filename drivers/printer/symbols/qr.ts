import { encodeQR } from 'qr';

/** The modules of a QR code at correction M, without the quiet zone. Throws RangeError where the payload fits no version. */
export function qrMatrix(payload: string): boolean[][] {
  const bordered = encodeQR(payload, 'raw', { ecc: 'medium', border: 1 });
  return bordered.slice(1, -1).map((row) => row.slice(1, -1));
}

/** Dots a module so that the code takes some two fifths of the paper, and scans from a worn strip: 4 to 8. */
export function qrModuleDots(modules: number, widthDots: number): number {
  const wished = Math.floor((widthDots * 0.4) / modules);
  const most = Math.max(1, Math.floor(widthDots / (modules + 8)));
  return Math.min(Math.max(wished, 4), 8, most);
}

/** The code as rows of dots, eight a byte, most significant first. */
export function qrRaster(
  matrix: boolean[][],
  moduleDots: number,
): { widthBytes: number; rows: number; dots: Uint8Array } {
  const sideDots = matrix.length * moduleDots;
  const widthBytes = Math.ceil(sideDots / 8);
  const dots = new Uint8Array(widthBytes * sideDots);
  for (let y = 0; y < sideDots; y++) {
    for (let x = 0; x < sideDots; x++) {
      if (matrix[Math.floor(y / moduleDots)]![Math.floor(x / moduleDots)])
        dots[y * widthBytes + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return { widthBytes, rows: sideDots, dots };
}
