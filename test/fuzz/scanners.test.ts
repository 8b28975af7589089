import { describe, expect, it } from 'vitest';
import { createWedge } from '../../drivers/scanner/wedge.ts';
import { feedScanners } from './scanner-bytes.ts';

const seed = Number(process.env['KOPILKA_SEED'] ?? 20_261_126);

describe('any bytes into the parsers of scanners', () => {
  it(`never crash or hang them, and reach every meaning of a code (KOPILKA_SEED=${seed})`, () => {
    const { frames, meanings, scansByWedge } = feedScanners(20_000, seed);
    expect(frames).toBeGreaterThan(1000);
    expect(scansByWedge).toBeGreaterThan(100);
    for (const kind of [
      'receipt',
      'invitation',
      'memberCard',
      'coupon',
      'weighed',
      'product',
      'sku',
      'phone',
      'unknown',
    ])
      expect(meanings[kind], kind).toBeGreaterThan(0);
  });

  it('that never end are not kept: a keyboard gone mad holds no more than a symbol could', () => {
    const wedge = createWedge();
    const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, repeat: false };
    let held = 0;
    for (let key = 0; key < 100_000; key += 1) {
      const answer = wedge.key({ ...plain, code: 'Digit1', timeStampMs: key, target: 'page' });
      held += 1 - answer.released.length;
      expect(held).toBeLessThanOrEqual(4096);
    }
  });
});
