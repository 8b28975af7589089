import type { Identification } from '../basics.ts';
import type { Audience } from '../programme/schema.ts';
import { dayNumberOf } from '../time/moment.ts';
import { bounded, oneOf } from './comparisons.ts';
import { dateConditions } from './dates.ts';
import { identificationStrength } from './identification.ts';
import type { Condition } from './types.ts';

/** Being on a list, and being nobody's card, are known of strangers too; all else only of members. */
export function asksForMember(audience: Audience | undefined): boolean {
  if (audience === undefined || audience.member === false) return false;
  return Object.entries(audience).some(([key, value]) => key !== 'lists' && value !== undefined);
}

/** A member is here, is not blocked, and is known at least this surely. */
export function knownMember(least: Identification): Condition[] {
  return [memberShown, memberNotBlocked, identified(least)];
}

const memberShown: Condition = {
  reason: 'member.none',
  fact: 'member',
  operator: 'is',
  expected: true,
  actual: ({ facts }) => facts.member !== null,
  holds: ({ facts }) => facts.member !== null,
};

const memberNotBlocked: Condition = {
  reason: 'member.blocked',
  fact: 'member.blocked',
  operator: 'is',
  expected: false,
  actual: ({ facts }) => facts.member?.blocked ?? false,
  holds: ({ member }) => member !== null,
};

/** The member must be known at least this surely. */
export function identified(minimum: Identification): Condition {
  const least = identificationStrength[minimum];
  return {
    reason: 'identification.weak',
    fact: 'member.identification',
    operator: 'atLeast',
    expected: minimum,
    actual: ({ facts }) => facts.member?.identification ?? null,
    holds: ({ member }) => member !== null && identificationStrength[member.identification] >= least,
  };
}

/** In the order in which the first failure is told. */
export function audienceConditions(audience: Audience): Condition[] {
  const { member, tiers, segments, notSegments, cardTypes, regions, links, date, lists } = audience;
  const conditions: Condition[] = [];
  if (member === false)
    conditions.push(oneOf('audience.member', 'member', [false], ({ facts }) => facts.member !== null));
  if (tiers) conditions.push(oneOf('audience.tier', 'member.tier', tiers, ({ tier }) => tier));
  if (segments) conditions.push(inSegments(segments));
  if (notSegments) conditions.push(inNoSegment(notSegments));
  if (cardTypes)
    conditions.push(oneOf('audience.cardType', 'member.cardType', cardTypes, ({ member: known }) => known?.cardType));
  if (regions)
    conditions.push(oneOf('audience.region', 'member.region', regions, ({ member: known }) => known?.region));
  if (links) conditions.push(oneOf('audience.link', 'member.joinedBy', links, ({ member: known }) => known?.joinedBy));
  conditions.push(...relations(audience), ...attributes(audience));
  if (audience.joinedWithinDays !== undefined) conditions.push(joinedWithin(audience.joinedWithinDays));
  if (date) conditions.push(...dateConditions(date));
  if (lists) conditions.push(onList(lists));
  return conditions;
}

function inSegments(segments: readonly string[]): Condition {
  return {
    reason: 'audience.segment',
    fact: 'member.segments',
    operator: 'anyOf',
    expected: segments,
    actual: (context) => context.segments,
    holds: (context) => context.segments.some((segment) => segments.includes(segment)),
  };
}

function inNoSegment(segments: readonly string[]): Condition {
  return {
    reason: 'audience.notSegment',
    fact: 'member.segments',
    operator: 'noneOf',
    expected: segments,
    actual: (context) => context.segments,
    holds: (context) => !context.segments.some((segment) => segments.includes(segment)),
  };
}

/** Whether somebody brought the member, and whether an agent leads them. */
function relations({ referred, agent }: Audience): Condition[] {
  const conditions: Condition[] = [];
  if (referred !== undefined)
    conditions.push(
      oneOf('audience.referred', 'member.referrers', [referred], ({ member }) => (member?.referrers ?? []).length > 0),
    );
  if (agent !== undefined)
    conditions.push(oneOf('audience.agent', 'member.agent', [agent], ({ member }) => member?.agent !== undefined));
  return conditions;
}

function attributes({ attributes: asked = {} }: Audience): Condition[] {
  return Object.entries(asked).map(([attribute, values]) =>
    oneOf('audience.attribute', 'member.attributes', values, ({ member }) => member?.attributes?.[attribute]),
  );
}

/** The day of joining is day 0. */
function joinedWithin(days: number): Condition {
  const since = bounded('audience.joined', 'member.days', 'atMost', days, ({ member, moment }) =>
    member === null ? null : moment.dayNumber - dayNumberOf(member.joined),
  );
  return { ...since, holds: (context) => since.holds(context) && (since.actual(context) as number) >= 0 };
}

function onList(lists: readonly string[]): Condition {
  return {
    reason: 'audience.list',
    fact: 'lists',
    operator: 'anyOf',
    expected: lists,
    actual: ({ facts }) => facts.lists ?? [],
    holds: ({ facts }) => facts.lists !== undefined && facts.lists.some((list) => lists.includes(list)),
  };
}
