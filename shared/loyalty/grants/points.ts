import { mulDiv } from '../../money/money.ts';
import type { CompiledWallet } from '../compile/types.ts';
import type { Lot } from '../basics.ts';
import type { Lifetime } from '../programme/schema.ts';
import { lotDates } from '../time/lifetime.ts';
import { grantId } from './source.ts';
import type { GrantRefusal, GrantSource } from './source.ts';

type Dates = { activationDays?: number | undefined; lifetime?: Lifetime | undefined };

/** A lot of its own, with the grant's dates or else the wallet's. Refused where it would be over before it begins. */
export function lotOf(
  source: GrantSource,
  dates: Dates,
  n: number,
  wallet: CompiledWallet,
  points: number,
): Lot | GrantRefusal {
  const activationDays = dates.activationDays ?? wallet.activationDays;
  const lifetime = dates.lifetime ?? wallet.lifetime;
  const { activeFrom, expiresAt } = lotDates(source.moment, source.at, activationDays, lifetime, source.offsets);
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.parse(activeFrom))
    return {
      reason: 'schedule.over',
      because: [{ fact: 'moment', operator: 'before', expected: expiresAt, actual: activeFrom }],
    };
  return { id: grantId(source, n), wallet: wallet.id, points, activeFrom, expiresAt };
}

/** Of money: `sum × rate`, at the wallet's worth of a point, in its smallest units. Of points worth nothing it gives none. */
export function pointsOf(sumMinor: number, rateBp: number, { unitsPerPoint, worthMinor }: CompiledWallet): number {
  return worthMinor === 0 ? 0 : mulDiv(sumMinor, rateBp * unitsPerPoint, 10_000 * worthMinor, 'down');
}

export function isRefusal(granted: object): granted is GrantRefusal {
  return 'reason' in granted;
}
