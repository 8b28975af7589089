import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { programme as corner } from './shop.ts';

const text = (id: string) => ({ ru: id, en: id });
const points = (amount: number) => ({ kind: 'points', wallet: 'bonus', points: amount }) as const;

/** The corner shop with all that happens beside a purchase: who brings whom, invitations, rewards, budgets. */
export const club: Programme = {
  ...corner,
  id: 'club',
  causes: [{ id: 'shelter', name: text('shelter'), goalMinor: 1000_00 }],
  segments: [{ id: 'guests', name: text('guests') }],
  promotions: [
    ...corner.promotions,
    {
      id: 'ten-off',
      name: text('ten-off'),
      when: { code: 'TEN' },
      give: { kind: 'basketAmount', amountMinor: 10_00 },
      limits: { total: 3, budget: 25_00 },
    },
    {
      id: 'first-three',
      name: text('first-three'),
      when: { audience: { referred: true }, purchase: { from: 1, to: 3 } },
      give: { kind: 'pointsRate', wallet: 'bonus', rateBp: 200 },
    },
  ],
  links: [
    {
      id: 'week',
      name: text('week'),
      limit: 1,
      costMinor: 500_00,
      segment: 'guests',
      give: [points(100_00)],
    },
  ],
  activities: [
    {
      id: 'welcome',
      name: text('welcome'),
      on: { event: 'registered' },
      when: { audience: { referred: false } },
      give: [points(300_00)],
    },
    {
      id: 'welcome-friend',
      name: text('welcome-friend'),
      on: { event: 'registered' },
      when: { audience: { referred: true } },
      give: [points(500_00)],
    },
    {
      id: 'brought',
      name: text('brought'),
      on: { event: 'registered' },
      to: { who: 'referrer', level: 1 },
      give: [points(50_00)],
    },
    {
      id: 'brought-further',
      name: text('brought-further'),
      on: { event: 'registered' },
      to: { who: 'referrer', level: 2 },
      give: [points(20_00)],
    },
    {
      id: 'of-friends',
      name: text('of-friends'),
      on: { event: 'purchase' },
      to: { who: 'referrer', level: 1 },
      give: [{ kind: 'pointsShare', wallet: 'bonus', rateBp: 100 }],
    },
    {
      id: 'golden',
      name: text('golden'),
      on: { event: 'tierReached', tiers: ['gold'] },
      give: [points(10_00)],
    },
    {
      id: 'survey',
      name: text('survey'),
      on: { event: 'survey', names: ['pets'] },
      when: { audience: { attributes: { pet: ['cat'] } } },
      give: [points(5_00)],
    },
  ],
  rewards: [
    {
      id: 'coffee',
      name: text('coffee'),
      wallet: 'bonus',
      points: 40_00,
      give: [{ kind: 'gift', promotion: 'thanks', sku: 'coffee', quantity: 1000 }],
    },
  ],
  conversions: [
    {
      id: 'to-shelter',
      name: text('to-shelter'),
      from: { wallet: 'bonus', points: 10_00 },
      to: { cause: 'shelter', amountMinor: 10_00 },
    },
  ],
};
