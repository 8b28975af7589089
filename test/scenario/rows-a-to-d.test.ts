import { describe, it } from 'vitest';
import { expectRow } from './play.ts';
import { rows } from './rows/rows.ts';

/** With the worked numbers. The other half is in `rows-e-to-m`: two files run side by side. */
describe.each(Object.entries(rows).filter(([row]) => row < 'E' || row >= 'a'))(
  'the scenarios of %s',
  (_row, scenarios) => {
    it.each(scenarios)('$name', async (scenario) => expectRow(scenario));
  },
);
