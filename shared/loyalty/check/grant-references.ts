import type { Grant, Programme } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, FindingCode, PathSegment } from './finding.ts';

/** What activities, challenges, rewards and links grant exists: promotions, wallets, segments, tiers. */
export function checkGrantReferences(programme: Programme): Finding[] {
  const { promotions, wallets, segments = [], tiers = [] } = programme;
  const lists = { promotion: promotions, wallet: wallets, segment: segments, tier: tiers };
  const unknown = {
    promotion: 'promotion.unknown',
    wallet: 'wallet.unknown',
    segment: 'segment.unknown',
    tier: 'tier.unknown',
  } as const;
  return grantsOf(programme).flatMap(({ grant, path }) =>
    (Object.keys(lists) as (keyof typeof lists)[]).flatMap((key) => {
      const id = (grant as Partial<Record<typeof key, string>>)[key];
      if (id === undefined || lists[key].some((each) => each.id === id)) return [];
      const known = lists[key].map((each) => each.id).join(', ') || '-';
      const code: FindingCode = unknown[key];
      return [finding(code, [...path, key], { id, known })];
    }),
  );
}

function grantsOf(programme: Programme): { grant: Grant; path: readonly PathSegment[] }[] {
  return (['activities', 'challenges', 'rewards', 'links'] as const).flatMap((list) =>
    (programme[list] ?? []).flatMap(({ give = [] }, index) =>
      give.map((grant, at) => ({ grant, path: [list, index, 'give', at] })),
    ),
  );
}
