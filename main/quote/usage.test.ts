import { describe, expect, it } from 'vitest';
import { newestEngine } from '../../engines/index.ts';
import { facts, line, programme, promotion } from '../../shared/loyalty/testing/build.ts';
import type { QuoteStep } from '../../shared/protocol/quote.ts';
import { runQuote } from './run.ts';

const first100 = promotion(
  'first',
  { kind: 'basketAmount', amountMinor: 1000 },
  { limits: { total: 2, budget: 1500 } },
);
const rules = programme([first100]);
const sale = (receipt: string, rest = {}): QuoteStep => ({
  kind: 'sale',
  programme: rules,
  facts: { ...facts([line('tea', 5000)]), receipt, ...rest },
});

describe('a promotion with a total and a budget', () => {
  it('is used up by the steps of a list, and given back by a whole return', () => {
    const { receipt: _, lines: __, codes: ___, ...place } = facts([]);
    const back: QuoteStep = {
      kind: 'return',
      sale: { step: 1 },
      lines: [{ line: 'tea', quantity: 1000 }],
      facts: { receipt: 'back', moment: place.moment, shop: place.shop, till: place.till, cashier: null, member: null },
    };
    const quoted = runQuote([sale('a'), sale('b'), sale('c'), back, sale('d')], newestEngine());
    const discounts = quoted.map(({ outcome }) =>
      'totals' in outcome && 'discountMinor' in outcome.totals ? outcome.totals.discountMinor : null,
    );
    expect(discounts).toEqual([1000, 500, 0, null, 1000]);
  });

  it('is what the request says where it says so', () => {
    const told = sale('a', { promotions: [{ promotion: 'first', uses: 1, given: 1400 }] });
    expect(runQuote([told], newestEngine())[0]?.outcome).toMatchObject({ totals: { discountMinor: 100 } });
  });
});
