import { encodeQR } from 'qr';
import type { ErrorCorrection } from 'qr';

/** GS ( k numbers them so: L, M, Q, H. */
const corrections: readonly ErrorCorrection[] = ['low', 'medium', 'quartile', 'high'];
/** What our codes have: a worn strip still scans. */
export const usualCorrection = 1;

/** The modules of a QR code, without the quiet zone. Throws RangeError where the payload fits no version. */
export function qrMatrix(payload: string, correction: number = usualCorrection): boolean[][] {
  const bordered = encodeQR(payload, 'raw', { ecc: corrections[correction], border: 1 });
  return bordered.slice(1, -1).map((row) => row.slice(1, -1));
}

/** Dots a module so that the code takes some two fifths of the paper, and scans from a worn strip: 4 to 8. */
export function qrModuleDots(modules: number, widthDots: number): number {
  const wished = Math.floor((widthDots * 0.4) / modules);
  const most = Math.max(1, Math.floor(widthDots / (modules + 8)));
  return Math.min(Math.max(wished, 4), 8, most);
}
