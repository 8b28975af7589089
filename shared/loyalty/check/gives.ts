import type { Give, Programme, Promotion } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';

/** What a promotion gives makes sense, and so does what it keeps. */
export function checkGives(programme: Programme): Finding[] {
  return programme.promotions.flatMap((promotion, index) => {
    const path = ['promotions', index];
    return [
      ...rates(promotion.give, [...path, 'give']),
      ...(promotion.give.kind === 'pointsMultiplier' ? multiplier(promotion.give, programme, path) : []),
      ...nobody(promotion, path),
      ...meaninglessKeeps(promotion, path),
    ];
  });
}

function rates(give: Give, path: readonly PathSegment[]): Finding[] {
  if (!('rateBp' in give) || give.rateBp === undefined) return [];
  if (give.rateBp > 10_000) return [finding('percent.over100', [...path, 'rateBp'], { value: give.rateBp })];
  return give.rateBp === 0 ? [finding('give.nothing', [...path, 'rateBp'])] : [];
}

function multiplier(
  { wallet, factorBp }: Extract<Give, { kind: 'pointsMultiplier' }>,
  { promotions }: Programme,
  path: readonly PathSegment[],
): Finding[] {
  const findings: Finding[] = [];
  if (factorBp <= 10_000) {
    findings.push(finding('multiplier.tooSmall', [...path, 'give', 'factorBp'], { value: factorBp }));
  }
  if (
    !promotions.some(({ give }) => (give.kind === 'pointsRate' || give.kind === 'pointsPer') && give.wallet === wallet)
  ) {
    findings.push(finding('multiplier.noRate', [...path, 'give', 'wallet'], { wallet }));
  }
  return findings;
}

function nobody({ when, give }: Promotion, path: readonly PathSegment[]): Finding[] {
  const forStrangers = when?.audience?.member === false;
  const member = [...path, 'when', 'audience', 'member'];
  if (give.kind === 'gift') {
    if (forStrangers) return [finding('gift.nobody', member)];
    return when?.entitlement === true ? [] : [finding('gift.noEntitlement', [...path, 'when', 'entitlement'])];
  }
  return give.kind.startsWith('points') && forStrangers ? [finding('points.nobody', member)] : [];
}

const withoutLines: readonly Give['kind'][] = ['gift', 'freeGood', 'privilege', 'message'];

/**
 * Phases after which there is nothing left for the key to act on: gift units take part in nothing, points come last, and after a
 * donation nothing but points.
 */
function meaninglessKeeps({ give, keeps = {} }: Promotion, path: readonly PathSegment[]): Finding[] {
  const last = withoutLines.includes(give.kind) || give.kind.startsWith('points');
  if (!last && give.kind !== 'donation') return [];
  return Object.keys(keeps)
    .filter((key) => last || key !== 'accrual')
    .map((key) => finding('keeps.meaningless', [...path, 'keeps', key], { kind: give.kind, key }));
}
