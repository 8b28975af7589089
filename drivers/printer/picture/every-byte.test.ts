import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictures } from '../../../test/receipts/pictures.ts';
import { everyProfile } from '../../../test/receipts/printable.ts';
import type { ReceiptBlock } from '../../../shared/receipt/blocks.ts';
import { encodeJob } from '../escpos/encode.ts';
import { tokenize } from '../escpos/tokenize.ts';
import type { PrinterProfile } from '../profile.ts';
import { dotsOf } from '../symbols/dots.ts';
import { JobRefused } from './head.ts';
import { drawPage } from './page.ts';
import type { Page } from './page.ts';

/**
 * Nothing in a job is idle: one byte changed, and the printer does something else or refuses. Two exceptions, both of what the byte
 * means: the reference has two numbers for some values (left is 0 and 48), and a no-break space looks like a space.
 */

type Job = { name: string; profile: PrinterProfile; job: Uint8Array };

const logo = dotsOf(64, 24, (x, y) => (x - 32) ** 2 / 4 + (y - 12) ** 2 < 144);

const jobs: Job[] = pictures().map(({ file: name, document, profile, logo: own }) => ({
  name,
  profile,
  job: encodeJob(document, profile, own ?? null),
}));

/** A job of each kind of block, short enough to try every byte with every value. */
const blocks: ReceiptBlock[] = [
  { kind: 'drawer' },
  { kind: 'beep' },
  { kind: 'logo' },
  { kind: 'text', text: 'Ёж', size: 'double', bold: true },
  { kind: 'qr', payload: 'Q' },
  { kind: 'columns', left: 'Чай', right: '5,00' },
  { kind: 'barcode', symbology: 'ean8', payload: '96385074' },
  { kind: 'barcode', symbology: 'code128', payload: 'A1234' },
  { kind: 'text', text: 'Всё' },
  { kind: 'cut' },
];
const short: Job[] = ['epson-80', 'generic-58', 'custom-80', 'rongta-80'].map((id) => {
  const profile = everyProfile.find((each) => each.id === id)!;
  return { name: id, profile, job: encodeJob({ version: 1, locale: 'ru', blocks }, profile, logo) };
});

/** All that the printer does; null where it refuses. */
function doneBy(job: Uint8Array, profile: PrinterProfile): Page | null {
  try {
    return drawPage(job, profile);
  } catch (error) {
    if (error instanceof JobRefused) return null;
    throw error;
  }
}

/** A space and the no-break spaces of the pages: which is meant can't be seen. */
const blanks = [0x20, 0xa0, 0xff];

/** The same commands with the same values, whatever bytes they are written in. */
function meaning(job: Uint8Array): string {
  return JSON.stringify(tokenize(job), (key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : key === 'offset' ? undefined : value,
  );
}

function changed(job: Uint8Array, at: number, to: number): Uint8Array {
  return job.map((byte, index) => (index === at ? to : byte));
}

/** Where a change went unseen. */
function idle({ job, profile }: Job, valuesAt: (byte: number, at: number) => readonly number[]): string[] {
  const whole = doneBy(job, profile);
  const said = meaning(job);
  return Array.from(job).flatMap((byte, at) =>
    valuesAt(byte, at)
      .filter((value) => value !== byte)
      .filter((value) => {
        if (blanks.includes(byte) && blanks.includes(value)) return false;
        const other = changed(job, at, value);
        return isDeepStrictEqual(doneBy(other, profile), whole) && meaning(other) !== said;
      })
      .map((value) => `byte ${at}: ${byte.toString(16)} as ${value.toString(16)}`),
  );
}

describe('every byte of a job', () => {
  it.each(short)('has its say, whatever other value it takes: all kinds of blocks on $name', (given) => {
    const dots = pictureDots(given);
    const all = Array.from({ length: 256 }, (_, value) => value);
    expect(idle(given, (byte, at) => (dots[at] ? [byte ^ (1 << (at & 7))] : all))).toEqual([]);
  });

  it.each(jobs)('has its say in $name', (given) => {
    const dots = pictureDots(given);
    // A bit of each, another from byte to byte; of a large picture, whose bytes are all alike, some.
    const bits = (byte: number, at: number) => (dots[at] && at % 499 > 0 ? [] : [byte ^ (1 << (at & 7))]);
    expect(idle(given, bits)).toEqual([]);
  });

  it('has its say in any receipt on any printer', () => {
    const place = fc.tuple(fc.constantFrom(...jobs), fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(place, ([{ job, profile, name }, where, to]) => {
        const at = where % job.length;
        fc.pre(job[at] !== to);
        expect(idle({ name, job, profile }, (_, index) => (index === at ? [to] : []))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it.each(jobs)('is refused without ESC t: $name', ({ job, profile }) => {
    expect(Array.from(job.subarray(4, 6))).toEqual([0x1b, 0x74]);
    const without = Uint8Array.from([...job.subarray(0, 4), ...job.subarray(7)]);
    expect(() => drawPage(without, profile)).toThrow(JobRefused);
  });
});

/** Which bytes are dots of a raster. */
function pictureDots({ job }: Job): boolean[] {
  const found = Array.from(job, () => false);
  for (const token of tokenize(job).tokens)
    if (token.kind === 'raster') found.fill(true, token.offset + 8, token.offset + 8 + token.dots.length);
  return found;
}
