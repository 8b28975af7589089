import type { Audience, Programme } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, FindingCode, PathSegment } from './finding.ts';
import { goodsPlaces } from './goods-places.ts';

/** Partners and links that the conditions of promotions and access rules name exist. Without a coalition a good's partner may be anybody. */
export function checkCoalitionReferences(programme: Programme): Finding[] {
  const { promotions, access = [], links, coalition } = programme;
  const known = { links: names(links), partners: coalition ? names(coalition.partners) : null };
  const audience = (asked: Audience | undefined, path: readonly PathSegment[]) =>
    (asked?.links ?? []).flatMap((id, index) => expect(known.links, id, 'link.unknown', [...path, 'links', index]));
  return [
    ...promotions.flatMap(({ when }, index) => audience(when?.audience, ['promotions', index, 'when', 'audience'])),
    ...access.flatMap((each, index) => audience(each.audience, ['access', index, 'audience'])),
    ...goodsPlaces(programme).flatMap(({ goods, path }) => [
      ...partners(goods.partners, known.partners, path),
      ...partners(goods.except?.partners, known.partners, [...path, 'except']),
    ]),
  ];
}

function partners(
  named: readonly string[] = [],
  known: ReadonlySet<string> | null,
  path: readonly PathSegment[],
): Finding[] {
  return named.flatMap((id, index) => expect(known, id, 'partner.unknown', [...path, 'partners', index]));
}

function names(list: readonly { id: string }[] = []): ReadonlySet<string> {
  return new Set(list.map(({ id }) => id));
}

function expect(
  known: ReadonlySet<string> | null,
  id: string,
  code: FindingCode,
  path: readonly PathSegment[],
): Finding[] {
  if (known === null || known.has(id)) return [];
  return [finding(code, path, { id, known: known.size > 0 ? [...known].join(', ') : '-' })];
}
