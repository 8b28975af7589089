import { beforeAll, describe, expect, it } from 'vitest';
import { conditionsOf, samples } from '../../../test/camera/cases.ts';
import { drawFrame, plain } from '../../../test/camera/frame.ts';
import type { Conditions } from '../../../test/camera/frame.ts';
import { drawSymbol } from '../../../test/camera/symbol.ts';
import { readerWasm } from '../../../test/camera/wasm.ts';
import { openCameraReader } from './reader.ts';
import { framesInCycle } from './treatments.ts';

let wasm: ArrayBuffer;
beforeAll(() => (wasm = readerWasm()));

/** What is told of a thing held before the camera for two rounds of treatments, or a little longer than it takes. */
async function film(symbol: Parameters<typeof drawFrame>[0], conditions: Partial<Conditions>) {
  const reader = await openCameraReader(wasm);
  const told = [];
  let last = framesInCycle * 2;
  for (let number = 0; number < last; number += 1) {
    const frame = drawFrame(symbol, conditionsOf({ conditions }, number + 1));
    const scan = await reader.read(frame, number * 100);
    if (!scan) continue;
    told.push(scan);
    last = Math.min(last, number + 4);
  }
  return told;
}

describe('a camera as a scanner', () => {
  it.each(samples)('reads $kind once, exactly', async ({ kind, text, reads }) => {
    const told = await film(drawSymbol(kind, text), {});
    expect(told.map(({ code, source }) => [code, source])).toEqual([[reads, 'camera']]);
  });

  it('keeps the raw bytes of a mark and says that it is GS1', async () => {
    const [mark] = samples.filter(({ kind }) => kind === 'gs1-datamatrix');
    const [scan] = await film(drawSymbol(mark!.kind, mark!.text), {});
    expect(scan?.symbology).toBe('gs1-datamatrix');
    expect(Buffer.from(scan!.bytes).toString('latin1')).toBe(mark!.reads);
  });

  const bars = drawSymbol('ean-13', '4006381333931');
  it.each<[string, Partial<Conditions>]>([
    ['aslant', { rotationDegrees: 45 }],
    ['the other way aslant', { rotationDegrees: -25 }],
    ['standing', { rotationDegrees: 90 }],
    ['on its head', { rotationDegrees: 180 }],
    ['in bad light', { contrast: 0.25 }],
    ['through noise that the plain frame is lost in', { noise: 30 }],
    ['small', { modulePx: 1.6 }],
    ['in a large picture', { width: 1280, height: 720 }],
  ])('reads bars %s', async (_, conditions) => {
    expect((await film(bars, conditions)).map(({ code }) => code)).toEqual(['4006381333931']);
  });

  it('sees no code in print that holds none', async () => {
    expect(await film(null, {})).toEqual([]);
    expect(await film(null, { noise: 40, contrast: 0.5, width: plain.width })).toEqual([]);
  });
});
