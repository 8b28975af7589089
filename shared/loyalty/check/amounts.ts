import type { Give, Programme } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';

/** Sums of a receipt and of a ledger stay whole numbers when no single amount of a programme is beyond this. */
const largestAmount = 1_000_000_000_000;

/** No amount of money or points that would leave the range of exact arithmetic, and no name that would print as nothing. */
export function checkAmounts(programme: Programme): Finding[] {
  return [
    ...programme.wallets.flatMap(({ worthMinor }, index) => tooLarge(worthMinor, ['wallets', index, 'worthMinor'])),
    ...programme.promotions.flatMap(({ give }, index) =>
      (['priceMinor', 'amountMinor', 'capMinor', 'points', 'costMinor'] as const).flatMap((key) => {
        const value = (give as Partial<Record<typeof key, number>>)[key];
        const most = key === 'points' ? mostPoints(give) : largestAmount;
        return value === undefined ? [] : tooLarge(value, ['promotions', index, 'give', key], most);
      }),
    ),
    ...programme.promotions.flatMap(({ limits }, index) =>
      limits?.budget === undefined ? [] : tooLarge(limits.budget, ['promotions', index, 'limits', 'budget']),
    ),
    ...programme.promotions.flatMap(({ give }, index) => largeSteps(give, ['promotions', index, 'give', 'steps'])),
    ...namesMissing(programme),
  ];
}

/** What the largest receipt earns must stay exact too: so many points a unit, or for so little money, would not. */
function mostPoints(give: Give): number {
  if (give.kind === 'pointsPerUnit') return 1_000_000;
  return give.kind === 'pointsPer' ? Math.min(1000 * give.perMinor, largestAmount) : largestAmount;
}

function tooLarge(value: number, path: readonly PathSegment[], most = largestAmount): Finding[] {
  return value > most ? [finding('amount.tooLarge', path, { value, most })] : [];
}

function largeSteps(give: Give, path: readonly PathSegment[]): Finding[] {
  if (give.kind !== 'basketLadder') return [];
  return give.steps.flatMap((step, index) =>
    'amountMinor' in step ? tooLarge(step.amountMinor, [...path, index, 'amountMinor']) : [],
  );
}

function namesMissing(programme: Programme): Finding[] {
  const named = (['wallets', 'tiers', 'segments', 'promotions', 'access', 'causes'] as const).flatMap((list) =>
    (programme[list] ?? []).map(({ name }, index) => ({ name, path: [list, index, 'name'] as readonly PathSegment[] })),
  );
  const said = programme.promotions.flatMap(({ give }, index) =>
    give.kind === 'message' ? [{ name: give.text, path: ['promotions', index, 'give', 'text'] }] : [],
  );
  const partners = (programme.coalition?.partners ?? []).map(({ name }, index) => ({
    name,
    path: ['coalition', 'partners', index, 'name'] as readonly PathSegment[],
  }));
  return [{ name: programme.name, path: ['name'] }, ...named, ...said, ...partners].flatMap(({ name, path }) =>
    (['ru', 'en'] as const)
      .filter((locale) => name[locale].trim() === '')
      .map((locale) => finding('text.missing', [...path, locale])),
  );
}
