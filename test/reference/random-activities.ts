import type { Activity, Challenge, Grant, Promotion } from '../../shared/loyalty/programme/schema.ts';
import type { Random } from './random.ts';
import { segmentIds, tierIds } from './random-audience.ts';
import { skus } from './random-goods.ts';
import { allWalletIds, anyWhen, walletIds } from './random-promotions.ts';
import type { Hint } from './random-promotions.ts';

const text = (name: string) => ({ ru: name, en: name });

export function anyActivity(random: Random, id: string, hint: Hint, promotions: readonly Promotion[]): Activity {
  const to = random.pick([
    undefined,
    undefined,
    { who: 'member' as const },
    { who: 'agent' as const },
    { who: 'referrer' as const, level: random.int(1, 2) },
  ]);
  const toOther = to !== undefined && to.who !== 'member';
  return {
    id,
    name: text(id),
    on: { event: 'purchase' },
    ...random.maybe(60, () => ({ when: withoutRights(anyWhen(random, hint, true)) })),
    ...(to === undefined ? {} : { to }),
    give: random.list(1, 2, () => (toOther ? anyPoints(random) : anyGrant(random, promotions))),
    ...random.maybe(40, () => ({
      limits: {
        ...random.maybe(40, () => ({ member: random.int(1, 3) })),
        ...random.maybe(40, () => ({ day: random.int(1, 2) })),
        ...random.maybe(40, () => ({ month: random.int(1, 3) })),
      },
    })),
  };
}

export function anyChallenge(random: Random, id: string, hint: Hint, promotions: readonly Promotion[]): Challenge {
  const counts = random.pick(['times', 'units', 'spendMinor'] as const);
  return {
    id,
    name: text(id),
    on: { event: 'purchase' },
    ...random.maybe(40, () => ({ when: withoutRights(anyWhen(random, hint, true)) })),
    counts,
    goal: counts === 'spendMinor' ? random.pick([50, 100, 333]) : random.int(1, 4),
    ...random.maybe(40, () => ({ days: random.pick([1, 7, 30]) })),
    ...(counts === 'times' ? random.maybe(50, () => ({ streak: random.pick(['day', 'week', 'month'] as const) })) : {}),
    ...random.maybe(50, () => ({ repeats: random.chance(70) })),
    give: random.list(1, 2, () => anyGrant(random, promotions, true)),
  };
}

/** Entitlements and choices name a promotion, which an activity is not. */
function withoutRights(when: ReturnType<typeof anyWhen>): ReturnType<typeof anyWhen> {
  const { entitlement, chosen, ...rest } = when;
  return entitlement === true || chosen === true ? rest : when;
}

function anyPoints(random: Random): Grant {
  return random.chance(50)
    ? {
        kind: 'points',
        wallet: random.pick(allWalletIds),
        points: random.pick([1, 2, 10, 100]),
        ...random.maybe(30, () => ({ activationDays: random.int(0, 2) })),
        ...random.maybe(30, () => ({ lifetime: { kind: 'days' as const, days: 7 } })),
      }
    : {
        kind: 'pointsShare',
        wallet: random.pick(walletIds),
        rateBp: random.pick([100, 1000, 3333]),
        ...random.maybe(60, () => ({ on: random.pick(['gross', 'paid'] as const) })),
      };
}

function anyGrant(random: Random, promotions: readonly Promotion[], ofChallenge = false): Grant {
  const rights = promotions.filter(({ when, give }) => when?.entitlement === true && give.kind !== 'gift');
  const gift = promotions.find(({ give }) => give.kind === 'gift');
  const term = {
    ...random.maybe(30, () => ({ startsInDays: random.int(0, 2) })),
    ...random.maybe(60, () => ({ days: random.pick([1, 3, 30]) })),
  };
  const kinds: (() => Grant)[] = [
    () => (ofChallenge ? { kind: 'points', wallet: random.pick(allWalletIds), points: 5 } : anyPoints(random)),
    () => ({
      kind: 'segment',
      segment: random.pick(segmentIds),
      ...random.maybe(40, () => ({ purchases: 2 })),
      ...term,
    }),
    () => ({ kind: 'tier', tier: random.pick(tierIds) }),
    () => ({ kind: 'message', text: text('word') }),
  ];
  if (rights.length > 0) {
    kinds.push(() => ({
      kind: 'entitlement',
      as: random.pick(['coupon', 'offer', 'privilege'] as const),
      promotion: random.pick(rights).id,
      ...random.maybe(40, () => ({ uses: random.int(1, 2) })),
      ...(ofChallenge ? {} : random.maybe(50, () => ({ sameReceipt: true }))),
      ...term,
    }));
  }
  if (gift !== undefined) {
    const chosen = {
      byAttribute: 'pet',
      skus: { cat: random.pick(skus), dog: random.pick(skus) },
    };
    kinds.push(() => ({
      kind: 'gift',
      promotion: gift.id,
      sku: random.pick([random.pick(skus), chosen, { mostBought: random.some(skus) }]),
      quantity: 1000,
      ...term,
    }));
  }
  // Rights are rare, so they are taken more often where there are any.
  return (rights.length > 0 && random.chance(50) ? kinds[4]! : random.pick(kinds))();
}
