import type { Audience, Give, Programme } from '../programme/schema.ts';
import type { Finding, PathSegment } from './finding.ts';
import { goodsPlaces } from './goods-places.ts';
import { expectKnown, names } from './references.ts';

/** Partners, causes and links that promotions and access rules name exist. Without a coalition a good's partner may be anybody. */
export function checkCoalitionReferences(programme: Programme): Finding[] {
  const { promotions, access = [], links, causes, coalition } = programme;
  const known = {
    links: names(links),
    causes: names(causes),
    partners: coalition ? names(coalition.partners) : null,
  };
  const audience = (asked: Audience | undefined, path: readonly PathSegment[]) =>
    (asked?.links ?? []).flatMap((id, index) =>
      expectKnown(known.links, id, 'link.unknown', [...path, 'links', index]),
    );
  return [
    ...promotions.flatMap(({ when, give }, index) => [
      ...audience(when?.audience, ['promotions', index, 'when', 'audience']),
      ...ofGive(give, known, ['promotions', index, 'give']),
    ]),
    ...access.flatMap((each, index) => audience(each.audience, ['access', index, 'audience'])),
    ...goodsPlaces(programme).flatMap(({ goods, path }) => [
      ...partners(goods.partners, known.partners, path),
      ...partners(goods.except?.partners, known.partners, [...path, 'except']),
    ]),
  ];
}

function ofGive(
  give: Give,
  known: { causes: ReadonlySet<string>; partners: ReadonlySet<string> | null },
  path: readonly PathSegment[],
): Finding[] {
  if (give.kind === 'donation') return expectKnown(known.causes, give.cause, 'cause.unknown', [...path, 'cause']);
  const split = give.kind === 'bundlePrice' && known.partners !== null ? (give.split ?? []) : [];
  return split.flatMap(({ partner }, index) =>
    expectKnown(known.partners!, partner, 'partner.unknown', [...path, 'split', index, 'partner']),
  );
}

function partners(
  named: readonly string[] = [],
  known: ReadonlySet<string> | null,
  path: readonly PathSegment[],
): Finding[] {
  return known === null
    ? []
    : named.flatMap((id, index) => expectKnown(known, id, 'partner.unknown', [...path, 'partners', index]));
}
