import type { EntitlementFacts, MemberFacts } from '../../shared/loyalty/facts.ts';
import type { Promotion } from '../../shared/loyalty/programme/schema.ts';
import type { Random } from './random.ts';
import { links, moments, regions, segmentIds, tierIds } from './random-audience.ts';
import { categories, skus } from './random-goods.ts';
import type { Shelf } from './random-goods.ts';
import { walletIds } from './random-promotions.ts';

/** What rules beyond the simplest ask of a member. */
function extras(random: Random): Partial<MemberFacts> {
  const day = () => random.pick(['2026-11-20', '2026-11-19', '2026-11-13', '2026-10-20']);
  const some = <T extends object>(part: () => T) => random.maybe(50, part);
  return {
    ...some(() => ({ region: random.pick(regions) })),
    ...some(() => ({ attributes: { pet: random.pick(['cat', 'dog']), size: random.pick(['small', 'big']) } })),
    ...some(() => ({
      dates: [
        {
          id: 'birthday',
          month: 11,
          day: random.int(17, 23),
          recorded: random.pick(['2026-01-01', '2026-10-21', '2026-10-22']),
        },
      ],
    })),
    ...some(() => ({ favourites: random.some(categories) })),
    ...some(() => ({ referrers: random.pick([[], ['r1'], ['r1', 'r2']]) })),
    ...some(() => ({ agent: 'agent1' })),
    ...some(() => ({ bought: random.some(skus).map((sku) => ({ sku, quantity: random.int(0, 3) * 1000 })) })),
    ...some(() => ({ joinedBy: random.pick(links) })),
    ...some(() => ({ referrals: random.int(0, 3) })),
    ...some(() => ({ earning: { day: day(), receipts: random.int(0, 2) } })),
    ...some(() => ({
      terms: random.list(1, 2, () => ({
        segment: random.pick(segmentIds),
        ...random.maybe(40, () => ({ from: random.pick(moments) })),
        ...random.maybe(40, () => ({ until: random.pick(moments) })),
        by: 'earlier',
      })),
    })),
    ...some(() => ({
      history: ['2026-11-20', '2026-11-19', '2026-11-13', '2026-10-20']
        .filter(() => random.chance(50))
        .map((each) => ({ day: each, spendMinor: random.pick([0, 99, 500]), purchases: random.int(0, 2) })),
    })),
  };
}

export function anyLots(random: Random, prefix: string): MemberFacts['lots'] {
  return random.list(0, 5, (index) => ({
    id: `${prefix}${index + 1}`,
    wallet: random.pick(walletIds),
    points: random.pick([1, 2, 3, 10, 50, 100, 333, 1000]),
    activeFrom: random.pick(['2025-01-01T00:00:00+03:00', '2026-11-01T00:00:00+03:00', '2026-11-21T00:00:00+03:00']),
    expiresAt: random.pick([
      null,
      '2026-11-20T12:00:00+03:00',
      '2026-12-01T00:00:00+03:00',
      '2026-11-22T00:00:00+03:00',
    ]),
  }));
}

export function anyMember(random: Random, shelf: Shelf, promotions: Promotion[]): MemberFacts {
  const lots = anyLots(random, 'lot');
  const owing = walletIds.filter((id) => !lots.some(({ wallet }) => wallet === id) && random.chance(30));
  return {
    id: 'm1',
    identification: random.pick(['phone', 'phoneCode', 'card', 'card', 'dynamicQr'] as const),
    joined: random.pick(['2025-01-01', '2026-11-18', '2026-11-19', '2026-11-20']),
    ...random.maybe(30, () => ({ cardType: 'plastic' })),
    ...random.maybe(4, () => ({ blocked: true })),
    tier: random.pick([null, ...tierIds]),
    segments: random.chance(40) ? random.some(segmentIds) : [],
    lots,
    debt: owing.map((id) => ({ wallet: id, points: random.pick([1, 5, 50]) })),
    spendMinor: random.pick([0, 0, 1, 99, 500, 1000]),
    purchaseCount: random.int(0, 4),
    lastReceipt: random.chance(50)
      ? { receipt: 'r0', moment: '2026-11-01T10:00:00+03:00', netMinor: random.pick([99, 100, 101]) }
      : null,
    entitlements: anyEntitlements(random, shelf, promotions),
    ...random.maybe(50, () => extras(random)),
    ...random.maybe(40, () => ({
      counters: random.some(['c1', 'c2']).map((challenge) => anyCounter(random, challenge)),
    })),
    ...random.maybe(20, () => ({ chosen: ['p1', 'p2'] })),
    ...random.maybe(40, () => ({
      uses: [...promotions.slice(0, 4).map(({ id }) => id), 'a1', 'a2'].map((id) => anyUses(random, id)),
    })),
    ...random.maybe(10, () => ({ employee: random.pick(['c1', 'c2']) })),
  };
}

function anyCounter(random: Random, challenge: string) {
  const since = random.pick(['2026-11-20', '2026-11-19', '2026-11-13', '2026-10-20']);
  const last = random.pick(['2026-11-20', '2026-11-19', '2026-11-13', '2026-10-20'].filter((day) => day >= since));
  return { challenge, count: random.int(0, 3), since, last, reached: random.pick([0, 0, 1]) };
}

function anyUses(random: Random, rule: string) {
  const dayCount = random.int(0, 2);
  const monthCount = dayCount + random.int(0, 1);
  const day = random.pick(['2026-11-20', '2026-11-19', '2026-10-31']);
  return { rule, count: monthCount + random.int(0, 1), day, dayCount, monthCount };
}

function anyEntitlements(random: Random, shelf: Shelf, promotions: Promotion[]): EntitlementFacts[] {
  return promotions
    .filter(({ when }) => when?.entitlement === true)
    .flatMap(({ id, give }) =>
      random.list(0, 2, (index): EntitlementFacts => {
        const dates = {
          ...random.maybe(20, () => ({ validFrom: random.pick(moments) })),
          ...random.maybe(20, () => ({ validUntil: random.pick(moments) })),
          ...(give.kind === 'gift' ? {} : random.maybe(40, () => ({ uses: random.int(1, 2) }))),
        };
        const good = random.pick(shelf);
        return give.kind === 'gift'
          ? {
              id: `e-${id}-${index}`,
              kind: 'gift',
              promotion: id,
              gift: { ...good, quantity: good.byWeight === true ? 355 : random.int(1, 3) * 1000 },
              ...dates,
            }
          : {
              id: `e-${id}-${index}`,
              kind: random.pick(['coupon', 'offer', 'privilege'] as const),
              promotion: id,
              ...dates,
            };
      }),
    );
}
