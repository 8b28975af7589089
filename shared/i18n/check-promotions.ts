import { error, warning } from './finding-texts.ts';
import type { FindingTexts } from './finding-texts.ts';

function unknown(ru: string, en: string, list: string): FindingTexts {
  return error(
    `Нет ${ru} «{id}».`,
    `There is no ${en} "{id}".`,
    `Исправьте или добавьте в ${list}; есть: {known}.`,
    `Correct it or add it to ${list}; there are: {known}.`,
  );
}

/** What `check` says of promotions, their limits, and goods that are sold to some only. */
export const promotionTexts = {
  'promotion.unknown': unknown('акции', 'promotion', 'promotions'),
  'link.unknown': unknown('ссылки', 'link', 'links'),
  'cause.unknown': unknown('цели сбора', 'cause', 'causes'),
  'partner.unknown': unknown('партнёра', 'partner', 'coalition.partners'),
  'ladder.notRising': error(
    'Ступень {value} не выше предыдущей ({before}).',
    'The step {value} is not above the one before it ({before}).',
    'Расставьте ступени по возрастанию from.',
    'Order the steps by a rising from.',
  ),
  'set.allCheaper': error(
    'Дешевле стали бы {free} из {outOf}: весь набор.',
    '{free} of {outOf} would be cheaper: the whole set.',
    'Возьмите free меньше outOf; для скидки на всё есть linePercent.',
    'Take free below outOf; for a discount on all of it there is linePercent.',
  ),
  'get.anything': warning(
    'Дешевле станет любой товар чека, самый недорогой.',
    'Any good of the receipt may be given, the cheapest first.',
    'Если это не так, назовите товары.',
    'If that is not meant, name the goods.',
  ),
  'limit.meaningless': error(
    'limits.{key} ничего не значит для правила «{kind}».',
    'limits.{key} means nothing for a rule that gives "{kind}".',
    'Уберите его.',
    'Remove it.',
  ),
  'limit.ofNobody': error(
    'limits.{key} считает применения участника, а правило не для участников.',
    'limits.{key} counts the uses of a member, and the rule is not for members.',
    'Уберите limits.{key} или member: false.',
    'Remove limits.{key}, or member: false.',
  ),
  'date.always': warning(
    'Вокруг даты — {days} дн.: это весь год.',
    '{days} days around the date are the whole year.',
    'Уменьшите daysBefore и daysAfter.',
    'Lower daysBefore and daysAfter.',
  ),
  'access.everybody': error(
    'Условий нет: товар продаётся всем.',
    'Nothing is asked for: the goods are sold to everybody.',
    'Назовите, кому он продаётся, или уберите правило.',
    'Say to whom they are sold, or remove the rule.',
  ),
} satisfies Record<string, FindingTexts>;
