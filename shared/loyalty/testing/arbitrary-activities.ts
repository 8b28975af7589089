import fc from 'fast-check';
import type { Facts, MemberFacts } from '../facts.ts';
import type { Activity, Challenge, Grant, Programme, Recipient, When } from '../programme/schema.ts';
import { anyFacts, anyProgramme } from './arbitrary.ts';
import { text } from './build.ts';

/** Random programmes whose receipts set something off, and members it concerns. */

const wallet = fc.constantFrom('bonus', 'stamps');
const days = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined });

const anyGrant: fc.Arbitrary<Grant> = fc.oneof(
  fc.record({ kind: fc.constant('points' as const), wallet, points: fc.integer({ min: 1, max: 999 }) }),
  fc.record(
    {
      kind: fc.constant('pointsShare' as const),
      wallet,
      rateBp: fc.integer({ min: 1, max: 3000 }),
      on: fc.constantFrom('gross' as const, 'paid' as const),
    },
    { requiredKeys: ['kind', 'wallet', 'rateBp'] },
  ),
  fc.record({
    kind: fc.constant('entitlement' as const),
    as: fc.constantFrom('offer' as const, 'coupon' as const),
    promotion: fc.constantFrom('opened', 'shut'),
    uses: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    sameReceipt: fc.boolean(),
    days,
  }),
  fc.record({
    kind: fc.constant('gift' as const),
    promotion: fc.constant('gift'),
    sku: fc.constantFrom<Extract<Grant, { kind: 'gift' }>['sku']>('a', { mostBought: ['b', 'a'] }),
    quantity: fc.constantFrom(1000, 3000),
  }),
  fc.record({
    kind: fc.constant('segment' as const),
    segment: fc.constantFrom('club', 'split'),
    purchases: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    days,
  }),
  fc.record({ kind: fc.constant('tier' as const), tier: fc.constantFrom('silver', 'gold') }),
);

const when: fc.Arbitrary<When> = fc.record(
  {
    goods: fc.record({
      skus: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 3 }),
    }),
    audience: fc.record({ segments: fc.constantFrom<string[]>(['club'], ['split']) }),
    basket: fc.record({ operator: fc.constant('atLeast' as const), valueMinor: fc.integer({ min: 0, max: 20_000 }) }),
  },
  { requiredKeys: [] },
);
const to = fc.constantFrom<Recipient>(
  { who: 'member' },
  { who: 'agent' },
  { who: 'referrer', level: 1 },
  { who: 'referrer', level: 2 },
);

const anyActivities = fc
  .array(
    fc.record({
      when,
      to,
      give: fc.array(anyGrant, { minLength: 1, maxLength: 3 }),
      limits: fc.option(fc.record({ member: fc.constantFrom(2, 3), day: fc.constantFrom(1, 2) }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((rules) =>
    rules.map((rule, at): Activity => ({ id: `act${at}`, name: text('a'), on: { event: 'purchase' }, ...rule })),
  );

/** Goals that no receipt reaches: what a goal grants stays, whatever comes back. */
const anyChallenges = fc
  .array(
    fc.record(
      {
        when,
        counts: fc.constantFrom('times' as const, 'units' as const, 'spendMinor' as const),
        streak: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        days: fc.constantFrom(3, 30),
      },
      { requiredKeys: ['counts'] },
    ),
    { maxLength: 2 },
  )
  .map((rules) =>
    rules.map((rule, at): Challenge => ({
      id: `run${at}`,
      name: text('c'),
      on: { event: 'purchase' },
      goal: 1_000_000_000,
      give: [{ kind: 'tier', tier: 'gold' }],
      ...rule,
    })),
  );

const unlocked: Programme['promotions'] = [
  { id: 'opened', name: text('o'), when: { entitlement: true }, give: { kind: 'linePercent', rateBp: 500 } },
  {
    id: 'shut',
    name: text('s'),
    when: { entitlement: true, goods: { skus: ['b', 'c'] } },
    give: { kind: 'basketAmount', amountMinor: 300 },
  },
];

export const anyActiveProgramme: fc.Arbitrary<Programme> = fc
  .record({ rules: anyProgramme, activities: anyActivities, challenges: anyChallenges })
  .map(({ rules, activities, challenges }) => ({
    ...rules,
    promotions: [...rules.promotions, ...unlocked],
    segments: [
      { id: 'club', name: text('Club') },
      { id: 'split', name: text('Split') },
    ],
    limits: { accrualsPerDay: 5 },
    activities,
    challenges,
  }));

const past = fc.constantFrom('2026-11-20', '2026-11-19', '2026-11-10', '2026-10-30');

/** A member with people around them, terms, uses and counters: what activities look at and change. */
const anyStanding: fc.Arbitrary<Partial<MemberFacts>> = fc.record({
  referrers: fc.constantFrom<string[]>([], ['ref1'], ['ref1', 'ref2'], ['m1']),
  agent: fc.constantFrom('ag', 'm1'),
  terms: fc.array(
    fc.record({
      segment: fc.constantFrom('club', 'split'),
      from: fc.constantFrom('2026-11-01T00:00:00+03:00', '2026-12-01T00:00:00+03:00'),
      purchases: fc.integer({ min: 1, max: 2 }),
      by: fc.constantFrom('x', 'y'),
    }),
    { maxLength: 1 },
  ),
  uses: fc.array(
    fc.record({
      rule: fc.constant('act0'),
      count: fc.integer({ min: 1, max: 3 }),
      day: past,
      dayCount: fc.constant(1),
      monthCount: fc.constant(1),
    }),
    { maxLength: 1 },
  ),
  counters: fc.array(
    fc.record({
      challenge: fc.constant('run0'),
      count: fc.integer({ min: 1, max: 5 }),
      since: fc.constant('2026-10-30'),
      last: past,
      reached: fc.constant(0),
    }),
    { maxLength: 1 },
  ),
  bought: fc.array(fc.record({ sku: fc.constant('b'), quantity: fc.constant(2000) }), { maxLength: 1 }),
});

export const anyActiveFacts: fc.Arbitrary<Facts> = fc
  .record({ sale: anyFacts, standing: anyStanding })
  .map(({ sale, standing }) => ({
    ...sale,
    goods: [
      { sku: 'a', unitPriceMinor: 3333 },
      { sku: 'b', unitPriceMinor: 8990 },
    ],
    member: sale.member && { ...sale.member, ...standing },
  }));
