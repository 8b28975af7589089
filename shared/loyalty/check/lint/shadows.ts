import type { Programme, Promotion } from '../../programme/schema.ts';
import { finding } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { covers } from './covers.ts';

/** Rules whose turn never comes, for another always comes first. */
export function checkShadows({ promotions, groups = [] }: Programme): Finding[] {
  const firstGroups = new Set(
    groups.filter(({ mode, scope }) => mode === 'first' && scope !== 'line').map(({ id }) => id),
  );
  return promotions.flatMap((promotion, index) => {
    const outranked = promotions.find((rival) => outranks(rival, promotion, firstGroups));
    if (outranked) return [finding('promotion.shadowed', ['promotions', index], { by: outranked.id })];
    const cheaper = promotions.find((rival) => undercuts(rival, promotion));
    return cheaper ? [finding('price.shadowed', ['promotions', index], { by: cheaper.id })] : [];
  });
}

function outranks(rival: Promotion, promotion: Promotion, firstGroups: ReadonlySet<string>): boolean {
  if (rival.limits !== undefined || !covers(rival.when, promotion.when)) return false;
  const { group } = promotion;
  if (group !== undefined && group === rival.group && firstGroups.has(group)) return isBefore(rival, promotion);
  return closesFor(rival, promotion);
}

const discountPhases: Partial<Record<Promotion['give']['kind'], number>> = {
  linePercent: 3,
  lineAmount: 3,
  lineLadder: 3,
  cheapestFree: 4,
  buyGet: 4,
  bundlePrice: 4,
  basketPercent: 5,
  basketAmount: 5,
  basketLadder: 5,
};

/** A percentage closes every line it looks at: a discount that comes after it finds none of them open. */
function closesFor(rival: Promotion, promotion: Promotion): boolean {
  const { give, group, keeps, when } = rival;
  if (group !== undefined || keeps?.discounts !== false || when?.basket !== undefined) return false;
  if ((give.kind !== 'linePercent' && give.kind !== 'basketPercent') || give.rateBp === 0) return false;
  const [phase, later] = [discountPhases[give.kind]!, discountPhases[promotion.give.kind]];
  return later !== undefined && (phase < later || (phase === later && isBefore(rival, promotion)));
}

function undercuts(rival: Promotion, promotion: Promotion): boolean {
  if (rival.give.kind !== 'fixedPrice' || promotion.give.kind !== 'fixedPrice' || !isBefore(rival, promotion))
    return false;
  if (rival.group !== undefined || promotion.group !== undefined || rival.limits !== undefined) return false;
  return rival.give.priceMinor <= promotion.give.priceMinor && covers(rival.when, promotion.when);
}

function isBefore(a: Promotion, b: Promotion): boolean {
  const [first, second] = [a.priority ?? 0, b.priority ?? 0];
  return first < second || (first === second && a.id < b.id);
}
