import { describe, expect, it } from 'vitest';
import { formatBytes } from './bytes.ts';

describe('room on a disk', () => {
  it.each([
    [0, '0 Б', '0 byte'],
    [999, '999 Б', '999 byte'],
    [4096, '4 кБ', '4 kB'],
    [1_500_000, '1,5 МБ', '1.5 MB'],
    [120_000_000_000, '120 ГБ', '120 GB'],
  ])('is told in the largest whole unit: %i', (bytes, ru, en) => {
    expect(formatBytes(bytes, 'ru').replaceAll('\u00A0', ' ')).toBe(ru);
    expect(formatBytes(bytes, 'en').replaceAll('\u00A0', ' ')).toBe(en);
  });
});
