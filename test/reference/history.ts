import type { Programme, TierConditions } from '../../shared/loyalty/programme/schema.ts';

/** History is kept by days only where the programme asks for some. */
export function keepsDays({ tiers = [], segments = [], limits }: Programme): boolean {
  const asks = (conditions: TierConditions | undefined) =>
    conditions !== undefined &&
    ('any' in conditions ? conditions.any : conditions.all).some((each) => 'withinDays' in each);
  return (
    limits?.accrualsPerDay !== undefined ||
    tiers.some(({ entry, exit }) => asks(entry) || asks(exit)) ||
    segments.some(({ rule }) => rule?.purchases?.withinDays !== undefined || rule?.spendMinor?.withinDays !== undefined)
  );
}
