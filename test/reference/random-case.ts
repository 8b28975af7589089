import type { Facts } from '../../shared/loyalty/facts.ts';
import type { Programme, Promotion, Tier } from '../../shared/loyalty/programme/schema.ts';
import { Random } from './random.ts';
import { anyGoods, anyLines, anyShelf } from './random-goods.ts';
import type { Shelf } from './random-goods.ts';
import { mend } from './mend.ts';
import { anyAudience, anySchedule, codes, links, lists, moments, segmentIds, tierIds } from './random-audience.ts';
import { anyLots, anyMember } from './random-member.ts';
import { anyActivity, anyChallenge } from './random-activities.ts';
import { anyPromotion, groupIds, walletIds } from './random-promotions.ts';

/** One programme, one basket, and what comes back of it: per return and line, tenths of what is still with the buyer. */
export type Case = { programme: Programme; facts: Facts; returns: { moment: string; tenths: number[] }[] };

const text = (name: string) => ({ ru: name, en: name });

export function anyCase(seed: number): Case {
  const random = new Random(seed);
  const shelf = anyShelf(random);
  const lines = anyLines(random, shelf);
  const grossMinor = lines.reduce((sum, { unitPriceMinor, quantity }) => sum + (unitPriceMinor * quantity) / 1000, 0);
  const hint = { grossMinor: Math.floor(grossMinor) };
  const promotions = random.list(1, 6, (index) => anyPromotion(random, `p${index + 1}`, hint));
  if (random.chance(50)) promotions.push(giftPromotion());
  const reactions = {
    ...random.maybe(40, () => ({
      activities: random.list(1, 2, (index) => anyActivity(random, `a${index + 1}`, hint, promotions)),
    })),
    ...random.maybe(30, () => ({
      challenges: random.list(1, 2, (index) => anyChallenge(random, `c${index + 1}`, hint, promotions)),
    })),
  };
  const facts = anyFacts(random, shelf, lines, promotions);
  return {
    programme: mend({ ...anyProgramme(random, promotions), ...reactions }),
    facts,
    returns: random
      .list(0, 3, () => ({
        moment: random.pick(['2026-11-20T15:00:00+03:00', '2026-11-25T16:40:00+03:00', '2027-03-01T10:00:00+03:00']),
        tenths: random.list(6, 10, () => random.pick([0, 0, 3, 5, 10, 10])),
      }))
      .toSorted((a, b) => Date.parse(a.moment) - Date.parse(b.moment)),
  };
}

function giftPromotion(): Promotion {
  return { id: 'gift', name: text('gift'), when: { entitlement: true }, give: { kind: 'gift' } };
}

function anyProgramme(random: Random, promotions: Promotion[]): Programme {
  return {
    id: 'random',
    version: 1,
    name: text('random'),
    currency: 'RUB',
    wallets: [
      anyWallet(random, 'bonus', 2, 100),
      anyWallet(random, 'stamps', 0, random.pick([100, 250, 1])),
      anyWallet(random, 'coins', 2, random.pick([50, 33, 1000])),
      { id: 'miles', name: text('miles'), scale: 0, worthMinor: 0 },
    ],
    tiers: anyTiers(random),
    promotions,
    groups: groupIds.map((id) => ({
      id,
      mode: random.pick(['all', 'best', 'best', 'first'] as const),
      ...random.maybe(40, () => ({ scope: random.pick(['receipt', 'line'] as const) })),
    })),
    segments: segmentIds.map((id) => ({ id, name: text(id) })),
    links: links.map((id) => ({ id, name: text(id) })),
    causes: [
      { id: 'shelter', name: text('shelter') },
      { id: 'trees', name: text('trees'), schedule: { until: random.pick(['2026-11-20T12:00', '2027-01-01T00:00']) } },
    ],
    ...random.maybe(30, () => ({
      access: random.list(1, 2, (index) => ({
        id: `access${index + 1}`,
        name: text('access'),
        goods: anyGoods(random),
        audience: anyAudience(random, true),
        ...random.maybe(40, () => ({ schedule: anySchedule(random) })),
      })),
    })),
    ...random.maybe(15, () => ({ limits: { accrualsPerDay: random.int(1, 2) } })),
    ...random.maybe(promotions.some(({ give }) => 'split' in give) ? 100 : 50, () => ({
      coalition: anyCoalition(random),
    })),
    ...random.maybe(30, () => ({
      hostDiscount: {
        ...random.maybe(30, () => ({ keeps: { discounts: false } })),
        ...random.maybe(50, () => ({ group: random.pick(groupIds) })),
        ...random.maybe(50, () => ({ priority: random.int(-1, 1) })),
      },
    })),
    ...random.maybe(25, () => ({ rounding: { total: 'downTo100' as const } })),
    ...random.maybe(20, () => ({ identification: { minimumForGifts: random.pick(['phone', 'card'] as const) } })),
    ...random.maybe(20, () => ({ returns: { reinstateDays: random.int(0, 3) } })),
  };
}

function anyCoalition(random: Random): NonNullable<Programme['coalition']> {
  return {
    operator: random.pick(['operator', 'alpha']),
    partners: ['alpha', 'beta', 'gamma'].map((id) => ({
      id,
      name: text(id),
      ...random.maybe(40, () => ({ earnBp: random.pick([0, 3333, 9000]) })),
      ...random.maybe(40, () => ({ spendBp: random.pick([0, 3333, 9000]) })),
    })),
  };
}

function anyWallet(random: Random, id: string, scale: 0 | 2, worthMinor: number): Programme['wallets'][number] {
  const lifetime = () =>
    random.pick([
      { kind: 'never' as const },
      { kind: 'days' as const, days: random.pick([1, 14, 180]) },
      { kind: 'endOfMonth' as const, months: random.int(0, 2) },
      { kind: 'endOfQuarter' as const, quarters: random.int(0, 1) },
      { kind: 'date' as const, day: random.pick(['2026-11-20', '2026-11-21', '2027-01-31']) },
      { kind: 'sinceLastPurchase' as const, days: random.pick([1, 30]) },
    ]);
  const step = scale === 2 ? 100 : random.int(1, 3);
  return {
    id,
    name: text(id),
    scale,
    worthMinor,
    ...random.maybe(30, () => ({ activationDays: random.int(0, 2) })),
    ...random.maybe(60, () => ({ lifetime: lifetime() })),
    ...random.maybe(50, () => ({
      redemption: {
        ...random.maybe(50, () => ({ capBp: random.pick([1, 3333, 5000, 9999]) })),
        ...random.maybe(25, () => ({ lineCapBp: random.pick([1000, 3333, 5000]) })),
        ...random.maybe(25, () => ({
          goodsCaps: random.list(1, 2, () => ({ goods: anyGoods(random), capBp: random.pick([0, 1000, 3333, 5000]) })),
        })),
        ...random.maybe(15, () => ({ goods: anyGoods(random) })),
        ...random.maybe(30, () => ({ stepPoints: step })),
        ...random.maybe(30, () => ({ minimumIdentification: random.pick(['phone', 'card'] as const) })),
      },
    })),
    ...random.maybe(30, () => ({ debt: random.pick(['owe', 'forgive'] as const) })),
  };
}

function anyTiers(random: Random): Tier[] {
  const condition = () => ({
    fact: random.pick(['spend', 'spend', 'purchases', 'receipt', 'referrals', 'memberDays'] as const),
    operator: random.pick(['over', 'atLeast', 'over', 'atLeast', 'under', 'atMost'] as const),
    value: random.pick([0, 1, 2, 3, 100, 500, 1000]),
  });
  const within = () => ({
    ...condition(),
    fact: random.pick(['spend', 'purchases'] as const),
    withinDays: random.pick([1, 2, 8, 32]),
  });
  const any = () =>
    random.pick([condition, condition, within, () => ({ fact: 'cardType' as const, oneOf: ['plastic'] })])();
  return tierIds.map((id, index) => ({
    id,
    name: text(id),
    ...(index === 0
      ? {}
      : {
          entry: random.chance(50) ? { any: random.list(1, 2, any) } : { all: random.list(1, 2, any) },
        }),
  }));
}

function anyFacts(random: Random, shelf: Shelf, lines: Facts['lines'], promotions: Promotion[]): Facts {
  const member = random.chance(15) ? null : anyMember(random, shelf, promotions);
  const entitlements = member?.entitlements ?? [];
  return {
    receipt: 'r1',
    moment: random.pick(moments),
    lines,
    ...random.maybe(50, () => ({
      codes: [...random.some(codes), ...entitlements.filter(() => random.chance(70)).map(({ id }) => id)],
    })),
    ...random.maybe(70, () => ({ gifts: entitlements.filter(({ kind }) => kind === 'gift').map(({ id }) => id) })),
    ...random.maybe(60, () => ({
      redeem: random.some(walletIds).map((id) => ({
        wallet: id,
        points: random.chance(50) ? ('all' as const) : random.pick([0, 1, 2, 33, 100, 250]),
      })),
    })),
    ...random.maybe(30, () => ({ lists: random.some(lists) })),
    ...random.maybe(50, () => ({ goods: shelf })),
    ...random.maybe(50, () => ({
      promotions: promotions
        .slice(0, 3)
        .map(({ id }) => ({ promotion: id, uses: random.int(0, 2), given: random.pick([0, 1, 30]) })),
    })),
    ...random.maybe(25, () => ({
      donation: {
        cause: random.pick(['shelter', 'trees']),
        ...(random.chance(50) ? { amountMinor: random.pick([1, 50]) } : { roundUpToMinor: random.pick([7, 10, 100]) }),
      },
    })),
    ...random.maybe(20, () => ({ spending: anySpending(random) })),
    ...random.maybe(25, () => ({
      rights: {
        held: [],
        withheld: entitlements
          .filter(() => random.chance(50))
          .map(({ id }) => ({ entitlement: id, reason: random.pick(['offline', 'elsewhere'] as const) })),
      },
    })),
    shop: {
      id: random.pick(['s1', 's2']),
      ...random.maybe(50, () => ({ partner: random.pick(['alpha', 'beta', 'nobody']) })),
      zone: random.pick(zones),
      ...random.maybe(40, () => ({ lineFloorMinor: random.pick([0, 1, 1, 10]) })),
    },
    channel: random.pick(['shop', 'shop', 'web'] as const),
    till: 't1',
    cashier: random.chance(10) ? null : 'c1',
    member,
  };
}

/** The second one's clocks go back in the middle of what lots live, by no rule of a real place. */
const zones = [
  { name: 'Europe/Moscow', offsets: [{ from: '2014-10-25T22:00:00Z', offsetMinutes: 180 }] },
  {
    name: 'Elsewhere',
    offsets: [
      { from: '2026-03-29T01:00:00Z', offsetMinutes: 180 },
      { from: '2026-11-22T01:00:00Z', offsetMinutes: 120 },
      { from: '2027-01-31T00:00:00Z', offsetMinutes: 180 },
    ],
  },
];

function anySpending(random: Random): NonNullable<Facts['spending']> {
  if (random.chance(50))
    return { level: 'refused', reason: random.pick(['offline', 'elsewhere', 'declined'] as const) };
  return {
    level: 'lease',
    leases: random.list(0, 2, (index) => ({
      lease: `lease${index + 1}`,
      lots: anyLots(random, `leased${index + 1}-`),
    })),
    ...random.maybe(30, () => ({
      floor: random.some(walletIds).map((wallet) => ({ wallet, points: random.pick([1, 50, 500]) })),
    })),
  };
}
