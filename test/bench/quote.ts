import { newestEngine } from '../../engines/index.ts';
import type { Facts } from '../../shared/loyalty/facts.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { inTurns } from './in-turns.ts';
import { medusa, vendure } from './quote-peers.ts';
import type { OpenQuote, QuotePeer } from './quote-peers.ts';
import { basketPromotion, linePromotions, programmeOf, receiptOf } from './receipts.ts';
import { median, percentile, timeRow } from './row.ts';
import type { Bench, Row } from './row.ts';

/** Our evaluate against those who compute the same discount: the same lines, the same percentages on the same categories. */

const categories = 10;

export const quoteBench: Bench = {
  name: 'quote',
  run: async () => [
    ...(await compare(10, 5, medusa, { ours: 10_000, theirs: 200 }, 10)),
    ...(await compare(10, 5, vendure, { ours: 10_000, theirs: 100 }, 20)),
    ...(await compare(50, 20, medusa, { ours: 5_000, theirs: 100 }, 100)),
    ...(await compare(50, 20, vendure, { ours: 5_000, theirs: 50 }, 100)),
  ],
};

async function compare(
  lines: number,
  promotions: number,
  peer: QuotePeer,
  runs: { ours: number; theirs: number },
  goal: number,
): Promise<Row[]> {
  const programme = programmeOf([...linePromotions(promotions - 1, categories), basketPromotion]);
  const { ours, theirs } = await openBoth(programme, receiptOf(lines, categories), peer);
  const times = await inTurns(ours, theirs.run, runs);
  const name = `quote-${lines}x${promotions}`;
  return [
    timeRow(name, median(times.ours), peer.name, median(times.theirs), 'ms', goal),
    timeRow(`${name}-p99`, percentile(times.ours, 99), peer.name, percentile(times.theirs, 99), 'ms', goal / 10),
  ];
}

/** Both ready to run, after each has shown that it computes the same discount. */
export async function openBoth(
  programme: Programme,
  facts: Facts,
  peer: QuotePeer,
): Promise<{ ours: () => unknown; theirs: OpenQuote }> {
  const engine = newestEngine();
  const compiled = engine.compile(programme);
  const theirs = await peer.open(programme, facts);
  await theirs.run();
  const { discountMinor } = engine.evaluate(compiled, facts).totals;
  // Medusa keeps fractions, Vendure rounds each line, we round each promotion once.
  const tolerance = programme.promotions.length + facts.lines.length;
  if (Math.abs(discountMinor - theirs.discountMinor()) > tolerance)
    throw new Error(`not the same rules: ${discountMinor}, ${peer.name} ${theirs.discountMinor()}`);
  return { ours: () => engine.evaluate(compiled, facts), theirs };
}
