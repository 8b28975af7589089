import { error, warning } from './finding-texts.ts';
import type { FindingTexts } from './finding-texts.ts';

/** What `check` says of activities, challenges and what they grant. */
export const activityTexts = {
  'grant.needsPurchase': error(
    'Доля от покупки есть только у активности на покупку.',
    'A share of a purchase comes of an activity on purchases alone.',
    'Поставьте on: {"event": "purchase"} или начислите points.',
    'Write on: {"event": "purchase"}, or grant points.',
  ),
  'grant.worthless': error(
    'Балл кошелька «{wallet}» ничего не стоит, процент от денег в нём не выразить.',
    'A point of the wallet "{wallet}" is worth nothing, so a percentage of money has no measure in it.',
    'Дайте points или возьмите кошелёк со стоимостью.',
    'Grant points, or take a wallet that has a worth.',
  ),
  'grant.memberOnly': error(
    'За чужую покупку получают только баллы, не «{kind}».',
    'Of another’s purchase there are points alone, no "{kind}".',
    'Уберите to или дайте points либо pointsShare.',
    'Remove to, or grant points or pointsShare.',
  ),
  'grant.noGift': error(
    'Подарок выдаёт акция с give gift, а «{id}» не такая.',
    'A gift is given by a promotion that gives gift, and "{id}" does not.',
    'Назовите акцию с {"kind": "gift"}.',
    'Name a promotion with {"kind": "gift"}.',
  ),
  'grant.onlyGift': error(
    'Акция «{id}» выдаёт подарки: ей нужен товар.',
    'The promotion "{id}" gives gifts: it needs a good.',
    'Дайте grant вида gift.',
    'Grant a gift instead.',
  ),
  'grant.notAsked': error(
    'Акция «{id}» действует и без этого права.',
    'The promotion "{id}" works without this right.',
    'Добавьте в её when: "entitlement": true.',
    'Add to its when: "entitlement": true.',
  ),
  'grant.noReceipt': error(
    'sameReceipt бывает только у покупки.',
    'Only a purchase has the same receipt.',
    'Уберите sameReceipt.',
    'Remove sameReceipt.',
  ),
  'grant.beforeThreshold': warning(
    'Порог станет известен, когда скидка в этом чеке уже дана: она подействует и без него.',
    'The threshold is known only when the discount of this receipt was given: it applies without it, too.',
    'Уберите порог или sameReceipt.',
    'Remove the threshold, or sameReceipt.',
  ),
  'grant.firstTier': warning(
    'Уровень «{tier}» — начальный, он и так есть у каждого.',
    'The tier "{tier}" is where everybody starts.',
    'Назовите уровень выше.',
    'Name a higher one.',
  ),
  'when.ofReceipt': error(
    'У события «{event}» нет чека, спросить {key} не у чего.',
    'The event "{event}" has no receipt, so there is no {key} to ask for.',
    'Уберите {key}.',
    'Remove {key}.',
  ),
  'activity.nobody': error(
    'Откликаются только на участников.',
    'Only members are reacted to.',
    'Уберите member: false.',
    'Remove member: false.',
  ),
  'challenge.countsReceipts': error(
    'У события «{event}» нет чека, считать {counts} не с чего.',
    'The event "{event}" has no receipt to count {counts} of.',
    'Поставьте counts: times.',
    'Write counts: times.',
  ),
  'challenge.streakCounts': error(
    'Серия считает периоды, а не {counts}.',
    'A streak counts periods, not {counts}.',
    'Поставьте counts: times.',
    'Write counts: times.',
  ),
  'conversion.same': error(
    'Баллы кошелька «{wallet}» меняются на такие же.',
    'Points of the wallet "{wallet}" would become the same.',
    'Назовите другой кошелёк.',
    'Name another wallet.',
  ),
  'link.unknown': unknown('ссылки', 'link', 'links'),
  'cause.unknown': unknown('цели сбора', 'cause', 'causes'),
} satisfies Record<string, FindingTexts>;

function unknown(ru: string, en: string, list: string): FindingTexts {
  return error(
    `Нет ${ru} «{id}».`,
    `There is no ${en} "{id}".`,
    `Исправьте или добавьте в ${list}; есть: {known}.`,
    `Correct it or add it to ${list}; there are: {known}.`,
  );
}
