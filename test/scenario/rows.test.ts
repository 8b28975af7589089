import { describe, it } from 'vitest';
import { playAtTill, playByQuote } from './play.ts';
import { rows } from './rows/rows.ts';

describe.each(Object.entries(rows))('the scenarios of %s', (_row, scenarios) => {
  it.each(scenarios)('$name', async ({ example, only }) => {
    playByQuote(example);
    if (only === undefined) await playAtTill(example);
  });
});
