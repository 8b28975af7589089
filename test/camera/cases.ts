import type { Conditions } from './frame.ts';
import { plain } from './frame.ts';
import type { Drawn } from './symbol.ts';

/** What is drawn, and what a reader has to say of it. */
export type Sample = { kind: Drawn; text: string; reads: string };

const gs = '\u001D';

export const samples: readonly Sample[] = [
  { kind: 'ean-13', text: '4006381333931', reads: '4006381333931' },
  { kind: 'ean-8', text: '96385074', reads: '96385074' },
  { kind: 'upc-a', text: '036000291452', reads: '0036000291452' },
  { kind: 'code-128', text: 'AB-1234567', reads: 'AB-1234567' },
  { kind: 'qr', text: 'KP1:M:0042:58123:9af3c1d2', reads: 'KP1:M:0042:58123:9af3c1d2' },
  {
    kind: 'datamatrix',
    text: '04006381333931abcdefgABCDwxyz',
    reads: '04006381333931abcdefgABCDwxyz',
  },
  {
    kind: 'gs1-datamatrix',
    text: '(01)04006381333931(21)abcDEF(91)EE07(92)xxxx',
    reads: `010400638133393121abcDEF${gs}91EE07${gs}92xxxx`,
  },
];

/** One trouble at a time, then several at once. */
export const rows: readonly { name: string; conditions: Partial<Conditions> }[] = [
  ...[1.3, 1.6, 2, 3, 4].map((modulePx) => ({ name: `${modulePx} px a module`, conditions: { modulePx } })),
  ...[1, 1.5, 2, 2.5].map((blurPx) => ({ name: `blur ${blurPx} px`, conditions: { blurPx } })),
  ...[15, 25, 35, 50].map((noise) => ({ name: `noise ${noise} of 255`, conditions: { noise } })),
  ...[10, 25, 45, 90, 180].map((rotationDegrees) => ({
    name: `turned ${rotationDegrees}°`,
    conditions: { rotationDegrees },
  })),
  ...[0.5, 0.25, 0.12].map((contrast) => ({ name: `contrast ${contrast}`, conditions: { contrast } })),
  { name: 'small, dim and turned', conditions: { modulePx: 2, contrast: 0.4, rotationDegrees: 12, noise: 10 } },
  { name: 'blurred and noisy', conditions: { blurPx: 1.4, noise: 20, rotationDegrees: 4 } },
  { name: '1280 x 720', conditions: { width: 1280, height: 720 } },
];

export function conditionsOf(row: { conditions: Partial<Conditions> }, seed: number): Conditions {
  return { ...plain, ...row.conditions, seed };
}
