import { describe, it } from 'vitest';
import { expectRow } from './play.ts';
import { rows } from './rows/rows.ts';

/** The other half is in `rows-a-to-d`: two files run side by side. */
describe.each(Object.entries(rows).filter(([row]) => row >= 'E' && row < 'a'))(
  'the scenarios of %s',
  (_row, scenarios) => {
    it.each(scenarios)('$name', async (scenario) => expectRow(scenario));
  },
);
