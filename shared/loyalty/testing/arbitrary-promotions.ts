import fc from 'fast-check';
import type { EntitlementFacts, Facts, MemberFacts } from '../facts.ts';
import type { Access, Audience, Give, Goods, Limits, When } from '../programme/schema.ts';

/** What promotions may ask, give and be held to beyond the simplest: few values, so that they meet. */

const rateBp = fc.integer({ min: 1, max: 12_000 });
const minor = fc.integer({ min: 1, max: 3000 });

export const anyGoodsOfMembers = fc.constantFrom<Goods[]>(
  { partners: ['north'] },
  { favourite: true },
  { categories: ['food'], favourite: true },
);

export const anyAudience = fc.constantFrom<Audience[]>(
  { tiers: ['bronze'] },
  { tiers: ['silver', 'gold'] },
  { segments: ['own'] },
  { segments: ['term'] },
  { notSegments: ['own'] },
  { notSegments: ['term'] },
  { regions: ['spb'] },
  { links: ['week'], referred: true },
  { agent: false, attributes: { pet: ['cat'] } },
  { joinedWithinDays: 1000 },
  { date: { id: 'birthday', daysBefore: 3, daysAfter: 3 } },
  { lists: ['partner'] },
);

export const anyContent: fc.Arbitrary<NonNullable<When['contains']>> = fc.record(
  { goods: fc.constantFrom<Goods>({ skus: ['a'] }, { categories: ['toys'] }), quantity: fc.constantFrom(1000, 3000) },
  { requiredKeys: ['quantity'] },
);

export const anyRotation = fc.constantFrom(
  { rotation: { from: '2026-08', everyMonths: 3 } },
  { rotation: { from: '2026-10', everyMonths: 2 } },
);

const ladderFrom = fc.constantFrom(1000, 2000, 5000);

export const anyFurtherGive: fc.Arbitrary<Give> = fc.oneof(
  fc.record({
    kind: fc.constant('lineLadder' as const),
    by: fc.constantFrom<'quantity' | 'amount'>('quantity', 'amount'),
    steps: fc.tuple(ladderFrom, rateBp, rateBp).map(([from, low, high]) => [
      { from, rateBp: low },
      { from: from * 2, rateBp: high },
    ]),
  }),
  fc.record({
    kind: fc.constant('basketLadder' as const),
    by: fc.constantFrom<'quantity' | 'amount'>('quantity', 'amount'),
    steps: fc.tuple(ladderFrom, rateBp, minor).map(([from, low, amountMinor]) => [
      { from, rateBp: low },
      { from: from * 2, amountMinor },
    ]),
  }),
  fc.record(
    {
      kind: fc.constant('cheapestFree' as const),
      outOf: fc.integer({ min: 2, max: 5 }),
      free: fc.integer({ min: 1, max: 3 }),
      rateBp,
    },
    { requiredKeys: ['kind', 'outOf'] },
  ),
  fc.record({
    kind: fc.constant('buyGet' as const),
    buy: fc.integer({ min: 1, max: 3 }),
    get: fc.record(
      {
        goods: fc.constantFrom<Goods>({ skus: ['a', 'c'] }, { categories: ['toys'] }, {}),
        units: fc.integer({ min: 1, max: 2 }),
        rateBp,
      },
      { requiredKeys: ['goods', 'units'] },
    ),
  }),
  fc.record({
    kind: fc.constant('freeGood' as const),
    sku: fc.constantFrom('a', 'd', 'bag', 'unknown'),
    units: fc.integer({ min: 1, max: 2 }),
    from: fc.constantFrom<'basket' | 'extra'>('basket', 'extra'),
  }),
  fc.record(
    { kind: fc.constant('privilege' as const), costMinor: fc.constantFrom(0, 700) },
    { requiredKeys: ['kind'] },
  ),
  fc.record({ kind: fc.constant('message' as const), text: fc.constant({ ru: 'Привет', en: 'Hello' }) }),
);

export const anyLimits: fc.Arbitrary<Limits> = fc.record(
  {
    receipt: fc.integer({ min: 1, max: 3 }),
    member: fc.integer({ min: 1, max: 2 }),
    day: fc.integer({ min: 1, max: 2 }),
    total: fc.integer({ min: 1, max: 3 }),
    budget: fc.integer({ min: 1, max: 5000 }),
  },
  { requiredKeys: [] },
);

export const anyAccess: fc.Arbitrary<Access[]> = fc.constantFrom<Access[]>(
  [],
  [{ id: 'club', name: { ru: 'Клуб', en: 'Club' }, goods: { skus: ['e'] }, audience: { tiers: ['gold'] } }],
);

/** What is known of a member besides: each or nothing of it. */
export const anyKnowledge: fc.Arbitrary<Partial<MemberFacts>> = fc.record(
  {
    segments: fc.constant(['own']),
    terms: fc.constantFrom<NonNullable<MemberFacts['terms']>>([
      { segment: 'term', by: 'r0', until: '2026-12-01T00:00:00+03:00' },
    ]),
    region: fc.constant('spb'),
    joinedBy: fc.constant('week'),
    referrers: fc.constant(['m9']),
    agent: fc.constant('m8'),
    attributes: fc.constant({ pet: 'cat' }),
    dates: fc.constant([{ id: 'birthday', month: 11, day: 22, recorded: '2026-01-01' }]),
    favourites: fc.constant(['toys']),
    chosen: fc.constant(['p0', 'p1']),
    uses: fc.constant([{ rule: 'p0', count: 1, day: '2026-11-20', dayCount: 1, monthCount: 1 }]),
    earning: fc.constantFrom({ day: '2026-11-20', receipts: 2 }, { day: '2026-11-19', receipts: 9 }),
  },
  { requiredKeys: [] },
);

/** Rights to the promotions that may ask for one: with and without receipts left. */
export const anyRights: fc.Arbitrary<EntitlementFacts[]> = fc.subarray<EntitlementFacts>([
  { id: 'c1', kind: 'coupon', promotion: 'p0' },
  { id: 'o1', kind: 'offer', promotion: 'p1', uses: 1 },
  { id: 'v1', kind: 'privilege', promotion: 'p0', uses: 3 },
  { id: 'v2', kind: 'privilege', promotion: 'p2' },
]);

export const anySurroundings: fc.Arbitrary<Partial<Facts>> = fc.record(
  {
    lists: fc.constant(['partner']),
    goods: fc.constant([{ sku: 'bag', unitPriceMinor: 500, vatRateBp: 2000 }]),
    promotions: fc.constant([{ promotion: 'p0', uses: 2, given: 800 }]),
  },
  { requiredKeys: [] },
);
