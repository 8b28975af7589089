import type { Grant, Programme, Promotion, Recipient, Trigger } from '../programme/schema.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';
import { lifetimes, tooLong } from './lifetimes.ts';

type Giver = {
  give: readonly Grant[];
  path: readonly PathSegment[];
  /** Null: no event at all, the member asks for it. */
  event: Trigger['event'] | null;
  who: Recipient['who'];
  hasThreshold: boolean;
  counts: boolean;
};

const largestAmount = 1_000_000_000_000;

/** Grants make sense where they stand: a share needs a purchase, a right a promotion that asks for it. */
export function checkGrants(programme: Programme): Finding[] {
  return giversOf(programme).flatMap((giver) =>
    giver.give.flatMap((grant, at) => ofGrant(programme, giver, grant, [...giver.path, 'give', at])),
  );
}

function giversOf({ activities = [], challenges = [], rewards = [], links = [] }: Programme): Giver[] {
  const alone = { event: null, who: 'member', hasThreshold: false, counts: false } as const;
  return [
    ...activities.map(({ give, on, to, when }, index) => ({
      give,
      path: ['activities', index],
      event: on.event,
      who: to?.who ?? ('member' as const),
      hasThreshold: when?.basket !== undefined || when?.contains !== undefined,
      counts: false,
    })),
    ...challenges.map(({ give, on }, index) => ({
      ...alone,
      give,
      path: ['challenges', index],
      event: on.event,
      counts: true,
    })),
    ...rewards.map(({ give }, index) => ({ ...alone, give, path: ['rewards', index] })),
    ...links.map(({ give = [] }, index) => ({ ...alone, give, path: ['links', index] })),
  ];
}

function ofGrant(programme: Programme, giver: Giver, grant: Grant, path: readonly PathSegment[]): Finding[] {
  const days = 'days' in grant ? tooLong(grant.days, [...path, 'days']) : [];
  const starts = 'startsInDays' in grant ? tooLong(grant.startsInDays, [...path, 'startsInDays']) : [];
  return [...days, ...starts, ...memberOnly(giver, grant, path), ...ofKind(programme, giver, grant, path)];
}

function ofKind(programme: Programme, giver: Giver, grant: Grant, path: readonly PathSegment[]): Finding[] {
  switch (grant.kind) {
    case 'points':
      return [
        ...tooLong(grant.activationDays, [...path, 'activationDays']),
        ...(grant.lifetime ? lifetimes(grant.lifetime, [...path, 'lifetime']) : []),
        ...(grant.points > largestAmount
          ? [finding('amount.tooLarge', [...path, 'points'], { value: grant.points, most: largestAmount })]
          : []),
      ];
    case 'pointsShare':
      return shareOf(programme, giver, grant, path);
    case 'gift':
      return unlocks(programme, grant.promotion, true, path);
    case 'entitlement':
      return [...unlocks(programme, grant.promotion, false, path), ...atOnce(giver, grant, path)];
    case 'tier':
      return programme.tiers?.[0]?.id === grant.tier
        ? [finding('grant.firstTier', [...path, 'tier'], { tier: grant.tier })]
        : [];
    case 'message':
      return (['ru', 'en'] as const)
        .filter((locale) => grant.text[locale].trim() === '')
        .map((locale) => finding('text.missing', [...path, 'text', locale]));
    default:
      return [];
  }
}

function shareOf(
  { wallets }: Programme,
  { event, counts }: Giver,
  { wallet, rateBp }: Extract<Grant, { kind: 'pointsShare' }>,
  path: readonly PathSegment[],
): Finding[] {
  if (event !== 'purchase' || counts) return [finding('grant.needsPurchase', [...path, 'kind'])];
  if (rateBp === 0) return [finding('give.nothing', [...path, 'rateBp'])];
  if (rateBp > 10_000) return [finding('percent.over100', [...path, 'rateBp'], { value: rateBp })];
  const worthless = wallets.some(({ id, worthMinor }) => id === wallet && worthMinor === 0);
  return worthless ? [finding('grant.worthless', [...path, 'wallet'], { wallet })] : [];
}

/** Of a purchase others have points alone: their rights would need what only their own receipts tell. */
function memberOnly({ event, who }: Giver, { kind }: Grant, path: readonly PathSegment[]): Finding[] {
  if (event !== 'purchase' || who === 'member' || kind === 'points' || kind === 'pointsShare') return [];
  return [finding('grant.memberOnly', [...path, 'kind'], { kind })];
}

function unlocks({ promotions }: Programme, id: string, isGift: boolean, path: readonly PathSegment[]): Finding[] {
  const promotion = promotions.find((each) => each.id === id);
  if (!promotion) return [];
  const at = [...path, 'promotion'];
  if (isGift !== (promotion.give.kind === 'gift'))
    return [finding(isGift ? 'grant.noGift' : 'grant.onlyGift', at, { id })];
  return asksForRight(promotion) ? [] : [finding('grant.notAsked', at, { id })];
}

function asksForRight({ when }: Promotion): boolean {
  return when?.entitlement === true;
}

function atOnce(
  { event, hasThreshold, counts }: Giver,
  { sameReceipt }: Extract<Grant, { kind: 'entitlement' }>,
  path: readonly PathSegment[],
): Finding[] {
  if (!sameReceipt) return [];
  if (event !== 'purchase' || counts) return [finding('grant.noReceipt', [...path, 'sameReceipt'])];
  return hasThreshold ? [finding('grant.beforeThreshold', [...path, 'sameReceipt'])] : [];
}
