import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newestEngine } from '../../engines/index.ts';
import { checkRequest } from '../../main/quote/request.ts';
import { runQuote } from '../../main/quote/run.ts';

/** The worked numbers, as requests to the frozen engine; what is expected was typed by hand and is never generated. */
const folder = join(import.meta.dirname, '../fixtures/worked');
type Worked = { title: string; request: unknown; expect: object | object[] };

const rows = readdirSync(folder)
  .map((file) => ({
    row: file.replace('.json', ''),
    ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Worked),
  }))
  .toSorted((a, b) => Number(a.row.slice(1)) - Number(b.row.slice(1)));

describe('the worked numbers', () => {
  it.each(rows)('$row: $title', (row) => {
    const engine = newestEngine();
    const checked = checkRequest(row.request, engine.semantics);
    if (!checked.ok) throw new Error(JSON.stringify(checked.findings));
    const outcomes = runQuote(checked.steps, engine).map(({ outcome }) => outcome);
    expect(outcomes).toMatchObject(Array.isArray(row.expect) ? row.expect : [row.expect]);
    const expected = Array.isArray(row.expect) ? row.expect.length : 1;
    expect(outcomes).toHaveLength(expected);
  });

  it('are all there', () => {
    expect(rows.map(({ row }) => Number(row.slice(1)))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 19, 20, 21, 24, 25, 26, 27, 28, 30, 33, 35, 36, 37,
    ]);
  });
});
