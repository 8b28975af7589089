import { describe, expect, it } from 'vitest';
import { countedPromotions, goodsOfEvents, goodsOfSale } from './named.ts';
import type { Programme } from './programme/schema.ts';

const text = { ru: 'да', en: 'yes' };
const programme: Programme = {
  id: 'p',
  version: 1,
  name: text,
  currency: 'RUB',
  wallets: [],
  promotions: [
    { id: 'tea', name: text, give: { kind: 'freeGood', sku: 'tea', units: 1, from: 'extra' }, limits: { total: 5 } },
    { id: 'ten', name: text, give: { kind: 'basketPercent', rateBp: 1000 }, limits: { member: 1 } },
    { id: 'five', name: text, give: { kind: 'basketPercent', rateBp: 500 }, limits: { budget: 100 } },
  ],
  activities: [
    {
      id: 'bags',
      name: text,
      on: { event: 'purchase' },
      give: [{ kind: 'gift', promotion: 'g', sku: { mostBought: ['cat', 'dog'] }, quantity: 1000 }],
    },
    {
      id: 'birthday',
      name: text,
      on: { event: 'date', date: 'birthday' },
      give: [{ kind: 'gift', promotion: 'g', sku: { byAttribute: 'pet', skus: { fish: 'flakes' } }, quantity: 1000 }],
    },
  ],
  challenges: [
    {
      id: 'ten-times',
      name: text,
      on: { event: 'purchase' },
      counts: 'times',
      goal: 10,
      give: [{ kind: 'gift', promotion: 'g', sku: 'cup', quantity: 1000 }],
    },
  ],
};

describe('what a programme names', () => {
  it('are the goods a sale may add or grant, and no others', () => {
    expect(goodsOfSale(programme)).toEqual(['cat', 'cup', 'dog', 'tea']);
  });

  it('are all goods that events may grant', () => {
    expect(goodsOfEvents(programme)).toEqual(['cat', 'cup', 'dog', 'flakes']);
  });

  it('are the promotions that all members use up together', () => {
    expect(countedPromotions(programme)).toEqual(['tea', 'five']);
  });
});
