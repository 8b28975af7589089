import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JournalRecord } from '../../shared/protocol/journal.ts';
import { openTestHub } from '../testing/hub.ts';
import { gift, lot, memberDoc } from '../testing/shop.ts';
import { quickCheck } from './quick-check.ts';

const check = quickCheck(JournalRecord);

/** Records of every shape a till of the tests makes. */
async function records(): Promise<unknown[]> {
  const test = await openTestHub(
    ['till-1'],
    [memberDoc('anna', { lots: [lot('l1', 100_00)], entitlements: [gift('g1')] })],
  );
  const till = await test.till('till-1');
  const at = '2026-03-01T12:01:00+03:00';
  till.register('new', 'card-9', at);
  const spending = till.accept(await till.lease('anna', 30_00, at), at);
  const { body } = till.sell({
    member: 'anna',
    redeem: 30_00,
    spending,
    gifts: ['g1'],
    lines: [{ sku: 'milk', overrideMinor: 100 }],
    at,
  });
  till.giveBack(body.receipt, [{ line: 'l1', quantity: 1000 }], at);
  till.sell({ at });
  till.append({ kind: 'payment.result', intent: 'i', receipt: 'r', result: 'approved', by: 'terminal' }, at);
  const all = till.journal.map(({ record }) => record);
  await test.close();
  return all;
}

/** Paths to every value within. */
function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsOf((value as Record<string | number, unknown>)[key], [...path, key]))];
}

function changed(record: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const copy: unknown = structuredClone(record);
  const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], copy);
  const last = path.at(-1);
  if (last === undefined) return value;
  if (value === undefined) delete (holder as Record<string | number, unknown>)[last];
  else (holder as Record<string | number, unknown>)[last] = value;
  return copy;
}

describe('the quick check of records', () => {
  it('takes what tills write', async () => {
    for (const record of await records()) expect(check(record)).toBe(true);
  });

  it('says of any change to any value what the schema says', async () => {
    const all = await records();
    const values = fc.constantFrom<unknown>(
      undefined,
      null,
      '',
      'x',
      'x'.repeat(65),
      0,
      -1,
      1.5,
      2 ** 53,
      Number.NaN,
      true,
      [],
      {},
      { more: 1 },
      [null],
      'sale',
      'all',
      '2026-03-01T12:01:00+03:00',
      '2026-03-01',
      '0'.repeat(64),
    );
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.nat(), values, (record, nth, value) => {
        const paths = pathsOf(record);
        const other = changed(record, paths[nth % paths.length]!, value);
        expect(check(other)).toBe(JournalRecord.safeParse(other).success);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes no key that is not of the schema, wherever it stands', async () => {
    for (const record of await records()) {
      for (const path of pathsOf(record)) {
        const at = path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], record);
        if (typeof at !== 'object' || at === null || Array.isArray(at)) continue;
        const other = changed(record, [...path, 'surplus'], 'x');
        expect([path.join('.'), check(other)]).toEqual([path.join('.'), JournalRecord.safeParse(other).success]);
      }
    }
  });
});
