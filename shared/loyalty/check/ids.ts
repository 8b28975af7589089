import type { Programme } from '../programme/schema.ts';
import { finding, pathText } from './finding.ts';
import type { Finding } from './finding.ts';

/** What the engine itself is called in effects and rejections. */
const engineRules = new Set(['host', 'rounding', 'return']);

/**
 * Within each list an id names one thing; effects and rejections name promotions, wallets, tiers, access rules and causes side by
 * side, so theirs differ.
 */
export function checkIds(programme: Programme): Finding[] {
  const lists = (['wallets', 'tiers', 'segments', 'promotions', 'groups', 'access', 'causes'] as const).flatMap(
    (list) => sameIds([list], programme),
  );
  const named = sameIds(['wallets', 'tiers', 'promotions', 'access', 'causes'], programme, 'id.ambiguous');
  const told = new Set(lists.map(({ path }) => path));
  return [...lists, ...named.filter(({ path }) => !told.has(path)), ...samePartners(programme), ...reserved(programme)];
}

type List = 'wallets' | 'tiers' | 'segments' | 'promotions' | 'groups' | 'access' | 'causes';

function sameIds(
  lists: readonly List[],
  programme: Programme,
  code: 'id.duplicate' | 'id.ambiguous' = 'id.duplicate',
): Finding[] {
  const first = new Map<string, string>();
  return lists.flatMap((list) =>
    (programme[list] ?? []).flatMap(({ id }, index) => {
      const taken = first.get(id);
      if (taken !== undefined) return [finding(code, [list, index, 'id'], { id, first: taken })];
      first.set(id, pathText([list, index]));
      return [];
    }),
  );
}

function samePartners({ coalition }: Programme): Finding[] {
  const partners = coalition?.partners ?? [];
  return partners.flatMap(({ id }, index) => {
    const first = partners.findIndex((each) => each.id === id);
    const args = { id, first: pathText(['coalition', 'partners', first]) };
    return first === index ? [] : [finding('id.duplicate', ['coalition', 'partners', index, 'id'], args)];
  });
}

function reserved({ promotions }: Programme): Finding[] {
  return promotions.flatMap(({ id }, index) =>
    engineRules.has(id) ? [finding('id.reserved', ['promotions', index, 'id'], { id })] : [],
  );
}
