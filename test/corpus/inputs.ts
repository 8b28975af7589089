import * as fc from 'fast-check';
import type { ReturnedLine, ReturnFacts } from '../../shared/loyalty/engine.ts';
import type { Facts } from '../../shared/loyalty/facts.ts';
import type { Programme, Promotion, Schedule } from '../../shared/loyalty/programme/schema.ts';
import { anyFacts, anyProgramme } from '../../shared/loyalty/testing/arbitrary.ts';

/** What a golden case is computed from: a programme, and sales of which some lines come back afterwards. */
export type CorpusInput = { programme: Programme; sales: { facts: Facts; returns: ReturnInputs[] }[] };
/** `lines` are shares of the sale's lines in tenths: the sale itself is not known yet. */
export type ReturnInputs = { tenths: number[]; moment: string };

const moments = [
  '2026-11-23T12:00:00+03:00',
  '2026-11-27T17:59:59+03:00',
  '2026-11-27T18:00:00+03:00',
  '2026-12-31T23:59:59+03:00',
  '2027-01-01T00:00:00+03:00',
];
const schedules: Schedule[] = [
  { windows: [{ days: ['fri'], from: '18:00', until: '20:00' }] },
  { from: '2026-11-27T18:00', until: '2027-01-01T00:00' },
  { windows: [{ from: '00:00', until: '12:00' }] },
];

/** As the tests' own random programmes, with times and places on top. */
const corpusProgramme: fc.Arbitrary<Programme> = fc
  .record({
    programme: anyProgramme,
    schedules: fc.array(fc.option(fc.constantFrom(...schedules)), { minLength: 7, maxLength: 7 }),
  })
  .map(({ programme, schedules: chosen }) => ({
    ...programme,
    promotions: programme.promotions.map((promotion, index) => scheduled(promotion, chosen[index] ?? null)),
  }));

function scheduled(promotion: Promotion, schedule: Schedule | null): Promotion {
  return schedule === null ? promotion : { ...promotion, when: { ...promotion.when, schedule } };
}

const corpusSale = fc
  .record({
    facts: anyFacts,
    moment: fc.constantFrom(...moments),
    host: fc.array(fc.constantFrom(0, 0, 0, 500), { minLength: 8, maxLength: 8 }),
    back: fc.array(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 8, maxLength: 8 }), { maxLength: 2 }),
  })
  .map(({ facts, moment, host, back }) => ({
    facts: {
      ...facts,
      moment,
      lines: facts.lines.map((line, index) =>
        host[index] ? { ...line, hostDiscountMinor: Math.min(host[index], line.unitPriceMinor) } : line,
      ),
    },
    returns: back.map((tenths, index) => ({ tenths, moment: `2027-0${index + 1}-15T10:00:00+03:00` })),
  }));

export function corpusInputs(seed: number, count: number): CorpusInput[] {
  const input = fc.record({
    programme: corpusProgramme,
    sales: fc.array(corpusSale, { minLength: 6, maxLength: 6 }),
  });
  return fc.sample(input, { seed, numRuns: count });
}

/** Whole units of each line, as many tenths of what is left as asked; weighed goods to the thousandth. */
export function returnedLines(
  lines: readonly { id: string; quantity: number }[],
  returned: readonly ReturnedLine[],
  tenths: readonly number[],
): ReturnedLine[] {
  return lines.flatMap(({ id, quantity }, index) => {
    const gone = returned.reduce((sum, each) => (each.line === id ? sum + each.quantity : sum), 0);
    const unit = quantity % 1000 === 0 ? 1000 : 1;
    const back = Math.floor(((quantity - gone) * (tenths[index] ?? 0)) / 10 / unit) * unit;
    return back > 0 ? [{ line: id, quantity: back }] : [];
  });
}

export function returnFacts(facts: Facts, moment: string, member: Facts['member']): ReturnFacts {
  const { receipt, shop, till, cashier } = facts;
  return { receipt: `${receipt}-return`, moment, shop, till, cashier, member };
}
