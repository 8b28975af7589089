import type { Programme } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

const lists = ['activities', 'challenges', 'rewards', 'conversions', 'links'] as const;
/** Lots, rights and terms are named `<receipt>:<rule>:<n>`, and a name has 100 characters. */
const longest = 48;
/** What the engine calls its own reaction to a member who brought another. */
const ofEngine = 'referral';

/** Rules beside promotions are told by id too: one id names one of them all, and is short enough to name what they grant. */
export function checkRuleIds(programme: Programme): Finding[] {
  const taken = new Map(
    (['promotions', 'wallets', 'tiers'] as const).flatMap((list) =>
      (programme[list] ?? []).map(({ id }, index): [string, string] => [id, `${list}[${index}]`]),
    ),
  );
  return lists.flatMap((list) =>
    (programme[list] ?? []).flatMap(({ id, name }, index): Finding[] => {
      const path = [list, index, 'id'];
      const first = taken.get(id);
      taken.set(id, first ?? `${list}[${index}]`);
      const nameless = (['ru', 'en'] as const).filter((locale) => name[locale].trim() === '');
      return [
        ...(first === undefined ? [] : [finding('id.ambiguous', path, { id, first })]),
        ...(id === ofEngine ? [finding('id.reserved', path, { id })] : []),
        ...(id.length > longest ? [finding('text.tooLong', path, { most: longest })] : []),
        ...nameless.map((locale) => finding('text.missing', [list, index, 'name', locale])),
      ];
    }),
  );
}
