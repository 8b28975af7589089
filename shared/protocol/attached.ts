import type { Facts } from '../loyalty/facts.ts';
import type { SaleMoney } from '../loyalty/outcome.ts';
import type { Programme, Promotion } from '../loyalty/programme/schema.ts';
import { dayNumberOf } from '../loyalty/time/moment.ts';
import { canonicalJson } from './canonical.ts';
import type { AttachedBody, SaleBody } from './journal.ts';

/**
 * A receipt that becomes a member's after it was paid: by the engine and programme of its sale, at the prices it was sold at. One
 * function for each question, so that till and hub always agree.
 */

/** What a receipt is computed from once it is the member's. Rights of theirs stay unused: they were not shown. */
export function attachedFacts(facts: Facts, { member, basis }: Pick<AttachedBody, 'member' | 'basis'>): Facts {
  return { ...facts, member: { ...member, entitlements: [] }, basis };
}

/** The sale as returns undo it: with the member and what it brought them. */
export function asAttached(sale: SaleBody, attached: AttachedBody): SaleBody {
  return { ...sale, facts: attachedFacts(sale.facts, attached), money: attached.money };
}

/**
 * The sale's programme, as far as it goes for a receipt that was paid: promotions that gave nothing then give nothing now, but
 * points without a limit that all share. No challenge counts it, for those go by the order of days.
 */
export function attachedProgramme(programme: Programme, sold: SaleMoney): Programme {
  const applied = appliedRules(sold);
  const promotions = programme.promotions.map((each) => (applied.has(each.id) || earns(each) ? each : over(each)));
  return { ...programme, promotions, challenges: [], access: [] };
}

/** Whether the receipt costs as it did, line by line and promotion by promotion. */
export function isPricedAs(sold: SaleMoney, attached: SaleMoney): boolean {
  return canonicalJson(priceOf(sold)) === canonicalJson(priceOf(attached));
}

/** How many local days there are for it, and whether they are not over; null: the programme has none. */
export function daysToAttach(
  { identification }: Programme,
  soldAt: string,
  moment: string,
): { days: number; isOver: boolean } | null {
  const days = identification?.forgottenCardDays;
  if (days === undefined) return null;
  return { days, isOver: dayOf(moment) - dayOf(soldAt) > days || dayOf(moment) < dayOf(soldAt) };
}

/** What the attachment adds to what the sale was booked with: points, shares, what is owed for them, uses of what gave them. */
export function addedMoney(sold: SaleMoney, attached: SaleMoney): SaleMoney {
  const { donations: _, given = [], settlements = [], ...money } = attached;
  const owed = new Set((sold.settlements ?? []).map((each) => canonicalJson(each)));
  const counted = new Set((sold.given ?? []).map(({ promotion }) => promotion));
  return {
    ...money,
    given: given.filter(({ promotion }) => !counted.has(promotion)),
    settlements: settlements.filter((each) => !owed.has(canonicalJson(each))),
  };
}

function appliedRules({ lines, donations = [], privileges = [] }: SaleMoney): ReadonlySet<string> {
  return new Set([
    ...lines.flatMap(({ discounts, free }) => [...discounts.map(({ rule }) => rule), ...(free ? [free] : [])]),
    ...donations.flatMap(({ rule }) => rule ?? []),
    ...privileges.map(({ rule }) => rule),
  ]);
}

function earns({ give, limits }: Promotion): boolean {
  return give.kind.startsWith('points') && limits?.total === undefined && limits?.budget === undefined;
}

/** Other rules may speak of it, so it stays where it is. */
function over(promotion: Promotion): Promotion {
  return { ...promotion, when: { ...promotion.when, schedule: { until: '2000-01-01T00:00' } } };
}

function priceOf({ lines, totals, donations = [] }: SaleMoney) {
  const { grossMinor, discountMinor, redeemedMinor, netMinor, donatedMinor = 0, vat } = totals;
  return [
    lines.map((line) => ({ ...line, earned: [] })),
    [grossMinor, discountMinor, redeemedMinor, netMinor, donatedMinor, vat],
    donations,
  ];
}

function dayOf(moment: string): number {
  return dayNumberOf(moment.slice(0, 10));
}
