import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { ReaderOptions, ReadResult } from 'zxing-wasm/reader';
import { symbologyOf } from '../aim.ts';
import type { Scan } from '../scan.ts';
import { frameOf, greyOf } from './picture.ts';
import type { Frame } from './picture.ts';
import { createShowing } from './showing.ts';
import type { Belief, Sight } from './showing.ts';
import { createTreatments, framesInCycle } from './treatments.ts';

/**
 * Codes of shops. Those a camera finds within others or that have no check (UPC-E, ITF, Code 39, Codabar) are left to scanners made for
 * them: one film of three hundred had an EAN-13 read as a UPC-E.
 */
const formats: ReaderOptions['formats'] = ['EAN13', 'EAN8', 'UPCA', 'Code128', 'DataBar', 'QRCode', 'DataMatrix'];
const cells: readonly string[] = ['QRCode', 'DataMatrix'];

const options: ReaderOptions = {
  formats,
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  textMode: 'Plain',
  maxNumberOfSymbols: 4,
};

export type CameraReader = {
  /** The scan this frame completes, if it does. `nowMs` on any clock that only goes forward. Rejects when the reader itself fails. */
  read(frame: Frame, nowMs: number): Promise<Scan | null>;
};

/** `wasm`: the reader's binary, `zxing-wasm/reader/zxing_reader.wasm`; nothing is fetched. */
export async function openCameraReader(wasm: ArrayBuffer): Promise<CameraReader> {
  await prepareZXingModule({ overrides: { wasmBinary: wasm }, fireImmediately: true });
  const treatments = createTreatments();
  const showing = createShowing(framesInCycle);
  return {
    async read(frame, nowMs) {
      const treated = frameOf(treatments.current()(greyOf(frame)));
      const sight = nearest(await readBarcodes(treated, options), treated);
      // A short code may be part of a longer one: the other treatments are to look as well.
      treatments.learn(sight !== null && sight.belief !== 'short');
      const shown = showing(sight, nowMs);
      return shown && { code: shown.code, symbology: shown.symbology, source: 'camera', bytes: shown.bytes };
    },
  };
}

/** Of several codes in view the one that is aimed at. */
function nearest(results: readonly ReadResult[], frame: Frame): Sight | null {
  const away = ({ position: { topLeft, bottomRight } }: ReadResult) =>
    Math.hypot((topLeft.x + bottomRight.x - frame.width) / 2, (topLeft.y + bottomRight.y - frame.height) / 2);
  const [first] = results.filter(({ isValid, text }) => isValid && text !== '').toSorted((a, b) => away(a) - away(b));
  if (!first) return null;
  const { text, bytes, symbologyIdentifier, symbology, format } = first;
  const belief: Belief = cells.includes(symbology) ? 'cells' : format === 'EAN8' ? 'short' : 'bars';
  return { code: text, symbology: symbologyOf(symbologyIdentifier), bytes, belief };
}
