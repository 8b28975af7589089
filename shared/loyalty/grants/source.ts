import type { EntitlementFacts, GiftGood, MemberFacts, SegmentTerm } from '../facts.ts';
import type { Because } from '../outcome.ts';
import type { Grant } from '../programme/schema.ts';
import type { ReasonId } from '../reasons.ts';
import type { LocalMoment } from '../time/moment.ts';
import { startOfLocalDay } from '../time/zone.ts';
import type { ZoneOffsets } from '../time/zone.ts';

/** Out of what a rule grants: the receipt or event, the rule, and when and where it was. */
export type GrantSource = {
  readonly by: string;
  readonly rule: string;
  readonly moment: string;
  readonly at: LocalMoment;
  readonly offsets: ZoneOffsets;
  readonly goods: readonly GiftGood[];
  /** Of a receipt: the lines that the rule matched. */
  readonly lines: readonly string[];
};

/** Why a single grant came to nothing. */
export type GrantRefusal = { readonly reason: ReasonId; readonly because: readonly Because[] };

/** The name of what the n-th grant (from 0) brings: a lot, a right, a term. */
export function grantId({ by, rule }: Pick<GrantSource, 'by' | 'rule'>, n: number): string {
  return `${by}:${rule}:${n}`;
}

type Days = { startsInDays?: number | undefined; days?: number | undefined };

/** From the moment, or from the start of a later local day, to the end of the local day `days` after it. */
function validity({ moment, at, offsets }: GrantSource, { startsInDays = 0, days }: Days) {
  const first = at.dayNumber + startsInDays;
  return {
    from: startsInDays === 0 ? moment : startOfLocalDay(first, offsets),
    until: days === undefined ? null : startOfLocalDay(first + days + 1, offsets),
  };
}

type EntitlementGrant = Extract<Grant, { kind: 'entitlement' }>;
type GiftGrant = Extract<Grant, { kind: 'gift' }>;
type SegmentGrant = Extract<Grant, { kind: 'segment' }>;

export function entitlementOf(source: GrantSource, grant: EntitlementGrant, n: number): EntitlementFacts {
  const { as, promotion, uses } = grant;
  return { ...right(source, grant, n, as, promotion), ...(uses === undefined ? {} : { uses }) };
}

/** `bought`: units by sku, what is bought right now among them. */
export function giftOf(
  source: GrantSource,
  grant: GiftGrant,
  n: number,
  member: Pick<MemberFacts, 'attributes'>,
  bought: ReadonlyMap<string, number>,
): EntitlementFacts | GrantRefusal {
  const sku = chosenSku(grant, member, bought);
  if (sku === undefined) return { reason: 'gift.noChoice', because: [] };
  const good = source.goods.find((each) => each.sku === sku);
  if (!good)
    return { reason: 'good.unknown', because: [{ fact: 'lines', operator: 'includes', expected: sku, actual: null }] };
  return { ...right(source, grant, n, 'gift', grant.promotion), gift: { ...good, quantity: grant.quantity } };
}

function right(
  source: GrantSource,
  days: Days,
  n: number,
  kind: EntitlementFacts['kind'],
  promotion: string,
): EntitlementFacts {
  const { from, until } = validity(source, days);
  const { by: receipt, rule, lines } = source;
  return {
    id: grantId(source, n),
    kind,
    promotion,
    validFrom: from,
    ...(until === null ? {} : { validUntil: until }),
    openedBy: { receipt, rule, lines: [...lines] },
  };
}

/** The named one, that of the member's attribute, or the one bought most (ties: the first of the list). */
function chosenSku(
  { sku }: GiftGrant,
  { attributes = {} }: Pick<MemberFacts, 'attributes'>,
  bought: ReadonlyMap<string, number>,
): string | undefined {
  if (typeof sku === 'string') return sku;
  if ('byAttribute' in sku) {
    const value = attributes[sku.byAttribute];
    return value !== undefined && Object.hasOwn(sku.skus, value) ? sku.skus[value] : undefined;
  }
  let most: { sku: string; quantity: number } | undefined;
  for (const each of sku.mostBought) {
    const quantity = bought.get(each) ?? 0;
    if (quantity > (most?.quantity ?? 0)) most = { sku: each, quantity };
  }
  return most?.sku;
}

export function termOf(source: GrantSource, grant: SegmentGrant, n: number): SegmentTerm {
  const { from, until } = validity(source, grant);
  return {
    segment: grant.segment,
    from,
    ...(until === null ? {} : { until }),
    ...(grant.purchases === undefined ? {} : { purchases: grant.purchases }),
    by: grantId(source, n),
  };
}
