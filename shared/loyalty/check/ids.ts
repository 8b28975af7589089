import type { Programme } from '../programme/schema.ts';
import { finding, pathText } from './finding.ts';
import type { Finding } from './finding.ts';

/** Within each list an id names one thing. */
export function checkIds(programme: Programme): Finding[] {
  return (['wallets', 'tiers', 'segments', 'promotions', 'groups'] as const).flatMap((list) => {
    const first = new Map<string, number>();
    return (programme[list] ?? []).flatMap(({ id }, index) => {
      const taken = first.get(id);
      if (taken !== undefined)
        return [finding('id.duplicate', [list, index, 'id'], { id, first: pathText([list, taken]) })];
      first.set(id, index);
      return [];
    });
  });
}
