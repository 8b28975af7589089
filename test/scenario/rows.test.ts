import { describe, it } from 'vitest';
import { expectAtTill, expectByQuote } from './play.ts';
import { rows } from './rows/rows.ts';

describe.each(Object.entries(rows))('the scenarios of %s', (_row, scenarios) => {
  it.each(scenarios)('$name', async ({ example, only }) => {
    expectByQuote(example);
    if (only === undefined) await expectAtTill(example);
  });
});
