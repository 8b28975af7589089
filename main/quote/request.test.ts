import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestEngine } from '../../engines/index.ts';
import { isReturnRefused } from '../../shared/loyalty/reverse/refused.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { checkRequest } from './request.ts';
import { runQuote } from './run.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../docs/quote/${name}.json`), 'utf8'));
type Steps = Record<string, Record<string, unknown>>[];
const engine = newestEngine();

function faultsOf(request: unknown): string[] {
  const checked = checkRequest(request, engine.semantics);
  return checked.ok ? [] : checked.findings.map(({ path, code }) => `${path} ${code}`);
}

describe('a request', () => {
  it('may name only a member whom an earlier step brought, and only an earlier sale', () => {
    const steps = read('04-steps') as Steps;
    const stranger = structuredClone(steps);
    stranger[1]!['facts']!['member'] = { id: 'boris', identification: 'card' };
    expect(faultsOf(stranger)).toEqual(['[1].facts.member member.unknown']);
    const later = structuredClone(steps);
    later[1]!['sale'] = { step: 2 };
    expect(faultsOf(later)).toEqual(['[1].sale.step step.unknown']);
    expect(faultsOf(steps.slice(1))).toContain('[0] programme.missing');
  });

  it('may tell an event of a member whom an earlier event named beside its own', () => {
    const events = read('11-events') as { kind: string; event?: { member: { id: string }; others?: unknown[] } }[];
    expect(faultsOf(events)).toEqual([]);
    const alone = structuredClone(events);
    delete alone[0]!.event!.others;
    expect(faultsOf(alone)).toEqual(['[5].event.member member.unknown']);
    const wrong = structuredClone(events) as unknown as { event: Record<string, unknown> }[];
    wrong[0]!.event['kind'] = 'purchase';
    expect(faultsOf(wrong).map((fault) => fault.split(' ')[0])).toEqual(['[0].event.kind']);
  });

  it('has ids that name one thing, moments of the calendar and sums that stay exact', () => {
    const sale = read('01-sale') as { facts: { moment: string; lines: Record<string, unknown>[] } };
    const twice = structuredClone(sale);
    twice.facts.lines[1]!['id'] = twice.facts.lines[0]!['id'];
    expect(faultsOf(twice)).toEqual(['facts.lines[1].id id.duplicate']);
    const february = { ...sale, facts: { ...sale.facts, moment: '2026-02-30T12:00:00+03:00' } };
    expect(faultsOf(february)).toEqual(['facts.moment moment.impossible']);
    const huge = structuredClone(sale);
    huge.facts.lines[0]!['quantity'] = Number.MAX_SAFE_INTEGER;
    expect(faultsOf(huge)).toEqual(['facts.lines[0] receipt.tooLarge']);
  });

  it.each([
    [['01-sale', '02-points', '03-return', '04-steps', '05-gift', '08-tier'], 3000],
    [['11-events'], 300],
  ])('is refused or answered, whatever stands in any place of it: %j', (names, numRuns) => {
    const examples = names.map(read);
    const hostile = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.integer({ min: 0, max: 3000 }),
      fc.constantFrom(0, -1, 1, 1e12, 2 ** 53 - 1, 1e308, '', 'anna', '2026-11-23T12:00:00-12:00', '9999-12-31'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.nat(), hostile, (example, at, value) => {
        const request: unknown = structuredClone(example);
        const places = placesIn(request);
        const [holder, key] = places[at % places.length]!;
        holder[key] = value;
        const checked = checkRequest(request, engine.semantics);
        if (checked.ok) answer(checked.steps);
      }),
      { numRuns },
    );
  });
});

function answer(steps: Parameters<typeof runQuote>[0]): void {
  try {
    runQuote(steps, engine);
  } catch (error) {
    // What only the engine can say of a well-formed request.
    if (!isReturnRefused(error) && !(error instanceof KopilkaError)) throw error;
  }
}

type Holder = Record<string, unknown>;

function placesIn(value: unknown): [Holder, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key): [Holder, string][] => [[holder, key], ...placesIn(holder[key])]);
}
