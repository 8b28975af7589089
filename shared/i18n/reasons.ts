import type { Identification, Text } from '../loyalty/basics.ts';
import type { FactId, MessageId, OperatorId, ReasonId } from '../loyalty/reasons.ts';

/**
 * What the engine's ids mean, in sentences a cashier reads out. `{expected}` and `{actual}` are those of the first `because`,
 * told by `tell-reasons.ts`; messages name their arguments.
 */
export const reasonTexts: Record<ReasonId, Text> = {
  'code.unknown': { ru: 'Такого кода нет', en: 'There is no such code' },
  'code.missing': { ru: 'Нужен промокод {expected}', en: 'Needs the code {expected}' },
  'member.none': { ru: 'Нужна карта участника', en: 'Needs a member’s card' },
  'member.blocked': { ru: 'Карта заблокирована', en: 'The card is blocked' },
  'identification.weak': {
    ru: 'Нужно подтвердить, кто покупатель: {expected}',
    en: 'The member must be identified better: {expected}',
  },
  'entitlement.unknown': {
    ru: 'Программа больше не знает этого права',
    en: 'The programme no longer knows this right',
  },
  'entitlement.missing': { ru: 'У участника нет этого права', en: 'The member has no such right' },
  'audience.member': { ru: 'Только для покупателей без карты', en: 'Only for buyers without a card' },
  'audience.tier': { ru: 'Только для уровня {expected}', en: 'Only for the tier {expected}' },
  'audience.segment': { ru: 'Только для группы {expected}', en: 'Only for the segment {expected}' },
  'audience.cardType': { ru: 'Только для карты {expected}', en: 'Only for the card {expected}' },
  'accrual.employee': {
    ru: 'Сотрудник за кассой не копит на свою карту',
    en: 'A cashier earns nothing on their own card at their till',
  },
  'schedule.notYet': { ru: 'Начнётся {expected}', en: 'Starts {expected}' },
  'schedule.over': { ru: 'Закончилось {expected}', en: 'Ended {expected}' },
  'schedule.window': { ru: 'Действует в другое время: {expected}', en: 'Works at another time: {expected}' },
  'place.shop': { ru: 'Не в этом магазине', en: 'Not in this shop' },
  'place.region': { ru: 'Не в этом регионе', en: 'Not in this region' },
  'place.channel': { ru: 'Не в этом канале продаж', en: 'Not in this sales channel' },
  'history.previousReceipt': {
    ru: 'Прошлая покупка: {actual}; нужна {expected}',
    en: 'The previous purchase: {actual}; it takes {expected}',
  },
  'history.purchase': {
    ru: 'Это покупка № {actual}, а нужна № {expected}',
    en: 'This is purchase {actual}, it takes purchase {expected}',
  },
  'goods.none': { ru: 'В чеке нет таких товаров', en: 'The receipt has no such goods' },
  'group.best': { ru: 'Выгоднее другое: {expected}', en: 'Another one gives more: {expected}' },
  'group.first': { ru: 'Уже действует другое: {expected}', en: 'Another one applies: {expected}' },
  'basket.threshold': { ru: 'Сумма {actual}, а нужна {expected}', en: 'The sum is {actual}, it takes {expected}' },
  'goods.flag': { ru: 'На этот товар не распространяется', en: 'This good is excluded' },
  'goods.closed': { ru: 'Не складывается с другим: {actual}', en: 'Not together with {actual}' },
  'goods.tooFew': { ru: 'Не хватает товаров для набора', en: 'Not enough goods for the set' },
  'price.notLower': { ru: 'Цена и так не выше', en: 'The price is no higher as it is' },
  'accrual.redeemed': {
    ru: 'Не начисляется, когда платят баллами',
    en: 'Nothing is earned when points are spent',
  },
  'amount.nothing': { ru: 'С этой суммы выходит ноль', en: 'It comes to nothing on this sum' },
  'gift.scanNeeded': {
    ru: 'Подарок нужно отсканировать или взвесить',
    en: 'The gift must be scanned or weighed',
  },
  'wallet.unknown': { ru: 'Программа не знает таких баллов', en: 'The programme knows no such points' },
  'redemption.offline': {
    ru: 'Нет связи: списать баллы нельзя, начисление идёт',
    en: 'Offline: points can’t be spent, earning goes on',
  },
  'redemption.declined': { ru: 'Хаб не дал списать баллы', en: 'The hub declined to spend points' },
  'redemption.noPoints': { ru: 'Баллов для списания нет', en: 'There are no points to spend' },
  'redemption.nothing': { ru: 'В этом чеке списать баллы не на что', en: 'Nothing here can be paid with points' },
  'redemption.limited': { ru: 'Списано меньше: {because}', en: 'Less was spent: {because}' },
  'rounding.noRoom': {
    ru: 'Итог не округлить: цены ниже нельзя',
    en: 'The total can’t be rounded: prices can’t go lower',
  },
  'return.otherMember': {
    ru: 'Карты той покупки нет: деньги возвращаются, баллы не меняются',
    en: 'Not the card of that sale: money goes back, points stay as they are',
  },
};

export const messageTexts: Record<MessageId, Text> = {
  'tier.reached': { ru: 'Новый уровень: {tier}, со следующей покупки', en: 'New tier: {tier}, from the next purchase' },
  'tier.lost': { ru: 'Уровень {from} больше не действует: {to}', en: 'Tier {from} is lost: {to}' },
  'gift.waiting': { ru: 'Ждёт подарок: {quantity}', en: 'A gift is waiting: {quantity}' },
  'gift.left': { ru: 'Подарка осталось: {quantity}', en: 'Left of the gift: {quantity}' },
  'debt.settled': { ru: 'Погашено долга: {points}', en: 'Paid off: {points} of the debt' },
  'debt.grown': { ru: 'Долг вырос на {points}', en: 'The debt grew by {points}' },
};

/** How a `because` names what it compares. */
export const factTexts: Record<FactId, Text> = {
  codes: { ru: 'промокод', en: 'code' },
  channel: { ru: 'канал продаж', en: 'sales channel' },
  'good.accruable': { ru: 'за товар начисляют', en: 'the good earns' },
  'good.discountable': { ru: 'на товар дают скидку', en: 'the good may be discounted' },
  'good.redeemable': { ru: 'за товар платят баллами', en: 'the good may be paid with points' },
  group: { ru: 'из взаимоисключающих', en: 'of those that exclude each other' },
  'group.valueMinor': { ru: 'выгода', en: 'value' },
  'line.rule': { ru: 'другое правило строки', en: 'another rule of the line' },
  lines: { ru: 'подходящих строк', en: 'matching lines' },
  'lines.leftMinor': { ru: 'сумма строк', en: 'sum of the lines' },
  'lines.redeemableMinor': { ru: 'можно оплатить баллами из', en: 'may be paid with points of' },
  'lines.returned': { ru: 'возвращено строк', en: 'lines returned' },
  'lines.roomMinor': { ru: 'сколько можно уступить', en: 'room for a discount' },
  member: { ru: 'карта участника', en: 'member’s card' },
  'member.blocked': { ru: 'карта заблокирована', en: 'card blocked' },
  'member.cardType': { ru: 'вид карты', en: 'card type' },
  'member.employee': { ru: 'чья карта', en: 'whose card' },
  'member.entitlements': { ru: 'право участника', en: 'right of the member' },
  'member.id': { ru: 'участник', en: 'member' },
  'member.identification': { ru: 'как опознан', en: 'identified by' },
  'member.lastReceipt.netMinor': { ru: 'прошлая покупка', en: 'previous purchase' },
  'member.purchase': { ru: 'покупка №', en: 'purchase no.' },
  'member.purchases': { ru: 'покупок', en: 'purchases' },
  'member.segments': { ru: 'группа', en: 'segment' },
  'member.spendMinor': { ru: 'куплено всего', en: 'bought in all' },
  'member.tier': { ru: 'уровень', en: 'tier' },
  moment: { ru: 'время', en: 'time' },
  'programme.promotions': { ru: 'акция программы', en: 'promotion of the programme' },
  'receipt.netMinor': { ru: 'этот чек', en: 'this receipt' },
  'receipt.redeemed': { ru: 'платят баллами', en: 'paid with points' },
  'shop.id': { ru: 'магазин', en: 'shop' },
  'shop.region': { ru: 'регион', en: 'region' },
  spending: { ru: 'списание', en: 'spending' },
  'wallet.points': { ru: 'баллов', en: 'points' },
};

/** What is expected, after the fact and what it was: `sum of the lines: 900.00, over 1,000.00`. */
export const operatorTexts: Record<OperatorId, Text> = {
  all: { ru: 'все: {expected}', en: 'all: {expected}' },
  anyOf: { ru: 'нужно {expected}', en: 'of {expected}' },
  atLeast: { ru: 'от {expected}', en: 'at least {expected}' },
  atMost: { ru: 'не больше {expected}', en: 'at most {expected}' },
  atMostBp: { ru: 'не больше {expected}', en: 'at most {expected}' },
  before: { ru: 'до {expected}', en: 'before {expected}' },
  best: { ru: 'выгоднее {expected}', en: 'the best is {expected}' },
  between: { ru: 'нужна № {expected}', en: 'it takes {expected}' },
  first: { ru: 'первое — {expected}', en: 'the first is {expected}' },
  includes: { ru: 'нужно {expected}', en: 'it takes {expected}' },
  is: { ru: 'должно быть {expected}', en: 'expected {expected}' },
  isNot: { ru: 'не {expected}', en: 'not {expected}' },
  keeps: { ru: 'закрыло строку', en: 'closed the line' },
  match: { ru: 'по товарам акции', en: 'by the goods of the promotion' },
  oneOf: { ru: 'нужно {expected}', en: 'of {expected}' },
  over: { ru: 'больше {expected}', en: 'over {expected}' },
  shareOf: { ru: 'доля возвращённого', en: 'by share of what came back' },
  wholeSteps: { ru: 'целыми шагами по {expected}', en: 'in whole steps of {expected}' },
  within: { ru: 'в окно {expected}', en: 'within {expected}' },
};

export const identificationTexts: Record<Identification, Text> = {
  phone: { ru: 'телефон', en: 'phone' },
  phoneCode: { ru: 'телефон и кодовое слово', en: 'phone and code word' },
  card: { ru: 'карта', en: 'card' },
  dynamicQr: { ru: 'QR на телефоне', en: 'QR on the phone' },
};

export const dayTexts: Record<string, Text> = {
  mon: { ru: 'пн', en: 'Mon' },
  tue: { ru: 'вт', en: 'Tue' },
  wed: { ru: 'ср', en: 'Wed' },
  thu: { ru: 'чт', en: 'Thu' },
  fri: { ru: 'пт', en: 'Fri' },
  sat: { ru: 'сб', en: 'Sat' },
  sun: { ru: 'вс', en: 'Sun' },
};

export const valueTexts = {
  yes: { ru: 'да', en: 'yes' },
  no: { ru: 'нет', en: 'no' },
  none: { ru: 'нет', en: 'none' },
  cashier: { ru: 'кассира', en: 'the cashier’s' },
  offline: { ru: 'нет связи', en: 'offline' },
  declined: { ru: 'отказ хаба', en: 'declined by the hub' },
  more: { ru: 'больше {value}', en: 'more than {value}' },
  from: { ru: 'от {value}', en: '{value} or more' },
} satisfies Record<string, Text>;
