import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { newestEngine } from '../../engines/index.ts';
import { checkRequest } from '../../main/quote/request.ts';
import { runQuote } from '../../main/quote/run.ts';
import { checkProgramme } from '../../shared/loyalty/check/check.ts';
import type { SaleMoney } from '../../shared/loyalty/outcome.ts';
import { isReturnRefused } from '../../shared/loyalty/reverse/refused.ts';
import { anyFacts, anyProgramme } from '../../shared/loyalty/testing/arbitrary.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';

/** What a run of so many came to; a failure throws with the seed and the path that repeat it. */
export type Fuzzed = {
  runs: number;
  sound: number;
  refused: number;
  /** Of the processor, so that a busy machine is no hang. */ slowestMs: number;
};

const engine = newestEngine();
const slowMs = 2000;
const docs = join(import.meta.dirname, '../../docs/quote');
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const requests = readdirSync(docs)
  .filter((file) => /^\d\d-[\w-]+\.json$/.test(file))
  .map((file) => read(join(docs, file)));
const shops = join(import.meta.dirname, '../../examples');
const programmes = readdirSync(shops)
  .filter((name) => /^\d\d-/.test(name))
  .map((name) => read(join(shops, name, 'programme.json')));

/** Half of them sound programmes and baskets, half documents with anything in any place of them. */
export function fuzz(numRuns: number, seed: number): Fuzzed {
  const found: Fuzzed = { runs: 0, sound: 0, refused: 0, slowestMs: 0 };
  const timed = (run: () => boolean): void => {
    const started = process.cpuUsage();
    const isSound = run();
    const { user, system } = process.cpuUsage(started);
    const tookMs = (user + system) / 1000;
    found.runs += 1;
    found[isSound ? 'sound' : 'refused'] += 1;
    found.slowestMs = Math.max(found.slowestMs, Math.round(tookMs));
    if (tookMs > slowMs) throw new Error(`it took ${Math.round(tookMs)} ms`);
  };
  const half = Math.ceil(numRuns / 2);
  fc.assert(
    fc.property(anyProgramme, anyFacts, (rules, facts) => timed(() => sells(rules, facts))),
    { numRuns: half, seed },
  );
  fc.assert(
    fc.property(fc.boolean(), fc.nat(), fc.array(spot, { minLength: 1, maxLength: 3 }), (isRequest, nth, spots) =>
      timed(() => (isRequest ? answersRequest(nth, spots) : usesProgramme(nth, spots))),
    ),
    { numRuns: numRuns - half, seed },
  );
  return found;
}

function sells(
  ...[rules, facts]: [Parameters<typeof engine.compile>[0], Parameters<typeof engine.evaluate>[1]]
): boolean {
  assertMoney(engine.evaluate(engine.compile(rules), facts));
  return true;
}

type Spot = { at: number; value: unknown };
const spot: fc.Arbitrary<Spot> = fc.record({
  at: fc.nat(),
  value: fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.integer({ min: -3000, max: 30_000 }),
    fc.constantFrom(0, -1, 1, 1e12, 2 ** 53 - 1, 1e308, '', 'bonus', 'member', 'all', true, '9999-12-31', [], {}),
  ),
});

function answersRequest(nth: number, spots: readonly Spot[]): boolean {
  const checked = checkRequest(changed(requests[nth % requests.length], spots), engine.semantics);
  if (!checked.ok) return false;
  try {
    for (const { kind, outcome } of runQuote(checked.steps, engine)) if (kind === 'sale') assertMoney(outcome);
  } catch (error) {
    // What only the engine can say of a well-formed request.
    if (!isReturnRefused(error) && !(error instanceof KopilkaError)) throw error;
  }
  return true;
}

function usesProgramme(nth: number, spots: readonly Spot[]): boolean {
  const checked = checkProgramme(changed(programmes[nth % programmes.length], spots), engine.semantics);
  if (!checked.ok) return false;
  const compiled = engine.compile(checked.programme);
  for (const facts of baskets) assertMoney(engine.evaluate(compiled, facts));
  return true;
}

const baskets = fc.sample(anyFacts, { numRuns: 5, seed: 1 });

function changed(document: unknown, spots: readonly Spot[]): unknown {
  const copy: unknown = structuredClone(document);
  const places = placesIn(copy);
  for (const { at, value } of spots) {
    const [holder, key] = places[at % places.length]!;
    holder[key] = structuredClone(value);
  }
  return copy;
}

type Holder = Record<string | number, unknown>;

function placesIn(value: unknown): [Holder, string | number][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key): [Holder, string | number][] => [[holder, key], ...placesIn(holder[key])]);
}

function assertMoney({ lines, totals }: Pick<SaleMoney, 'lines' | 'totals'>): void {
  const { grossMinor, discountMinor, redeemedMinor, netMinor, donatedMinor = 0 } = totals;
  const sums = [
    grossMinor,
    discountMinor,
    redeemedMinor,
    netMinor,
    donatedMinor,
    ...lines.map((line) => line.netMinor),
  ];
  if (!sums.every((sum) => Number.isSafeInteger(sum) && sum >= 0)) throw new Error(`totals ${JSON.stringify(totals)}`);
}
