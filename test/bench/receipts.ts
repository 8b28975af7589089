import type { Facts } from '../../shared/loyalty/facts.ts';
import type { Programme, Promotion } from '../../shared/loyalty/programme/schema.ts';

/** What the engine's benches compute: receipts of goods in so many categories, and percentages off a category or the whole receipt. */

/** Promotion n names category n; where there are fewer categories than promotions it starts again. */
export function linePromotions(count: number, categories: number): Promotion[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `line-${index}`,
    name: { ru: `Скидка ${index}`, en: `Discount ${index}` },
    when: { goods: { categories: [`c${index % categories}`] } },
    give: { kind: 'linePercent', rateBp: 100 + (index % 7) * 50 },
  }));
}

export const basketPromotion: Promotion = {
  id: 'basket',
  name: { ru: 'Чек', en: 'Basket' },
  give: { kind: 'basketPercent', rateBp: 300 },
};

/** They ask for a channel and a sum too. */
export function conditionalPromotions(count: number): Promotion[] {
  return linePromotions(count, count).map((promotion) => ({
    ...promotion,
    when: { ...promotion.when, channels: ['shop'], basket: { operator: 'atLeast', valueMinor: 10_00 } },
  }));
}

export function programmeOf(promotions: Promotion[]): Programme {
  return { id: 'bench', version: 1, name: { ru: 'Замер', en: 'Bench' }, currency: 'EUR', wallets: [], promotions };
}

export function receiptOf(lines: number, categories: number): Facts {
  return {
    receipt: 'bench',
    moment: '2026-01-15T12:00:00+00:00',
    lines: Array.from({ length: lines }, (_, index) => ({
      id: `l${index}`,
      sku: `s${index}`,
      quantity: 1000 * (1 + (index % 3)),
      unitPriceMinor: 199 + 37 * index,
      categories: [`c${index % categories}`],
    })),
    shop: { id: 'bench', zone: { name: 'UTC', offsets: [{ from: '2020-01-01T00:00:00Z', offsetMinutes: 0 }] } },
    channel: 'shop',
    till: 'bench',
    cashier: null,
    member: null,
  };
}
