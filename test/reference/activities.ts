import type { EntitlementFacts, SegmentTerm } from '../../shared/loyalty/facts.ts';
import type { Activity, Grant, Lifetime } from '../../shared/loyalty/programme/schema.ts';
import { big, compare, down, shareOut, total } from './arithmetic.ts';
import { datesOf, localDay, plusDays, startOfDay } from './calendar.ts';
import { chosenGift } from './chosen-gift.ts';
import { isEarnedOut, usesOf } from './limits.ts';
import { matches } from './goods.ts';
import { containsHolds, thresholdHolds } from './select.ts';
import { holds } from './conditions.ts';
import { isGiven, leftOf } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';

/** Where grants come from: an activity with its lines, or a challenge, which has none. */
export type Source = { rule: string; lines: Line[] };

/** Phase 10: what the purchase sets off, in order of id. */
export function activities(sale: Sale): void {
  for (const activity of ofPurchases(sale)) {
    const lines = linesOf(sale, activity);
    const rule = asRule(activity);
    if (!holds(sale, rule) || isEarnedOut(sale) || isOver(sale, activity) || lines.length === 0) continue;
    if (!containsHolds(sale, activity.when ?? {}) || !thresholdHolds(sale, activity.when ?? {})) continue;
    let gave = false;
    const source = { rule: activity.id, lines };
    for (const [index, grant] of activity.give.entries()) {
      const id = `${sale.facts.receipt}:${activity.id}:${index}`;
      if (toOther(activity)) gave = shareWithOther(sale, activity, grant, id, lines) || gave;
      else gave = giveToMember(sale, source, grant, id) || gave;
    }
    if (gave && activity.limits !== undefined) sale.usedActivities.push(activity.id);
  }
}

/** Rights that work at once: the activity's conditions other than thresholds hold, and its goods are in the basket. */
export function unlockedNow(sale: Sale): EntitlementFacts[] {
  const standing = ofPurchases(sale).filter(
    (activity) =>
      holds(sale, asRule(activity)) &&
      !isEarnedOut(sale) &&
      !isOver(sale, activity) &&
      linesOf(sale, activity).length > 0 &&
      !toOther(activity),
  );
  return standing.flatMap(({ id, give }) =>
    give.flatMap((grant, index): EntitlementFacts[] => {
      if (grant.kind !== 'entitlement' || grant.sameReceipt !== true) return [];
      const { as, promotion, uses } = grant;
      const own = { id: `${sale.facts.receipt}:${id}:${index}`, kind: as, promotion };
      return [uses === undefined ? own : { ...own, uses }];
    }),
  );
}

function ofPurchases({ programme }: Sale): Activity[] {
  const ofPurchase = (programme.activities ?? []).filter(({ on }) => on.event === 'purchase');
  return ofPurchase.toSorted((a, b) => compare(a.id, b.id));
}

/** It asks what a promotion that gives points asks. */
export function asRule({ id, when }: Pick<Activity, 'id' | 'when'>): Rule {
  const keeps = { discounts: true, accrual: true, redemption: true };
  return {
    id,
    ...(when === undefined ? {} : { when }),
    give: { kind: 'pointsFixed', wallet: '', points: 1 },
    keeps,
    priority: 0,
  };
}

/** In parts, where a rule treated some units of a line apart. */
export function linesOf(sale: Sale, { when }: Pick<Activity, 'when'>): Line[] {
  return sale.lines.filter((line) => !isGiven(line) && matches(when?.goods, line.good, sale.member));
}

function isOver({ member, facts }: Sale, { id, limits = {} }: Activity): boolean {
  const { count, dayCount, monthCount } = usesOf(member?.uses ?? [], id, facts.moment);
  return (
    (limits.member !== undefined && count >= limits.member) ||
    (limits.day !== undefined && dayCount >= limits.day) ||
    (limits.month !== undefined && monthCount >= limits.month)
  );
}

function toOther({ to }: Activity): boolean {
  return to !== undefined && to.who !== 'member';
}

export function giveToMember(sale: Sale, source: Source, grant: Grant, id: string): boolean {
  switch (grant.kind) {
    case 'points':
      return earnLot(sale, source, grant, id, big(grant.points), byNet(source.lines));
    case 'pointsShare': {
      const lines = source.lines.filter(({ good, closedTo }) => good.accruable !== false && !closedTo.accrual);
      return earnLot(sale, { ...source, lines }, grant, id, shareOf(grant, lines), weightsOf(grant, lines));
    }
    case 'entitlement': {
      const { as, promotion, uses } = grant;
      sale.issued.push(
        right(sale, source, id, grant, { kind: as, promotion, ...(uses === undefined ? {} : { uses }) }),
      );
      return true;
    }
    case 'gift': {
      const good = chosenGift(sale, grant.sku);
      if (good === undefined) return false;
      const gift = { ...good, quantity: grant.quantity };
      sale.issued.push(right(sale, source, id, grant, { kind: 'gift', promotion: grant.promotion, gift }));
      return true;
    }
    case 'segment': {
      const { validFrom: from, validUntil: until } = termOf(sale, grant);
      const term: SegmentTerm = { segment: grant.segment, by: id };
      if (from !== undefined) term.from = from;
      if (until !== undefined) term.until = until;
      if (grant.purchases !== undefined) term.purchases = grant.purchases;
      sale.terms.push(term);
      return true;
    }
    case 'tier':
      sale.grantedTiers.push(grant.tier);
      return true;
    case 'message':
      return true;
    default:
      return never(grant);
  }
}

function never(grant: never): never {
  throw new Error(`no such grant: ${JSON.stringify(grant)}`);
}

type Shared = Extract<Grant, { kind: 'pointsShare' }>;

function baseOf({ on }: Shared, line: Line): bigint {
  return on === 'paid' ? leftOf(line) : line.gross;
}

function weightsOf(grant: Shared, lines: readonly Line[]): bigint[] {
  return lines.map((line) => baseOf(grant, line));
}

/** In smallest units of the wallet it is not known here: see `earnLot`. */
function shareOf(grant: Shared, lines: readonly Line[]): { minor: bigint; rateBp: number } {
  return { minor: total(weightsOf(grant, lines)), rateBp: grant.rateBp };
}

/** By what is paid; where nothing is, by full prices; where these are nothing, evenly. */
function byNet(lines: readonly Line[]): bigint[] {
  for (const weigh of [leftOf, ({ gross }: Line) => gross]) {
    const weights = lines.map(weigh);
    if (total(weights) > 0n) return weights;
  }
  return lines.map(() => 1n);
}

type Amount = bigint | { minor: bigint; rateBp: number };
type Dated = { wallet: string; activationDays?: number | undefined; lifetime?: Lifetime | undefined };

function pointsOf({ programme }: Sale, wallet: string, amount: Amount): bigint {
  if (typeof amount === 'bigint') return amount;
  const { scale, worthMinor } = programme.wallets.find(({ id }) => id === wallet)!;
  if (worthMinor === 0) return 0n;
  return down(amount.minor * big(amount.rateBp) * 10n ** big(scale), 10_000n * big(worthMinor));
}

function lotDates({ programme, facts }: Sale, grant: Dated) {
  const wallet = programme.wallets.find(({ id }) => id === grant.wallet)!;
  const activationDays = grant.activationDays ?? wallet.activationDays ?? 0;
  return datesOf(facts.moment, activationDays, grant.lifetime ?? wallet.lifetime ?? { kind: 'never' }, facts.shop.zone);
}

function earnLot(
  sale: Sale,
  { rule, lines }: Source,
  grant: Dated,
  lot: string,
  amount: Amount,
  weights: readonly bigint[],
): boolean {
  const points = pointsOf(sale, grant.wallet, amount);
  const dates = lotDates(sale, grant);
  if (points === 0n || dates === null) return false;
  sale.lots.push({ rule, wallet: grant.wallet, lot, points, dates });
  sale.applied += 1;
  for (const [id, share] of spreadOver(points, lines, weights)) {
    const line = lines.find((each) => each.id === id)!;
    if (share > 0n) line.earned.push({ wallet: grant.wallet, rule, points: share, at: sale.applied });
  }
  return true;
}

/** Over whole lines: the parts of one are weighed together. */
function spreadOver(points: bigint, lines: readonly Line[], weights: readonly bigint[]): Map<string, bigint> {
  const ids = [...new Set(lines.map(({ id }) => id))];
  const whole = ids.map((id) => total(weights.filter((_, index) => lines[index]!.id === id)));
  const shares = shareOut(
    points,
    whole.map((weight) => ({ weight, room: points })),
  );
  return new Map(ids.map((id, index) => [id, shares[index]!]));
}

/** Points and shares for the one who brought the member, or who leads them; nobody shares with themselves. */
function shareWithOther(sale: Sale, { id: rule, to }: Activity, grant: Grant, lot: string, lines: Line[]): boolean {
  if (to === undefined || to.who === 'member') return false;
  const { member } = sale;
  const other = to.who === 'agent' ? member?.agent : member?.referrers?.[('level' in to ? to.level : 1) - 1];
  if (other === undefined || other === member?.id) return false;
  if (grant.kind !== 'points' && grant.kind !== 'pointsShare') return false;
  const sharing = grant.kind === 'points' ? lines : lines.filter(({ good }) => good.accruable !== false);
  const amount = grant.kind === 'points' ? big(grant.points) : shareOf(grant, sharing);
  const weights = grant.kind === 'points' ? byNet(sharing) : weightsOf(grant, sharing);
  const points = pointsOf(sale, grant.wallet, amount);
  const dates = lotDates(sale, grant);
  if (points === 0n || dates === null) return false;
  const parts = [...spreadOver(points, sharing, weights)];
  sale.shares.push({ rule, who: to.who, member: other, wallet: grant.wallet, lot, points, dates, lines: parts });
  return true;
}

type Days = { startsInDays?: number | undefined; days?: number | undefined };

/** From the receipt's moment, or the start of a later local day, to the end of the local day so many days after that. */
function termOf({ facts }: Sale, { startsInDays = 0, days }: Days) {
  const { zone } = facts.shop;
  const first = plusDays(localDay(facts.moment), startsInDays);
  return {
    validFrom: startsInDays === 0 ? facts.moment : startOfDay(first, zone),
    ...(days === undefined ? {} : { validUntil: startOfDay(plusDays(first, days + 1), zone) }),
  };
}

function right(
  sale: Sale,
  { rule, lines }: Source,
  id: string,
  term: Days,
  kind: Pick<EntitlementFacts, 'kind' | 'promotion' | 'gift' | 'uses'>,
): EntitlementFacts {
  const ids = [...new Set(lines.map((line) => line.id))];
  return { id, ...kind, ...termOf(sale, term), openedBy: { receipt: sale.facts.receipt, rule, lines: ids } };
}
