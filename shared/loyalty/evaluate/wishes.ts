import type { CompiledProgramme, Context } from '../compile/types.ts';
import type { EntitlementFacts } from '../facts.ts';
import type { Because } from '../outcome.ts';
import type { ReasonId } from '../reasons.ts';
import { isValidAt, withheldReason } from './context.ts';
import { giftCandidate } from './select.ts';
import type { BaseLine, Candidate, Refusal } from './types.ts';

/** The gifts to ring now, in the order they were asked for; what can't be one is refused by its id. */
export function giftWishes(
  { index }: CompiledProgramme,
  context: Context,
  lines: readonly BaseLine[],
): { candidates: Candidate[]; refusals: Refusal[] } {
  const candidates: Candidate[] = [];
  const refusals: Refusal[] = [];
  for (const id of distinct(context.facts.gifts)) {
    const gift = findGift(context, id);
    if ('reason' in gift) {
      refusals.push(gift);
      continue;
    }
    const rule = index.byPromotion.get(gift.promotion);
    if (rule?.give.kind === 'gift') candidates.push(giftCandidate(rule, context, lines, gift));
    else refusals.push(unknownPromotion(id, gift.promotion));
  }
  return { candidates, refusals };
}

function findGift(context: Context, id: string): EntitlementFacts | Refusal {
  const { facts, member, moment } = context;
  if (facts.member === null) return refusal(id, 'member.none', 'member', 'is', true, false);
  if (member === null) return refusal(id, 'member.blocked', 'member.blocked', 'is', false, true);
  const gift = member.entitlements.find((each) => each.id === id && each.gift !== undefined);
  if (!gift) return refusal(id, 'entitlement.missing', 'member.entitlements', 'includes', id, null);
  const withheld = facts.rights && withheldReason(facts.rights, id);
  if (withheld) return refusal(id, `entitlement.${withheld}`, 'rights', 'isNot', withheld, withheld);
  if (isValidAt(gift, moment)) return gift;
  const over = gift.validUntil !== undefined && Date.parse(gift.validUntil) <= moment.instantMs;
  return over
    ? refusal(id, 'schedule.over', 'moment', 'before', gift.validUntil, facts.moment)
    : refusal(id, 'schedule.notYet', 'moment', 'atLeast', gift.validFrom, facts.moment);
}

/** Codes that open nothing: no promotion asks for them, and no coupon of the member has that id. */
export function codeRefusals({ index }: CompiledProgramme, { codes, facts }: Context): Refusal[] {
  const refusals: Refusal[] = [];
  for (const code of distinct(codes)) {
    if (index.byCode.has(code)) continue;
    const coupon = facts.member?.entitlements.find((each) => each.id === code);
    if (!coupon) refusals.push({ rule: code, reason: 'code.unknown', because: [] });
    else if (!index.byPromotion.has(coupon.promotion)) refusals.push(unknownPromotion(code, coupon.promotion));
  }
  return refusals;
}

function distinct(ids: readonly string[] = []): readonly string[] {
  return ids.length < 2 ? ids : [...new Set(ids)];
}

function unknownPromotion(id: string, promotion: string): Refusal {
  return refusal(id, 'entitlement.unknown', 'programme.promotions', 'includes', promotion, null);
}

function refusal(
  rule: string,
  reason: ReasonId,
  fact: Because['fact'],
  operator: Because['operator'],
  expected: Because['expected'],
  actual: Because['actual'],
): Refusal {
  return { rule, reason, because: [{ fact, operator, expected, actual }] };
}
