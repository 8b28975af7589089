/**
 * Why a rule, a wish or a gift did not apply. Closed: every id has its sentence in shared/i18n/reasons.ts. They stand in their
 * order of precedence: where several are true of a rule, the first is told.
 */
export const reasonIds = [
  'code.unknown',
  'code.missing',
  'member.none',
  'member.blocked',
  'identification.weak',
  'entitlement.unknown',
  'entitlement.missing',
  'audience.member',
  'audience.tier',
  'audience.segment',
  'audience.cardType',
  'accrual.employee',
  'schedule.notYet',
  'schedule.over',
  'schedule.window',
  'place.shop',
  'place.region',
  'place.channel',
  'history.previousReceipt',
  'history.purchase',
  'goods.none',
  'group.best',
  'group.first',
  'basket.threshold',
  'goods.flag',
  'goods.closed',
  'price.notLower',
  'accrual.redeemed',
  'amount.nothing',
  'gift.scanNeeded',
  'wallet.unknown',
  'redemption.offline',
  'redemption.declined',
  'redemption.noPoints',
  'redemption.nothing',
  'redemption.limited',
  'rounding.noRoom',
  'return.otherMember',
] as const;
export type ReasonId = (typeof reasonIds)[number];

/** What is worth telling besides: by id and arguments, never text. */
export const messageIds = [
  'tier.reached',
  'tier.lost',
  'gift.waiting',
  'gift.left',
  'debt.settled',
  'debt.grown',
] as const;
export type MessageId = (typeof messageIds)[number];
