import { expect, it } from 'vitest';
import { malformed } from './run.ts';

const seed = Number(process.env['KOPILKA_SEED'] ?? 20_261_126);

it(`anything told to hub, replica or journal is taken or refused in so many words (KOPILKA_SEED=${seed})`, async () => {
  const { requests, documents, records } = await malformed(6000, seed);
  for (const { taken, refused } of [requests, documents, records]) {
    expect(taken + refused).toBe(2000);
    expect(Math.min(taken, refused)).toBeGreaterThan(100);
  }
}, 120_000);
