import { identifications } from '../../shared/loyalty/basics.ts';
import type { EntitlementFacts, Facts, MemberDate, MemberFacts, SegmentTerm } from '../../shared/loyalty/facts.ts';
import type { Audience, Programme, Schedule, When } from '../../shared/loyalty/programme/schema.ts';
import { compare } from './arithmetic.ts';
import { daysBetween, isBefore, localDay, monthNumber, plusDays, wallClock, weekday } from './calendar.ts';
import type { Rule, Sale } from './state.ts';

/** The conditions of a rule that do not change from phase to phase. */
export function holds(sale: Sale, rule: Rule): boolean {
  const { facts, member, programme } = sale;
  const { when = {}, give } = rule;
  const earns = give.kind.startsWith('points');
  const weakest = earns ? 'phone' : 'phoneCode';
  const perMember = rule.limits?.member !== undefined || rule.limits?.day !== undefined;
  const wantsMember = earns || perMember || asksMember(when);
  if (when.code !== undefined && !facts.codes?.includes(when.code)) return false;
  if (wantsMember && member === null) return false;
  if (wantsMember && !isStrong(member, when.audience?.minimumIdentification ?? weakest)) return false;
  if (when.entitlement === true && openEntitlements(sale, rule).length === 0) return false;
  if (!audienceHolds(when.audience ?? {}, facts, member, programme)) return false;
  if (earns && member?.employee !== undefined && member.employee === facts.cashier) return false;
  return scheduleHolds(when.schedule ?? {}, facts.moment) && placeHolds(when, facts) && historyHolds(when, sale, rule);
}

export function asksMember(when: When): boolean {
  const { member, lists: _, ...others } = when.audience ?? {};
  return (
    member === true ||
    Object.keys(others).length > 0 ||
    when.entitlement === true ||
    when.previousReceipt !== undefined ||
    when.purchase !== undefined ||
    when.chosen === true
  );
}

export function isStrong(member: MemberFacts | null, least: (typeof identifications)[number]): boolean {
  return member !== null && identifications.indexOf(member.identification) >= identifications.indexOf(least);
}

/** The member's rights to the rule, the one that ends first before others; a coupon or a gift must be shown, others work by themselves. */
export function openEntitlements({ facts, member, unlocked }: Sale, rule: Pick<Rule, 'id' | 'give'>) {
  const end = ({ validUntil }: EntitlementFacts) => (validUntil === undefined ? Infinity : Date.parse(validUntil));
  const soonest = (member?.entitlements ?? []).toSorted((a, b) => compare(end(a), end(b)) || compare(a.id, b.id));
  const inOrder = rule.give.kind === 'gift' ? (member?.entitlements ?? []) : soonest;
  const own = inOrder.filter(
    ({ id, kind, promotion, validFrom, validUntil }) =>
      promotion === rule.id &&
      !facts.rights?.withheld.some(({ entitlement }) => entitlement === id) &&
      (validFrom === undefined || !isBefore(facts.moment, validFrom)) &&
      (validUntil === undefined || isBefore(facts.moment, validUntil)) &&
      (kind === 'gift' ? facts.gifts?.includes(id) : kind !== 'coupon' || facts.codes?.includes(id)),
  );
  // A right the member has already goes first.
  return own.length > 0 ? own : unlocked.filter(({ promotion }) => promotion === rule.id);
}

function isIn(list: string[] | undefined, value: string | null | undefined): boolean {
  return list === undefined || (typeof value === 'string' && list.includes(value));
}

export function audienceHolds(
  audience: Audience,
  facts: Pick<Facts, 'moment' | 'lists' | 'member'>,
  member: MemberFacts | null,
  programme: Programme,
): boolean {
  if (audience.lists !== undefined && !audience.lists.some((list) => facts.lists?.includes(list))) return false;
  // Nobody becomes a stranger by being blocked.
  if (audience.member === false && facts.member !== null) return false;
  if (member === null) return !asksMember({ audience });
  const segments = segmentsOf(member, facts.moment);
  const today = localDay(facts.moment);
  const joinedAgo = daysBetween(member.joined, today);
  return (
    isIn(audience.tiers, tierOf(member, programme)) &&
    (audience.segments === undefined || audience.segments.some((each) => segments.includes(each))) &&
    !audience.notSegments?.some((each) => segments.includes(each)) &&
    isIn(audience.cardTypes, member.cardType) &&
    isIn(audience.regions, member.region) &&
    isIn(audience.links, member.joinedBy) &&
    (audience.referred === undefined || audience.referred === (member.referrers ?? []).length > 0) &&
    (audience.agent === undefined || audience.agent === (member.agent !== undefined)) &&
    Object.entries(audience.attributes ?? {}).every(([name, values]) => isIn(values, member.attributes?.[name])) &&
    (audience.joinedWithinDays === undefined || (joinedAgo >= 0 && joinedAgo <= audience.joinedWithinDays)) &&
    (audience.date === undefined || dateHolds(audience.date, member.dates ?? [], today))
  );
}

export function tierOf(member: MemberFacts, programme: Programme): string | undefined {
  return member.tier ?? programme.tiers?.[0]?.id;
}

export function segmentsOf(member: MemberFacts, moment: string): string[] {
  const inForce = ({ from, until }: SegmentTerm) =>
    (from === undefined || !isBefore(moment, from)) && (until === undefined || isBefore(moment, until));
  return [...member.segments, ...(member.terms ?? []).filter(inForce).map(({ segment }) => segment)];
}

function dateHolds(asked: NonNullable<Audience['date']>, dates: MemberDate[], today: string): boolean {
  const date = dates.find(({ id }) => id === asked.id);
  if (date === undefined) return false;
  const year = Number(today.slice(0, 4));
  const distances = [year - 1, year, year + 1].map((each) => daysBetween(returnOf(date, each), today));
  const nearest = distances.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a));
  const onFile = daysBetween(date.recorded, today) >= 30;
  return onFile && nearest >= -asked.daysBefore && nearest <= asked.daysAfter;
}

function returnOf({ month, day }: MemberDate, year: number): string {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return month === 2 && day === 29 && plusDays(`${year}-02-28`, 1).endsWith('03-01') ? `${year}-02-28` : text;
}

export function scheduleHolds({ from, until, windows, rotation }: Schedule, moment: string): boolean {
  const now = wallClock(moment);
  const seconds = (text: string) => (text.length === 16 ? `${text}:00` : text);
  if (from !== undefined && now < seconds(from)) return false;
  if (until !== undefined && now >= seconds(until)) return false;
  const time = now.slice(11);
  const day = weekday(localDay(moment));
  const inWindow = windows?.some(
    ({ days, from: begin, until: end }) =>
      (days === undefined || days.includes(day)) && time >= `${begin}:00` && time < `${end}:00`,
  );
  if (inWindow === false) return false;
  if (rotation === undefined) return true;
  const distance = monthNumber(localDay(moment)) - monthNumber(rotation.from);
  return distance >= 0 && distance % rotation.everyMonths === 0;
}

function placeHolds(when: When, { shop, channel }: Facts): boolean {
  return isIn(when.shops, shop.id) && isIn(when.regions, shop.region) && isIn(when.channels, channel);
}

function historyHolds(when: When, { facts, member }: Sale, rule: Rule): boolean {
  const { previousReceipt, purchase } = when;
  if (previousReceipt !== undefined) {
    const last = member?.lastReceipt;
    if (!last) return false;
    const { operator, valueMinor, withinDays } = previousReceipt;
    if (operator === 'over' ? last.netMinor <= valueMinor : last.netMinor < valueMinor) return false;
    if (withinDays !== undefined && daysBetween(localDay(last.moment), localDay(facts.moment)) > withinDays)
      return false;
  }
  if (purchase !== undefined) {
    const count = (member?.purchaseCount ?? 0) + 1;
    if (count < purchase.from || (purchase.to !== undefined && count > purchase.to)) return false;
  }
  return when.chosen !== true || (member?.chosen ?? []).includes(rule.id);
}
