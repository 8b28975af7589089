import type { Identification } from '../basics.ts';
import { minimumIdentification } from '../programme/defaults.ts';
import type { FilledPromotion } from '../programme/defaults.ts';
import type { Audience, When } from '../programme/schema.ts';
import { dayNumberOf } from '../time/moment.ts';
import { asksForMember, audienceConditions, knownMember } from './audience.ts';
import { bounded, oneOf, reaches } from './comparisons.ts';
import { identificationStrength } from './identification.ts';
import { earningCondition, limitConditions } from './limits.ts';
import { scheduleConditions } from './schedule.ts';
import type { Condition, Context } from './types.ts';

type Programme = { minimumForGifts: Identification; accrualsPerDay: number | null };

/** All that must hold of the receipt as a whole, in the order in which the first failure is told. */
export function receiptConditions(
  { id, when, give, limits }: FilledPromotion,
  { minimumForGifts, accrualsPerDay }: Programme,
): Condition[] {
  const earns = give.kind.startsWith('points');
  const counted = limits?.member !== undefined || limits?.day !== undefined;
  const needsMember = earns || give.kind === 'gift' || counted || concernsMember(when);
  return [
    ...(when.code === undefined ? [] : [codeShown(when.code)]),
    ...(needsMember ? knownMember(leastFor(when.audience, give.kind, earns, minimumForGifts)) : []),
    ...(when.entitlement && give.kind !== 'gift' ? [entitled(id)] : []),
    ...(when.audience ? audienceConditions(when.audience) : []),
    ...(earns ? [notOwnCard] : []),
    ...(when.schedule ? scheduleConditions(when.schedule) : []),
    ...placeConditions(when),
    ...historyConditions(when),
    ...(when.chosen ? [chosen(id)] : []),
    ...limitConditions(id, limits),
    ...(earns && accrualsPerDay !== null ? [earningCondition(accrualsPerDay)] : []),
  ];
}

function concernsMember({ audience, entitlement, previousReceipt, purchase, chosen: isChosen }: When): boolean {
  return !!(entitlement || previousReceipt || purchase || isChosen) || asksForMember(audience);
}

function chosen(promotion: string): Condition {
  return {
    reason: 'offer.notChosen',
    fact: 'member.chosen',
    operator: 'includes',
    expected: promotion,
    actual: ({ member }) => member?.chosen ?? [],
    holds: ({ member }) => member?.chosen !== undefined && member.chosen.includes(promotion),
  };
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
    const { operator, valueMinor, withinDays } = previousReceipt;
    conditions.push({
      reason: 'history.previousReceipt',
      fact: 'member.lastReceipt.netMinor',
      operator,
      expected: valueMinor,
      actual: ({ member }) => member?.lastReceipt?.netMinor ?? null,
      holds: ({ member }) => !!member?.lastReceipt && reaches(member.lastReceipt.netMinor, operator, valueMinor),
    });
    if (withinDays !== undefined)
      conditions.push(
        bounded('history.previousReceiptAge', 'member.lastReceipt.days', 'atMost', withinDays, daysSinceLast),
      );
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

function daysSinceLast({ member, moment }: Context): number | null {
  if (!member?.lastReceipt) return null;
  return moment.dayNumber - dayNumberOf(member.lastReceipt.moment.slice(0, 10));
}
