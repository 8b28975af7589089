import type { Identification } from '../basics.ts';
import { minimumIdentification } from '../programme/defaults.ts';
import type { FilledPromotion } from '../programme/defaults.ts';
import type { Audience, When } from '../programme/schema.ts';
import type { FactId, ReasonId } from '../reasons.ts';
import { identificationStrength } from './identification.ts';
import { scheduleConditions } from './schedule.ts';
import type { Condition, Context } from './types.ts';

/** All that must hold of the receipt as a whole, in the order in which the first failure is told. */
export function receiptConditions({ id, when, give }: FilledPromotion, forGifts: Identification): Condition[] {
  const earns = give.kind.startsWith('points');
  const needsMember = earns || give.kind === 'gift' || asksForMember(when);
  return [
    ...(when.code === undefined ? [] : [codeShown(when.code)]),
    ...(needsMember
      ? [memberShown, memberNotBlocked, identified(leastFor(when.audience, give.kind, earns, forGifts))]
      : []),
    ...(when.entitlement && give.kind !== 'gift' ? [entitled(id)] : []),
    ...(when.audience ? audienceConditions(when.audience) : []),
    ...(earns ? [notOwnCard] : []),
    ...(when.schedule ? scheduleConditions(when.schedule) : []),
    ...placeConditions(when),
    ...historyConditions(when),
  ];
}

function asksForMember({ audience, entitlement, previousReceipt, purchase }: When): boolean {
  if (entitlement || previousReceipt || purchase) return true;
  return audience !== undefined && audience.member !== false;
}

function codeShown(code: string): Condition {
  return {
    reason: 'code.missing',
    fact: 'codes',
    operator: 'includes',
    expected: code,
    actual: ({ codes }) => codes,
    holds: ({ codes }) => codes.includes(code),
  };
}

/** A gift wants what the programme asks for gifts, and a phone alone never is enough for one. */
function leastFor(
  audience: Audience | undefined,
  kind: FilledPromotion['give']['kind'],
  earns: boolean,
  forGifts: Identification,
): Identification {
  const said = audience?.minimumIdentification;
  if (kind !== 'gift') return said ?? minimumIdentification[earns ? 'earning' : 'other'];
  return [minimumIdentification.other, forGifts, said ?? 'phone'].reduce((a, b) =>
    identificationStrength[a] >= identificationStrength[b] ? a : b,
  );
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

function entitled(promotion: string): Condition {
  return {
    reason: 'entitlement.missing',
    fact: 'member.entitlements',
    operator: 'includes',
    expected: promotion,
    actual: ({ unlocked }) => unlocked.get(promotion)?.id ?? null,
    holds: ({ unlocked }) => unlocked.has(promotion),
  };
}

function audienceConditions({ member, tiers, segments, cardTypes }: Audience): Condition[] {
  const conditions: Condition[] = [];
  if (member === false)
    conditions.push(oneOf('audience.member', 'member', [false], ({ facts }) => facts.member !== null));
  if (tiers) conditions.push(oneOf('audience.tier', 'member.tier', tiers, ({ tier }) => tier));
  if (segments) conditions.push(inSegments(segments));
  if (cardTypes)
    conditions.push(oneOf('audience.cardType', 'member.cardType', cardTypes, ({ member: known }) => known?.cardType));
  return conditions;
}

function inSegments(segments: readonly string[]): Condition {
  return {
    reason: 'audience.segment',
    fact: 'member.segments',
    operator: 'anyOf',
    expected: segments,
    actual: ({ member }) => member?.segments ?? [],
    holds: ({ member }) => member !== null && member.segments.some((segment) => segments.includes(segment)),
  };
}

/** An employee who rings their own card earns nothing on it. */
const notOwnCard: Condition = {
  reason: 'accrual.employee',
  fact: 'member.employee',
  operator: 'isNot',
  expected: 'cashier',
  actual: ({ facts }) => (facts.member?.employee === facts.cashier ? 'cashier' : null),
  holds: ({ facts }) => facts.cashier === null || facts.member?.employee !== facts.cashier,
};

function placeConditions({ shops, regions, channels }: When): Condition[] {
  const conditions: Condition[] = [];
  if (shops) conditions.push(oneOf('place.shop', 'shop.id', shops, ({ facts }) => facts.shop.id));
  if (regions) conditions.push(oneOf('place.region', 'shop.region', regions, ({ facts }) => facts.shop.region));
  if (channels) conditions.push(oneOf('place.channel', 'channel', channels, ({ facts }) => facts.channel));
  return conditions;
}

function historyConditions({ previousReceipt, purchase }: When): Condition[] {
  const conditions: Condition[] = [];
  if (previousReceipt) {
    const { operator, valueMinor } = previousReceipt;
    conditions.push({
      reason: 'history.previousReceipt',
      fact: 'member.lastReceipt.netMinor',
      operator,
      expected: valueMinor,
      actual: ({ member }) => member?.lastReceipt?.netMinor ?? null,
      holds: ({ member }) => !!member?.lastReceipt && reaches(member.lastReceipt.netMinor, operator, valueMinor),
    });
  }
  if (purchase) {
    const { from, to = Infinity } = purchase;
    const ordinal = ({ member }: Context) => (member === null ? null : member.purchaseCount + 1);
    conditions.push({
      reason: 'history.purchase',
      fact: 'member.purchase',
      operator: 'between',
      expected: purchase.to === undefined ? [from] : [from, purchase.to],
      actual: ordinal,
      holds: (context) => {
        const number = ordinal(context);
        return number !== null && number >= from && number <= to;
      },
    });
  }
  return conditions;
}

/** Over: more than. At least: as much or more. */
export function reaches(value: number, operator: 'over' | 'atLeast', expected: number): boolean {
  return operator === 'over' ? value > expected : value >= expected;
}

function oneOf(
  reason: ReasonId,
  fact: FactId,
  expected: readonly (string | boolean)[],
  read: (context: Context) => string | boolean | null | undefined,
): Condition {
  return {
    reason,
    fact,
    operator: 'oneOf',
    expected,
    actual: (context) => read(context) ?? null,
    holds: (context) => {
      const value = read(context);
      return value !== null && value !== undefined && expected.includes(value);
    },
  };
}
