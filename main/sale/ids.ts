import type { Random } from '../ports.ts';

/** A random id of 96 bits: short enough for a receipt's QR, long enough never to meet another. */
export function newId(random: Random): string {
  return Buffer.from(random.bytes(12)).toString('hex');
}
