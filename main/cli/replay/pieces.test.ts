import { describe, expect, it } from 'vitest';
import { cutPieces } from './pieces.ts';

describe('cutting a replay into pieces', () => {
  const cut = (total: number, share: number, tills = 1) => [
    ...cutPieces(
      Array.from({ length: total }, (_, i) => i),
      total,
      share,
      60,
      tills,
    ),
  ];

  it('keeps every receipt in its order', () => {
    expect(cut(1000, 0.33).flatMap(({ items }) => items)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });

  it('has the network away for the share, in as many pieces', () => {
    const offline = cut(6000, 0.33).filter(({ online: [here] }) => !here);
    expect(offline).toHaveLength(60);
    const away = offline.reduce((sum, { items }) => sum + items.length, 0);
    expect(away / 6000).toBeCloseTo(0.33, 2);
  });

  it('can stay online throughout', () => {
    expect(cut(500, 0).every(({ online: [here] }) => here)).toBe(true);
  });

  it('has tills away in turns, each for its share', () => {
    const pieces = cut(6000, 0.33, 4);
    expect(pieces.flatMap(({ items }) => items)).toHaveLength(6000);
    for (let till = 0; till < 4; till += 1) {
      const away = pieces.filter(({ online }) => !online[till]).reduce((sum, { items }) => sum + items.length, 0);
      expect(away / 6000).toBeCloseTo(0.33, 2);
    }
    expect(pieces.some(({ online }) => online.every(Boolean))).toBe(false);
    expect(pieces.some(({ online }) => !online.some(Boolean))).toBe(false);
  });
});
