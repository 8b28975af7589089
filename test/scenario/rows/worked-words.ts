import type { Tier } from '../../../shared/loyalty/programme/schema.ts';
import { bonus, minor, name, rule } from '../words.ts';

/** What several of the worked numbers have in common. */
export const breadAndMilk = { goods: { milk: 89.9, bread: 45.5 } };

export const yellowMilk = rule(
  'yellow',
  { kind: 'fixedPrice', priceMinor: 5990 },
  { goods: { skus: ['milk'] } },
  { keeps: { discounts: false, accrual: false, redemption: false } },
);

export const capped = (capBp: number) => ({ ...bonus, redemption: { capBp } });

export const bronzeToPlatinum = [
  { id: 'bronze', name: name('bronze') },
  { id: 'gold', name: name('gold'), entry: { any: [{ fact: 'spend', operator: 'over', value: minor(10_000) }] } },
  {
    id: 'platinum',
    name: name('platinum'),
    entry: { any: [{ fact: 'spend', operator: 'atLeast', value: minor(30_000) }] },
  },
] satisfies Tier[];

export const off = (percent: number, more = {}) =>
  rule('off', { kind: 'basketPercent', rateBp: percent * 100 }, undefined, more);
