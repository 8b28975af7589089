import fc from 'fast-check';
import type { Facts, FactLine, MemberFacts } from '../facts.ts';
import { highestEntered } from '../evaluate/tiers.ts';
import type { Give, Programme, Promotion, When } from '../programme/schema.ts';
import { parseMoment } from '../time/moment.ts';
import { anyDonation, anyWallet, anyWallets, causes, coalition, moneyGive } from './arbitrary-money.ts';
import {
  anyAccess,
  anyAudience,
  anyContent,
  anyFurtherGive,
  anyGoodsOfMembers,
  anyKnowledge,
  anyLimits,
  anyRights,
  anyRotation,
  anySurroundings,
} from './arbitrary-promotions.ts';
import { facts, lot, member, programme, text } from './build.ts';

/** Random programmes and baskets that meet: few goods, few categories, small and odd prices. */

const skus = ['a', 'b', 'c', 'd', 'e'];
const categories = ['food', 'toys'];
const tiers: NonNullable<Programme['tiers']> = [
  { id: 'bronze', name: text('Bronze') },
  { id: 'silver', name: text('Silver'), entry: { any: [{ fact: 'spend', operator: 'over', value: 20_000 }] } },
  {
    id: 'gold',
    name: text('Gold'),
    entry: {
      any: [
        { fact: 'receipt', operator: 'atLeast', value: 30_000 },
        { fact: 'purchases', operator: 'atLeast', value: 4 },
      ],
    },
  },
];
const rateBp = fc.integer({ min: 1, max: 12_000 });
const minorAmount = fc.integer({ min: 1, max: 3000 });
const goods = fc.oneof(
  fc.record({ skus: fc.uniqueArray(fc.constantFrom(...skus), { minLength: 1, maxLength: 3 }) }),
  fc.record({ categories: fc.constantFrom<string[]>(['food'], ['toys'], ['food', 'toys']) }),
  fc.record({ except: fc.record({ skus: fc.constantFrom<string[]>(['a'], ['b', 'c']) }) }),
  anyGoodsOfMembers,
);
const comparison = fc.record({
  operator: fc.constantFrom<'over' | 'atLeast'>('over', 'atLeast'),
  valueMinor: fc.integer({ min: 0, max: 20_000 }),
});
const wallet = fc.constantFrom('bonus', 'stamps', 'fresh');

const anyWhen: fc.Arbitrary<When> = fc.record(
  {
    goods,
    audience: anyAudience,
    basket: comparison,
    previousReceipt: comparison,
    code: fc.constantFrom('SPRING', 'AUTUMN'),
    contains: anyContent,
    schedule: anyRotation,
    entitlement: fc.constant(true),
    chosen: fc.constant(true),
  },
  { requiredKeys: [] },
);
/** Each condition alone is rare, so that rules with many still apply now and then. */
const sparseWhen: fc.Arbitrary<When> = fc
  .tuple(anyWhen, fc.integer({ min: 0, max: 9 }))
  .map(([when, seed]) => Object.fromEntries(Object.entries(when).filter((_, index) => (index + seed) % 5 === 0)));

export const discountGive: fc.Arbitrary<Give> = fc.oneof(
  fc.record({ kind: fc.constant('fixedPrice' as const), priceMinor: fc.integer({ min: 0, max: 3000 }) }),
  fc.record(
    { kind: fc.constant('linePercent' as const), rateBp, capMinor: minorAmount },
    { requiredKeys: ['kind', 'rateBp'] },
  ),
  fc.record({ kind: fc.constant('lineAmount' as const), amountMinor: minorAmount }),
);
const anyGive: fc.Arbitrary<Give> = fc.oneof(
  { weight: 2, arbitrary: discountGive },
  { weight: 5, arbitrary: anyFurtherGive },
  fc.record({
    kind: fc.constant('bundlePrice' as const),
    parts: fc.array(goods, { minLength: 2, maxLength: 3 }),
    priceMinor: fc.integer({ min: 0, max: 15_000 }),
    split: fc.option(
      fc.integer({ min: 0, max: 10_000 }).map((shareBp) => [
        { partner: 'grocer', shareBp },
        { partner: 'florist', shareBp: 10_000 - shareBp },
      ]),
      { nil: undefined },
    ),
  }),
  fc.record({ kind: fc.constant('basketPercent' as const), rateBp }),
  fc.record({ kind: fc.constant('basketAmount' as const), amountMinor: minorAmount }),
  fc.record(
    {
      kind: fc.constant('pointsRate' as const),
      wallet,
      rateBp,
      base: fc.constantFrom<'paid' | 'beforeRedemption'>('paid', 'beforeRedemption'),
      whenRedeemed: fc.constantFrom<'accrue' | 'none'>('accrue', 'none'),
    },
    { requiredKeys: ['kind', 'wallet', 'rateBp'] },
  ),
  fc.record({
    kind: fc.constant('pointsMultiplier' as const),
    wallet: anyWallet,
    factorBp: fc.integer({ min: 0, max: 40_000 }),
  }),
  fc.record({ kind: fc.constant('pointsFixed' as const), wallet: anyWallet, points: fc.integer({ min: 1, max: 999 }) }),
  moneyGive,
);

const keeps = fc.record(
  { discounts: fc.boolean(), accrual: fc.boolean(), redemption: fc.boolean() },
  { requiredKeys: [] },
);

/** Lines of few goods, some weighed, with a minimum price or excluded from discounts; unit prices odd on purpose. */
export const anyLines: fc.Arbitrary<FactLine[]> = fc
  .array(
    fc.record({
      sku: fc.constantFrom(...skus),
      quantity: fc.integer({ min: 1, max: 4 }),
      priceOverrideMinor: fc.option(fc.integer({ min: 0, max: 9999 }), { nil: undefined, freq: 6 }),
    }),
    { maxLength: 8 },
  )
  .map((scans) => scans.map((scan, index) => factLine(`l${index}`, scan)));

const prices: Record<string, number> = { a: 3333, b: 8990, c: 1, d: 499, e: 10_000 };

function factLine(
  id: string,
  { sku, quantity, priceOverrideMinor }: { sku: string; quantity: number; priceOverrideMinor: number | undefined },
): FactLine {
  const line: FactLine = {
    id,
    sku,
    quantity: sku === 'd' ? quantity * 355 : quantity * 1000,
    unitPriceMinor: prices[sku]!,
    categories: sku === 'a' || sku === 'b' ? categories.slice(0, 1) : categories.slice(1),
    vatRateBp: sku === 'b' ? 1000 : 2000,
  };
  if (sku === 'a' || sku === 'e') line.partner = 'north';
  if (sku === 'd') line.byWeight = true;
  if (sku === 'e') line.minPriceMinor = 9500;
  if (sku === 'c') line.discountable = false;
  if (sku !== 'a') line.costMinor = Math.floor(prices[sku]! / 2);
  if (priceOverrideMinor !== undefined) line.priceOverrideMinor = priceOverrideMinor;
  return line;
}

export function anyPromotions(give: fc.Arbitrary<Give> = anyGive, when: fc.Arbitrary<When> = sparseWhen) {
  const one = fc.record({
    give,
    when,
    keeps,
    group: fc.option(fc.constantFrom('best', 'first', 'byLine', 'all'), { nil: undefined }),
    priority: fc.integer({ min: 0, max: 2 }),
    limits: fc.option(anyLimits, { nil: undefined, freq: 2 }),
  });
  return fc
    .array(one, { maxLength: 6 })
    .map((rules) => rules.map((rule, index): Promotion => ({ id: `p${index}`, name: text(`p${index}`), ...rule })));
}

export const gift: Promotion = { id: 'gift', name: text('Gift'), give: { kind: 'gift' } };

const groups: NonNullable<Programme['groups']> = [
  { id: 'best', mode: 'best' },
  { id: 'first', mode: 'first' },
  { id: 'byLine', mode: 'best', scope: 'line' },
  { id: 'all', mode: 'all' },
];

export const anyProgramme: fc.Arbitrary<Programme> = fc
  .record({
    promotions: anyPromotions(),
    total: fc.constantFrom<'none' | 'downTo100'>('none', 'downTo100'),
    access: anyAccess,
    limits: fc.constantFrom({}, { accrualsPerDay: 2 }),
    wallets: anyWallets(goods),
  })
  .map(({ promotions, total, ...parts }) =>
    programme([...promotions, gift], { tiers, groups, causes, coalition, rounding: { total }, ...parts }),
  );

/** A member whose balance and debt are not both above zero, and whose tier is the one their purchases make. */
export const anyMember: fc.Arbitrary<MemberFacts> = fc
  .record({
    balances: fc.array(fc.integer({ min: 1, max: 6000 }), { maxLength: 3 }),
    owed: fc.integer({ min: 0, max: 500 }),
    spendMinor: fc.integer({ min: 0, max: 40_000 }),
    purchaseCount: fc.integer({ min: 0, max: 5 }),
    lastNetMinor: fc.option(fc.integer({ min: 0, max: 20_000 })),
    giftQuantity: fc.option(fc.integer({ min: 1, max: 3 })),
    knowledge: anyKnowledge,
    rights: anyRights,
  })
  .map(({ balances, owed, spendMinor, purchaseCount, lastNetMinor, giftQuantity, knowledge, rights }) => {
    const standing = {
      member: member({ spendMinor, purchaseCount }),
      moment: parseMoment('2026-11-23T12:00:00+03:00'),
      change: { spend: 0, purchases: 0 },
      receipt: 0,
    };
    const tier = tiers[Math.max(0, highestEntered(tiers, standing))]!;
    const ends = ['2027-01-01', null, '2026-12-10'];
    const lots = balances.map((points, index) =>
      lot(`lot${index}`, points, ends[index], index === 2 ? 'fresh' : 'bonus'),
    );
    const good = { sku: 'a', unitPriceMinor: 3333, quantity: (giftQuantity ?? 1) * 1000 };
    const ownGift: MemberFacts['entitlements'] =
      giftQuantity === null ? [] : [{ id: 'g1', kind: 'gift', promotion: 'gift', gift: good }];
    return member({
      ...knowledge,
      lots,
      debt: lots.length === 0 && owed > 0 ? [{ wallet: 'bonus', points: owed }] : [],
      tier: tier.id,
      spendMinor,
      purchaseCount,
      lastReceipt:
        lastNetMinor === null ? null : { receipt: 'r0', moment: '2026-11-01T10:00:00+03:00', netMinor: lastNetMinor },
      entitlements: [...ownGift, ...rights],
    });
  });

export const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    lines: anyLines,
    buyer: fc.option(anyMember, { freq: 5 }),
    wish: fc.constantFrom('all' as const, 0, 1234),
    codes: fc.constantFrom<string[]>([], ['SPRING'], ['SPRING', 'c1']),
    floor: fc.constantFrom(0, 1),
    takesGift: fc.boolean(),
    partner: fc.constantFrom('grocer', 'florist', 'bank', 'stranger', undefined),
    donation: anyDonation,
    around: anySurroundings,
  })
  .map(({ lines, buyer, wish, codes, floor, takesGift, partner, donation, around }) => {
    const base = facts(lines);
    return {
      ...base,
      ...around,
      shop: { ...base.shop, lineFloorMinor: floor, ...(partner === undefined ? {} : { partner }) },
      ...(donation === undefined ? {} : { donation }),
      member: buyer,
      codes,
      gifts: takesGift ? ['g1'] : [],
      redeem: ['bonus', 'miles', 'fresh'].map((each) => ({ wallet: each, points: wish })),
    };
  });
