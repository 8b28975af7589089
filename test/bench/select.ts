import { newestEngine } from '../../engines/index.ts';
import type { Facts } from '../../shared/loyalty/facts.ts';
import type { Promotion } from '../../shared/loyalty/programme/schema.ts';
import { inTurns } from './in-turns.ts';
import { conditionalPromotions, programmeOf, receiptOf } from './receipts.ts';
import { median, timeRow } from './row.ts';
import type { Bench } from './row.ts';

type RulesEngine = { openRules(rules: unknown[], facts: unknown): () => Promise<string[]> };

/**
 * Which ten of 200 rules apply: goods of a category in the basket, a channel, a sum. Ours computes and explains their discounts too.
 */
export const selectBench: Bench = {
  name: 'select',
  async run() {
    const engine = newestEngine();
    const facts = receiptOf(10, 10);
    const promotions = conditionalPromotions(200);
    const compiled = engine.compile(programmeOf(promotions));
    const { openRules } = (await import(new URL('./peers/rules-engine.js', import.meta.url).href)) as RulesEngine;
    const theirs = openRules(promotions.map(ruleOf), rulesFacts(facts));
    const ours = () => engine.evaluate(compiled, facts);
    const chosen = ours().effects.map(({ rule }) => rule);
    const same = await theirs();
    if (chosen.length !== 10 || chosen.toSorted().join() !== same.toSorted().join())
      throw new Error(`not the same rules: ${chosen.join()} against ${same.join()}`);
    const times = await inTurns(ours, theirs, { ours: 10_000, theirs: 200 });
    return [timeRow('select-200-rules', median(times.ours), 'json-rules-engine', median(times.theirs), 'ms', 100)];
  },
};

function rulesFacts({ lines, channel }: Facts): unknown {
  return {
    categories: [...new Set(lines.flatMap(({ categories }) => categories ?? []))],
    channel,
    totalMinor: lines.reduce((sum, { unitPriceMinor, quantity }) => sum + (unitPriceMinor * quantity) / 1000, 0),
  };
}

function ruleOf({ id, when }: Promotion): unknown {
  return {
    conditions: {
      all: [
        { fact: 'categories', operator: 'contains', value: when?.goods?.categories?.[0] },
        { fact: 'channel', operator: 'in', value: when?.channels },
        { fact: 'totalMinor', operator: 'greaterThanInclusive', value: when?.basket?.valueMinor },
      ],
    },
    event: { type: id },
  };
}
