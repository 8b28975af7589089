import * as z from 'zod/mini';
import { newestEngine } from '../../engines/index.ts';
import { Programme } from '../../shared/loyalty/programme/schema.ts';
import { inTurns } from './in-turns.ts';
import { conditionalPromotions, programmeOf } from './receipts.ts';
import { median, timeRow } from './row.ts';
import type { Bench } from './row.ts';

/** To make a programme ready takes less than to read and validate its file. */
export const compileBench: Bench = {
  name: 'compile',
  async run() {
    const engine = newestEngine();
    const programme = programmeOf(conditionalPromotions(1000));
    const text = JSON.stringify(programme);
    const ours = () => engine.compile(programme);
    const theirs = () => z.parse(Programme, JSON.parse(text));
    const times = await inTurns(ours, theirs, { ours: 200, theirs: 200 });
    return [timeRow('compile-1000', median(times.ours), 'JSON.parse and zod', median(times.theirs), 'ms', 2)];
  },
};
