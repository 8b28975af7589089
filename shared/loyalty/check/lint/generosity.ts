import type { Goods, Programme, Promotion, When } from '../../programme/schema.ts';
import { finding } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { goodsCover } from './covers.ts';

/** A rule that earns at a rate: basis points of the money paid, at the points' worth. */
type Earning = { id: string; when: When | undefined; group: string | undefined; rateBp: number; factorBp: number };

const overGoodsBp = 1000;
const overServicesBp = 2500;
const overPriceBp = 10_000;

/**
 * The most that one and the same good may earn together, shares of referrers and agents counted in: rules of one choosing group once,
 * of tiers that exclude each other the best. Codes, segments and limits are taken to fall together.
 */
export function checkGenerosity(programme: Programme): Finding[] {
  const earnings = [...programme.promotions.flatMap((each) => ofPromotion(each, programme)), ...shares(programme)];
  const choosing = new Set((programme.groups ?? []).filter(({ mode }) => mode !== 'all').map(({ id }) => id));
  const tiers = programme.tiers?.length ? programme.tiers.map(({ id }) => id) : [undefined];
  let most: { totalBp: number; rules: Earning[] } = { totalBp: 0, rules: [] };
  for (const goods of goodsOf(earnings))
    for (const tier of tiers) {
      const together = totalOn(earnings, goods, tier, choosing);
      if (together.totalBp > most.totalBp) most = together;
    }
  if (most.totalBp <= overGoodsBp) return [];
  const code =
    most.totalBp > overPriceBp
      ? 'accrual.over100'
      : most.totalBp > overServicesBp
        ? 'accrual.highForServices'
        : 'accrual.highForGoods';
  const args = { percent: most.totalBp / 100, rules: most.rules.map(({ id }) => id).join(', ') };
  return [finding(code, ['promotions'], args)];
}

function ofPromotion({ id, when, group, give }: Promotion, programme: Programme): Earning[] {
  const earning = { id, when, group, rateBp: 0, factorBp: 10_000 };
  if (give.kind === 'pointsMultiplier') return [{ ...earning, factorBp: give.factorBp }];
  const wallet = 'wallet' in give ? programme.wallets.find((each) => each.id === give.wallet) : undefined;
  if (!wallet || wallet.worthMinor === 0) return [];
  if (give.kind === 'pointsRate') return [{ ...earning, rateBp: give.rateBp }];
  if (give.kind !== 'pointsPer') return [];
  const worth = (give.points * wallet.worthMinor) / 10 ** wallet.scale;
  return [{ ...earning, rateBp: Math.floor((worth * 10_000) / give.perMinor) }];
}

function shares({ activities = [] }: Programme): Earning[] {
  return activities.flatMap(({ id, when, give }) =>
    give.flatMap((grant) =>
      grant.kind === 'pointsShare' ? [{ id, when, group: undefined, rateBp: grant.rateBp, factorBp: 10_000 }] : [],
    ),
  );
}

/** Every goods that some rule names, and all goods: the most falls on one of them. */
function goodsOf(earnings: readonly Earning[]): (Goods | undefined)[] {
  const named = earnings.flatMap(({ when }) => (when?.goods ? [when.goods] : []));
  return [undefined, ...new Map(named.map((goods) => [JSON.stringify(goods), goods])).values()];
}

function totalOn(
  earnings: readonly Earning[],
  goods: Goods | undefined,
  tier: string | undefined,
  choosing: ReadonlySet<string>,
): { totalBp: number; rules: Earning[] } {
  const applying = earnings.filter(
    ({ when }) =>
      goodsCover(when?.goods, goods) && (tier === undefined || (when?.audience?.tiers?.includes(tier) ?? true)),
  );
  const kept = applying.filter(({ group, id, rateBp }) => {
    if (group === undefined || !choosing.has(group)) return true;
    const rivals = applying.filter((other) => other.group === group);
    return rivals.every((rival) => rival.rateBp < rateBp || (rival.rateBp === rateBp && rival.id >= id));
  });
  const rateBp = kept.reduce((sum, each) => sum + each.rateBp, 0);
  const factorBp = kept.reduce((sum, each) => sum + Math.max(0, each.factorBp - 10_000), 10_000);
  return { totalBp: Math.floor((rateBp * factorBp) / 10_000), rules: kept };
}
