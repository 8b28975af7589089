import type { Random } from '../ports.ts';

/** The form a fiscal register wants: a random UUID (RFC 9562, version 4). */
export function newUuid(random: Random): string {
  const bytes = Buffer.from(random.bytes(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** A random id of 96 bits: short enough for a receipt's QR, long enough never to meet another. */
export function newId(random: Random): string {
  return Buffer.from(random.bytes(12)).toString('hex');
}
