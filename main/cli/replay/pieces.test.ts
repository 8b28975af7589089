import { describe, expect, it } from 'vitest';
import { cutPieces } from './pieces.ts';

describe('cutting a replay into pieces', () => {
  const cut = (total: number, share: number) => [
    ...cutPieces(
      Array.from({ length: total }, (_, i) => i),
      total,
      share,
      60,
    ),
  ];

  it('keeps every receipt in its order', () => {
    expect(cut(1000, 0.33).flatMap(({ items }) => items)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });

  it('has the network away for the share, in as many pieces', () => {
    const offline = cut(6000, 0.33).filter(({ online }) => !online);
    expect(offline).toHaveLength(60);
    const away = offline.reduce((sum, { items }) => sum + items.length, 0);
    expect(away / 6000).toBeCloseTo(0.33, 2);
  });

  it('can stay online throughout', () => {
    expect(cut(500, 0).every(({ online }) => online)).toBe(true);
  });
});
