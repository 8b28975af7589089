import type { Give, Promotion, When } from '../../shared/loyalty/programme/schema.ts';
import type { Random } from './random.ts';
import { anyAudience, anySchedule, codes } from './random-audience.ts';
import { anyGoods, skus } from './random-goods.ts';

export const walletIds = ['bonus', 'stamps', 'coins'];
/** The last is worth nothing and only counted. */
export const allWalletIds = [...walletIds, 'miles'];
export const groupIds = ['g1', 'g2', 'g3'];

const rates = [1, 50, 100, 300, 500, 1000, 1500, 2500, 3333, 5000, 9999, 10_000];
const amounts = [1, 2, 3, 5, 10, 20, 33, 50, 100, 150, 300, 1000];

/** What the basket comes to, so that thresholds can stand at it. */
export type Hint = { grossMinor: number };

export const kinds: Give['kind'][] = process.env.KINDS
  ? (process.env.KINDS.split(',') as never)
  : [
      'fixedPrice',
      'linePercent',
      'lineAmount',
      'lineLadder',
      'cheapestFree',
      'buyGet',
      'bundlePrice',
      'basketPercent',
      'basketAmount',
      'basketLadder',
      'freeGood',
      'donation',
      'pointsRate',
      'pointsPer',
      'pointsMultiplier',
      'pointsFixed',
      'pointsPerUnit',
      'privilege',
      'message',
    ];

export function anyPromotion(random: Random, id: string, hint: Hint): Promotion {
  const give = anyGive(random, random.pick(kinds));
  const points = give.kind.startsWith('points');
  const keeps = () => ({
    ...random.maybe(50, () => ({ discounts: false })),
    ...random.maybe(40, () => ({ accrual: false })),
    ...random.maybe(40, () => ({ redemption: false })),
  });
  return {
    id,
    name: { ru: id, en: id },
    give,
    ...random.maybe(75, () => ({ when: anyWhen(random, hint, points) })),
    ...random.maybe(points ? 0 : 30, () => ({ keeps: keeps() })),
    ...random.maybe(45, () => ({ group: random.pick(groupIds) })),
    ...random.maybe(40, () => ({ priority: random.int(-1, 2) })),
    ...random.maybe(25, () => ({ limits: anyLimits(random) })),
  };
}

function anyLimits(random: Random): NonNullable<Promotion['limits']> {
  return {
    ...random.maybe(60, () => ({ receipt: random.int(1, 3) })),
    ...random.maybe(20, () => ({ member: random.int(1, 3) })),
    ...random.maybe(20, () => ({ day: random.int(1, 2) })),
    ...random.maybe(20, () => ({ total: random.int(1, 3) })),
    ...random.maybe(30, () => ({ budget: random.pick([1, 5, 10, 33, 100]) })),
  };
}

function anyGive(random: Random, kind: Give['kind']): Give {
  const wallet = random.pick(walletIds);
  const rateBp = random.pick(rates);
  const amountMinor = random.pick(amounts);
  const base = () => ({ base: random.pick(['paid', 'beforeRedemption'] as const) });
  switch (kind) {
    case 'fixedPrice':
      return { kind, priceMinor: random.pick([0, ...amounts]) };
    case 'linePercent':
    case 'basketPercent':
      return { kind, rateBp, ...random.maybe(25, () => ({ capMinor: amountMinor })) };
    case 'lineAmount':
    case 'basketAmount':
      return { kind, amountMinor };
    case 'cheapestFree':
      return {
        kind,
        outOf: random.int(2, 4),
        ...random.maybe(30, () => ({ free: random.int(1, 2) })),
        ...random.maybe(30, () => ({ rateBp })),
      };
    case 'buyGet':
      return {
        kind,
        buy: random.int(1, 2),
        get: { goods: anyGoods(random), units: random.int(1, 2), ...random.maybe(40, () => ({ rateBp })) },
      };
    case 'lineLadder':
      return { kind, ...ladder(random, () => ({ rateBp: random.pick(rates) })) };
    case 'basketLadder':
      return {
        kind,
        ...ladder(random, () =>
          random.chance(50) ? { rateBp: random.pick(rates) } : { amountMinor: random.pick(amounts) },
        ),
      };
    case 'freeGood':
      return {
        kind,
        sku: random.pick(skus),
        units: random.int(1, 2),
        from: random.pick(['basket', 'extra'] as const),
      };
    case 'bundlePrice':
      return {
        kind,
        parts: random.list(2, 3, () => anyGoods(random)),
        priceMinor: random.pick([0, ...amounts]),
        ...random.maybe(30, () => ({ split: anySplit(random) })),
      };
    case 'pointsRate': {
      const whenRedeemed = () => ({ whenRedeemed: random.pick(['accrue', 'none'] as const) });
      return { kind, wallet, rateBp, ...random.maybe(50, base), ...random.maybe(50, whenRedeemed) };
    }
    case 'pointsPer':
      return {
        kind,
        wallet: random.pick(allWalletIds),
        points: random.int(1, 3),
        perMinor: random.pick([1, 10, 33, 100]),
        ...random.maybe(50, base),
      };
    case 'pointsPerUnit':
      return { kind, wallet: random.pick(allWalletIds), points: random.int(1, 3) };
    case 'donation': {
      const bases = () => ({ base: random.pick(['paid', 'gross', 'margin'] as const) });
      return { kind, cause: random.pick(['shelter', 'trees']), rateBp, ...random.maybe(70, bases) };
    }
    case 'privilege':
      return { kind, ...random.maybe(50, () => ({ costMinor: random.pick([0, 50]) })) };
    case 'message':
      return { kind, text: { ru: 'слово', en: 'word' } };
    case 'pointsMultiplier':
      return { kind, wallet, factorBp: random.pick([10_001, 12_500, 15_000, 20_000, 33_333]) };
    case 'pointsFixed':
      return { kind, wallet, points: random.pick([1, 2, 3, 7, 10, 99, 100]) };
    default:
      throw new Error(`no generator for ${kind}`);
  }
}

function anySplit(random: Random) {
  const shareBp = random.pick([5000, 3333, 6000, 1]);
  return [
    { partner: random.pick(['alpha', 'gamma']), shareBp },
    { partner: 'beta', shareBp: 10_000 - shareBp },
  ];
}

/** Steps by units stand at whole ones, those by amount at small sums. */
function ladder<Step>(random: Random, step: () => Step) {
  const by = random.pick(['quantity', 'amount'] as const);
  const froms = by === 'quantity' ? [1000, 2000, 3000, 5000] : [1, 50, 100, 333, 1000];
  return { by, steps: random.some(froms).map((from) => ({ from, ...step() })) };
}

export function anyWhen(random: Random, hint: Hint, points: boolean): When {
  const valueMinor = random.chance(60)
    ? Math.max(0, hint.grossMinor + random.pick([-100, -10, -1, 0, 0, 0, 1]))
    : random.pick([0, 1, 50, 100, 333, 1000]);
  const operator = random.pick(['over', 'atLeast'] as const);
  const some = <T extends object>(part: () => T) => random.maybe(14, part);
  return {
    ...random.maybe(50, () => ({ goods: anyGoods(random) })),
    ...some(() => ({ schedule: anySchedule(random) })),
    ...some(() => ({ audience: anyAudience(random, points) })),
    ...some(() => ({ shops: random.some(['s1', 's2']) })),
    ...some(() => ({ channels: random.some(['shop', 'web', 'app'] as const) })),
    ...random.maybe(25, () => ({
      basket: { operator, valueMinor, ...random.maybe(30, () => ({ goods: anyGoods(random) })) },
    })),
    ...random.maybe(8, () => ({
      contains: { quantity: random.int(1, 5) * 1000, ...random.maybe(60, () => ({ goods: anyGoods(random) })) },
    })),
    ...some(() => ({ previousReceipt: { operator, valueMinor: random.pick([0, 99, 100, 101]) } })),
    ...some(() => ({
      purchase: { from: random.int(1, 3), ...random.maybe(50, () => ({ to: random.int(3, 5) })) },
    })),
    ...some(() => ({ code: random.pick(codes) })),
    ...random.maybe(8, () => ({ entitlement: true })),
    ...random.maybe(4, () => ({ chosen: true })),
  };
}
