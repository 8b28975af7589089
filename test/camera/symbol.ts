import bwipjs from 'bwip-js/node';

/** A symbol as cells: `true` is dark. Bars are one row that is drawn high. */
export type Symbol = { columns: number; rows: number; isBars: boolean; dark: Uint8Array };

/** The symbologies frames are drawn of, by the encoder's name for each. */
export const encoders = {
  'ean-13': 'ean13',
  'ean-8': 'ean8',
  'upc-a': 'upca',
  'code-128': 'code128',
  'gs1-128': 'gs1-128',
  qr: 'qrcode',
  datamatrix: 'datamatrix',
  'gs1-datamatrix': 'gs1datamatrix',
} as const;
export type Drawn = keyof typeof encoders;

type Encoded = { sbs: number[] } | { pixs: number[]; pixx: number; pixy: number };

/** By an encoder that is not ours. GS1 texts in brackets. */
export function drawSymbol(kind: Drawn, text: string): Symbol {
  const [encoded] = bwipjs.raw({ bcid: encoders[kind], text }) as unknown as [Encoded];
  if ('pixs' in encoded) {
    return { columns: encoded.pixx, rows: encoded.pixy, isBars: false, dark: Uint8Array.from(encoded.pixs) };
  }
  const dark = encoded.sbs.flatMap((width, index) => Array<number>(width).fill(index % 2 === 0 ? 1 : 0));
  return { columns: dark.length, rows: 1, isBars: true, dark: Uint8Array.from(dark) };
}
