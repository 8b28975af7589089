import { createRequire } from 'node:module';
import { readBarcodes } from 'zxing-wasm/reader';
import type * as Zxing from '@zxing/library';
import { frameOf, greyOf } from '../../drivers/scanner/camera/picture.ts';
import type { Frame, Grey } from '../../drivers/scanner/camera/picture.ts';

/** What reads one frame of a film; `number` counts them from 0. */
export type FrameReader = (frame: Frame, number: number) => Promise<string | null>;

/** zxing-wasm as it comes, with the same codes asked for. */
export const wasmAlone: FrameReader = async (frame) => {
  const formats = ['EAN13', 'EAN8', 'UPCA', 'UPCE', 'Code128', 'DataBar', 'QRCode', 'DataMatrix'] as const;
  const [first] = await readBarcodes(frameOf(greyOf(frame)), { formats: [...formats], textMode: 'Plain' });
  return first?.text ?? null;
};

const zxing = createRequire(import.meta.url)('@zxing/library') as typeof Zxing;
const { BarcodeFormat: format, DecodeHintType: hint } = zxing;
const wanted = [
  format.EAN_13,
  format.EAN_8,
  format.UPC_A,
  format.CODE_128,
  format.QR_CODE,
  format.DATA_MATRIX,
] as const;

/**
 * \@zxing/library made the best of: the frame, a quarter turn and a denoised copy of each are tried, every third frame harder. It writes
 * its failures to the console, which is closed to it.
 */
export const zxingLibrary: FrameReader = (frame, number) => {
  const hints = new Map<Zxing.DecodeHintType, unknown>([[hint.POSSIBLE_FORMATS, wanted]]);
  if (number % 3 === 2) hints.set(hint.TRY_HARDER, true);
  const reader = new zxing.MultiFormatReader();
  const tried = (grey: Grey): string | null => {
    try {
      const source = new zxing.RGBLuminanceSource(grey.levels, grey.width, grey.height);
      return reader.decode(new zxing.BinaryBitmap(new zxing.HybridBinarizer(source)), hints).getText();
    } catch {
      return null;
    }
  };
  const { log, warn } = console;
  console.log = console.warn = () => undefined;
  const grey = greyOf(frame);
  const text = tried(grey) ?? tried(quarterTurn(grey)) ?? tried(denoised(grey)) ?? tried(quarterTurn(denoised(grey)));
  Object.assign(console, { log, warn });
  return Promise.resolve(text);
};

function quarterTurn({ width, height, levels }: Grey): Grey {
  const turned = new Uint8ClampedArray(levels.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) turned[x * height + height - 1 - y] = levels[y * width + x]!;
  }
  return { width: height, height: width, levels: turned };
}

function denoised({ width, height, levels }: Grey): Grey {
  const soft = new Uint8ClampedArray(levels);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      let sum = 0;
      for (const row of [-width, 0, width]) for (const by of [-1, 0, 1]) sum += levels[y * width + x + row + by]!;
      soft[y * width + x] = sum / 9;
    }
  }
  return { width, height, levels: soft };
}
