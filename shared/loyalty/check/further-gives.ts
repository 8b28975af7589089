import type { Give, Programme, Promotion } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';

/** Ladders rise, sets leave something to pay, limits mean something, and rules of a member are for members. */
export function checkFurtherGives({ promotions }: Programme): Finding[] {
  return promotions.flatMap((promotion, index) => {
    const path = ['promotions', index];
    const { give } = promotion;
    return [
      ...(give.kind === 'lineLadder' || give.kind === 'basketLadder' ? ladder(give, [...path, 'give', 'steps']) : []),
      ...sets(give, [...path, 'give']),
      ...limits(promotion, [...path, 'limits']),
    ];
  });
}

type Ladder = Extract<Give, { kind: 'lineLadder' | 'basketLadder' }>;

function ladder({ steps }: Ladder, path: readonly PathSegment[]): Finding[] {
  return steps.flatMap((step, index) => {
    const { from } = step;
    const before = steps[index - 1]?.from ?? 0;
    const rate = 'rateBp' in step ? step.rateBp : undefined;
    return [
      ...(from <= before ? [finding('ladder.notRising', [...path, index, 'from'], { value: from, before })] : []),
      ...(rate !== undefined && rate > 10_000
        ? [finding('percent.over100', [...path, index, 'rateBp'], { value: rate })]
        : []),
    ];
  });
}

function sets(give: Give, path: readonly PathSegment[]): Finding[] {
  if (give.kind === 'cheapestFree' && give.free !== undefined && give.free >= give.outOf)
    return [finding('set.allCheaper', [...path, 'free'], { free: give.free, outOf: give.outOf })];
  if (give.kind !== 'buyGet') return [];
  const { goods, rateBp } = give.get;
  const named = Object.values(goods).some((list) => list !== undefined);
  return [
    ...(named ? [] : [finding('get.anything', [...path, 'get', 'goods'])]),
    ...(rateBp !== undefined && rateBp > 10_000
      ? [finding('percent.over100', [...path, 'get', 'rateBp'], { value: rateBp })]
      : []),
    ...(rateBp === 0 ? [finding('give.nothing', [...path, 'get', 'rateBp'])] : []),
  ];
}

/** Kinds that take units or sets, so that a receipt may have only so many of them. */
const countsUnits: readonly Give['kind'][] = [
  'fixedPrice',
  'linePercent',
  'lineAmount',
  'lineLadder',
  'cheapestFree',
  'buyGet',
  'bundlePrice',
];

function limits({ give, when, limits: held = {} }: Promotion, path: readonly PathSegment[]): Finding[] {
  const { kind } = give;
  const findings: Finding[] = [];
  if (held.receipt !== undefined && !countsUnits.includes(kind))
    findings.push(finding('limit.meaningless', [...path, 'receipt'], { kind, key: 'receipt' }));
  if (held.budget !== undefined && (kind === 'message' || (kind === 'privilege' && !give.costMinor)))
    findings.push(finding('limit.meaningless', [...path, 'budget'], { kind, key: 'budget' }));
  for (const key of ['member', 'day'] as const)
    if (held[key] !== undefined && when?.audience?.member === false)
      findings.push(finding('limit.ofNobody', [...path, key], { key }));
  return findings;
}
