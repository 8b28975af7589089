import { newestEngine } from '../../engines/index.ts';
import { inTurns } from './in-turns.ts';
import { linePromotions, programmeOf, receiptOf } from './receipts.ts';
import { median, timeRow } from './row.ts';
import type { Bench } from './row.ts';

/** A long programme costs what its matching promotions cost: a thousand of which ten match, against those ten alone. */
export const thousandBench: Bench = {
  name: 'thousand',
  async run() {
    const engine = newestEngine();
    const facts = receiptOf(100, 10);
    const promotions = linePromotions(1000, 1000);
    const [long, alone] = [promotions, promotions.slice(0, 10)].map((each) => engine.compile(programmeOf(each)));
    const ours = () => engine.evaluate(long!, facts);
    const theirs = () => engine.evaluate(alone!, facts);
    const [discount, same] = [ours().totals.discountMinor, theirs().totals.discountMinor];
    if (discount !== same) throw new Error(`not the same ten: ${discount} against ${same}`);
    const times = await inTurns(ours, theirs, { ours: 5_000, theirs: 5_000 });
    return [timeRow('quote-100x1000', median(times.ours), 'ten-alone', median(times.theirs), 'ms', 0.5)];
  },
};
