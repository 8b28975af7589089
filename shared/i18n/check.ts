import { activityTexts } from './check-activities.ts';
import type { Text } from '../loyalty/basics.ts';
import type { JsonProblem } from '../protocol/json-scan.ts';
import { lintTexts } from './check-lints.ts';
import { maskTexts } from './check-masks.ts';
import { moneyTexts } from './check-money.ts';
import { promotionTexts } from './check-promotions.ts';
import { error, warning } from './finding-texts.ts';
import type { FindingTexts } from './finding-texts.ts';

/** What `check` says. */

export const jsonKinds = {
  object: { ru: 'объект {…}', en: 'an object {…}' },
  array: { ru: 'список […]', en: 'a list […]' },
  string: { ru: 'строка', en: 'a string' },
  number: { ru: 'число', en: 'a number' },
  int: { ru: 'целое число', en: 'a whole number' },
  boolean: { ru: 'true или false', en: 'true or false' },
  null: { ru: 'null', en: 'null' },
} satisfies Record<string, Text>;
export type JsonKind = keyof typeof jsonKinds;

/** By the name a schema gives its pattern. */
export const formatExamples: ReadonlyMap<string, { name: Text; example: string }> = new Map([
  [
    'moment',
    { name: { ru: 'момент со смещением', en: 'a moment with its offset' }, example: '2026-11-23T18:59:59+03:00' },
  ],
  ['day', { name: { ru: 'день', en: 'a day' }, example: '2026-11-23' }],
  ['local moment', { name: { ru: 'местный момент', en: 'a local moment' }, example: '2026-01-01T09:00' }],
  ['time of day', { name: { ru: 'время суток', en: 'a time of day' }, example: '18:00' }],
  ['card mask', { name: { ru: 'маска карты', en: 'a card mask' }, example: '2200##*' }],
  ['currency', { name: { ru: 'код валюты', en: 'a currency code' }, example: 'RUB' }],
]);

/** Where a text stops being JSON. */
export const jsonProblems = {
  end: { ru: 'текст обрывается', en: 'the text ends too early' },
  unexpected: { ru: 'этого здесь быть не может', en: 'this can not stand here' },
  separator: { ru: 'перед этим нужна запятая или скобка', en: 'a comma or a bracket is missing before this' },
  colon: { ru: 'после ключа нужно двоеточие', en: 'a key is followed by a colon' },
  trailingComma: { ru: 'перед этим лишняя запятая', en: 'the comma before this is one too many' },
  quotes: { ru: 'ключи и строки — в двойных кавычках', en: 'keys and strings stand in double quotes' },
  number: { ru: 'это не число JSON', en: 'this is no JSON number' },
  string: {
    ru: 'перенос строки или неизвестный знак после \\ внутри строки',
    en: 'a line break, or an unknown character after \\, inside a string',
  },
} satisfies Record<JsonProblem, Text>;

const form = {
  'json.invalid': error(
    'Это не JSON: {problem}.',
    'This is not JSON: {problem}.',
    'Исправьте это место.',
    'Correct this place.',
  ),
  'json.duplicateKey': error(
    'Ключ «{key}» стоит в одном объекте дважды, действовал бы только последний.',
    'The key "{key}" stands twice in one object, and only the last would count.',
    'Оставьте один.',
    'Keep one of them.',
  ),
  'key.unknown': error(
    'Неизвестный ключ «{key}».',
    'Unknown key "{key}".',
    'Уберите его или возьмите один из известных здесь: {known}.',
    'Remove it, or take one that is known here: {known}.',
  ),
  'key.misspelt': error(
    'Неизвестный ключ «{key}».',
    'Unknown key "{key}".',
    'Вероятно, это «{near}»: исправьте имя.',
    'It is probably "{near}": correct the name.',
  ),
  'key.missing': error('Не хватает ключа «{key}».', 'The key "{key}" is missing.', 'Добавьте его.', 'Add it.'),
  'type.wrong': error(
    'Здесь не то: {actual}.',
    'This is {actual}.',
    'Должно быть: {wanted}.',
    'It has to be {wanted}.',
  ),
  'choice.unknown': error(
    'Нет такого варианта: {value}.',
    '{value} is not one of the choices.',
    'Выберите: {allowed}.',
    'Choose from: {allowed}.',
  ),
  'choice.misspelt': error(
    'Нет такого варианта: {value}.',
    '{value} is not one of the choices.',
    'Вероятно, это «{near}»: исправьте.',
    'It is probably "{near}": correct it.',
  ),
  'number.tooSmall': error(
    'Слишком мало: {value}.',
    '{value} is too small.',
    'Возьмите не меньше {least}.',
    'Take at least {least}.',
  ),
  'number.tooBig': error(
    'Слишком много: {value}.',
    '{value} is too large.',
    'Возьмите не больше {most}.',
    'Take at most {most}.',
  ),
  'text.empty': error('Пустая строка.', 'The string is empty.', 'Напишите что-нибудь.', 'Write something.'),
  'text.tooLong': error(
    'Слишком длинно.',
    'The string is too long.',
    'Не больше {most} знаков.',
    'Keep it to {most} characters.',
  ),
  'list.tooShort': error(
    'Список слишком короткий.',
    'The list is too short.',
    'Нужно хотя бы столько: {least}.',
    'Give at least {least}.',
  ),
  'list.tooLong': error('Список слишком длинный.', 'The list is too long.', 'Не больше {most}.', 'Keep it to {most}.'),
  'format.wrong': error(
    'Это не {wanted}: {value}.',
    '{value} is not {wanted}.',
    'Пишите так: {example}.',
    'Write it like {example}.',
  ),
  'value.invalid': error(
    'Не подходит: {value}.',
    '{value} does not fit here.',
    'Исправьте по схеме в docs/quote.',
    'Correct it by the schema in docs/quote.',
  ),
};

const references = {
  'id.duplicate': error(
    'Идентификатор «{id}» уже занят: {first}.',
    'The id "{id}" is already taken by {first}.',
    'Дайте другой.',
    'Give it another one.',
  ),
  'id.ambiguous': error(
    'Идентификатор «{id}» носит и {first}: в причинах их не различить.',
    '{first} has the id "{id}" as well: reasons could not tell them apart.',
    'Дайте другой.',
    'Give it another one.',
  ),
  'id.reserved': error(
    'Идентификатор «{id}» занят самой кассой.',
    'The engine itself uses the id "{id}".',
    'Дайте правилу другой.',
    'Give the rule another one.',
  ),
  'wallet.unknown': unknown('кошелька', 'wallet', 'wallets'),
  'tier.unknown': unknown('уровня', 'tier', 'tiers'),
  'segment.unknown': unknown('сегмента', 'segment', 'segments'),
  'group.unknown': unknown('группы', 'group', 'groups'),
  'cardType.unknown': warning(
    'Ни одна маска не даёт тип карты «{id}».',
    'No mask leads to the card type "{id}".',
    'Исправьте тип или добавьте маску в identification.cards.',
    'Correct the type, or add its mask to identification.cards.',
  ),
  'engine.unknown': error(
    'Нужен движок {wanted}, а самый новый здесь — {newest}.',
    'It asks for engine {wanted}, and the newest here is {newest}.',
    'Обновите Kopilka или поставьте число не больше {newest}.',
    'Update Kopilka, or ask for {newest} at the most.',
  ),
  'group.single': warning(
    'В группе «{id}» только одно правило, выбирать не из чего.',
    'The group "{id}" has one rule only, so there is nothing to choose.',
    'Добавьте в неё правила или уберите группу.',
    'Put more rules into it, or remove the group.',
  ),
  'group.unused': warning(
    'В группе «{id}» нет ни одного правила.',
    'No rule is in the group "{id}".',
    'Впишите group в правила или уберите группу.',
    'Name it in the group of a rule, or remove it.',
  ),
};

function unknown(ru: string, en: string, list: string): FindingTexts {
  return error(
    `Нет ${ru} «{id}».`,
    `There is no ${en} "{id}".`,
    `Исправьте или добавьте в ${list}; есть: {known}.`,
    `Correct it or add it to ${list}; there are: {known}.`,
  );
}

const times = {
  'moment.impossible': error(
    'Такого момента нет в календаре: {value}.',
    'There is no such moment in the calendar: {value}.',
    'Исправьте дату или время.',
    'Correct the date or the time.',
  ),
  'schedule.backwards': error(
    'Срок кончается ({until}) не позже, чем начинается ({from}).',
    'It ends ({until}) no later than it begins ({from}).',
    'Поставьте until позже from.',
    'Put until after from.',
  ),
  'window.backwards': error(
    'Окно кончается ({until}) не позже, чем начинается ({from}).',
    'The window ends ({until}) no later than it begins ({from}).',
    'Для окна через полночь запишите два: до 24:00 и с 00:00.',
    'For one across midnight write two: until 24:00 and from 00:00.',
  ),
  'days.tooMany': error(
    'Срок длиннее ста лет: {value}.',
    'That is longer than a hundred years: {value}.',
    'Возьмите короче; бессрочно — это lifetime {"kind": "never"}.',
    'Take less; for ever is lifetime {"kind": "never"}.',
  ),
};

const requests = {
  'receipt.tooLarge': error(
    'С этой строкой сумма чека больше всего, что бывает.',
    'With this line the receipt comes to more than there can be.',
    'Возьмите не больше {most}; суммы — в минимальных единицах, количество — в тысячных.',
    'Take at most {most}; amounts are in minor units, quantities in thousandths.',
  ),
  'programme.missing': error(
    'У первого шага должна быть программа.',
    'The first step needs a programme.',
    'Добавьте ключ programme.',
    'Add the key programme.',
  ),
  'step.unknown': error(
    'Шаг {step} — не более ранняя продажа этого списка.',
    'Step {step} is no earlier sale of this list.',
    'Шаги считаются с 1; назовите шаг с kind "sale" выше этого.',
    'Steps are counted from 1; name one above with kind "sale".',
  ),
  'member.unknown': error(
    'Участник «{id}» раньше в списке не встречался.',
    'No earlier step brought the member "{id}".',
    'Опишите его здесь целиком.',
    'Describe them here in full.',
  ),
};

const senses = {
  'list.empty': error(
    'Пустой список не подходит никому и ничему, правило не сработает никогда.',
    'An empty list matches nobody and nothing, so the rule can never apply.',
    'Впишите что-нибудь или уберите ключ: без него подходят все.',
    'Fill it, or leave the key out: without it everything matches.',
  ),
  'text.missing': warning(
    'Нет названия на этом языке, на чеке будет пусто.',
    'There is no name in this language, and a receipt would show nothing.',
    'Напишите его.',
    'Write one.',
  ),
  'tier.firstHasEntry': error(
    'Первый уровень — начальный, условие входа у него не действует.',
    'The first tier is where members start, so its entry means nothing.',
    'Уберите entry или поставьте перед ним начальный уровень.',
    'Remove entry, or put a starting tier before it.',
  ),
  'tier.noEntry': error(
    'На уровень «{id}» нельзя попасть: у него нет условия входа.',
    'Nobody can reach the tier "{id}": it has no entry.',
    'Добавьте entry.',
    'Add entry.',
  ),
  'tier.notAscending': error(
    'Порог ({fact}) не выше, чем у уровня «{lower}»: {value} против {lowerValue}.',
    'Its threshold ({fact}) is not above that of the tier "{lower}": {value} against {lowerValue}.',
    'Расставьте уровни снизу вверх с растущими порогами.',
    'Order the tiers from the lowest up, with rising thresholds.',
  ),
  'audience.nobody': error(
    'Условие «не участник» не сочетается с «{other}»: не подойдёт никто.',
    'Not being a member and "{other}" exclude each other: nobody matches.',
    'Уберите member: false или {other}.',
    'Remove member: false or {other}.',
  ),
  'purchase.backwards': error(
    'Покупки с {from}-й по {to}-ю не бывает.',
    'There is no purchase from {from} to {to}.',
    'Поставьте to не меньше from.',
    'Put to at from or above.',
  ),
  'purchase.noPrevious': error(
    'У первой покупки нет предыдущего чека, правило не сработает никогда.',
    'A first purchase has no previous receipt, so the rule can never apply.',
    'Уберите previousReceipt или разрешите вторую покупку.',
    'Remove previousReceipt, or allow the second purchase.',
  ),
  'goods.nothing': error(
    'Всё, что названо в {list}, исключено в except: не подойдёт ни один товар.',
    'Everything in {list} is taken out again by except: no goods match.',
    'Уберите лишнее из except.',
    'Take what is too much out of except.',
  ),
  'threshold.never': error(
    'До {value} не дойдёт ни один чек.',
    'No receipt will ever reach {value}.',
    'Сумма — в копейках (минимальных единицах): проверьте число.',
    'Amounts are in minor units: check the number.',
  ),
  'amount.tooLarge': error(
    'Сумма {value} больше всего, что бывает.',
    '{value} is more than there can be.',
    'Возьмите не больше {most}; суммы — в минимальных единицах.',
    'Take at most {most}; amounts are in minor units.',
  ),
  'percent.over100': error(
    'Больше 100 %: {value}.',
    'More than 100 %: {value}.',
    '10000 — это 100 %; возьмите не больше.',
    '10000 is 100 %; take no more.',
  ),
  'give.nothing': warning(
    'Ставка 0 ничего не даёт.',
    'A rate of 0 gives nothing.',
    'Поставьте ставку больше нуля или уберите правило.',
    'Put a rate above zero, or remove the rule.',
  ),
  'multiplier.tooSmall': error(
    'Множитель {value} ничего не добавляет: 10000 — это один к одному.',
    'A factor of {value} adds nothing: 10000 is one to one.',
    'Для двойных баллов поставьте 20000.',
    'For double points write 20000.',
  ),
  'multiplier.noRate': warning(
    'Умножать нечего: ни одно правило не начисляет в кошелёк «{wallet}» по ставке или за каждую сумму.',
    'There is nothing to multiply: no rule gives points of the wallet "{wallet}" at a rate or per sum.',
    'Добавьте правило pointsRate или pointsPer с этим кошельком.',
    'Add a pointsRate or pointsPer rule with this wallet.',
  ),
  'gift.noEntitlement': error(
    'Подарок выдаётся по праву участника, а здесь его не требуют.',
    "A gift is given by a member's entitlement, and none is asked for here.",
    'Добавьте в when: "entitlement": true.',
    'Add to when: "entitlement": true.',
  ),
  'gift.nobody': error(
    'Подарки получают только участники.',
    'Only members are given gifts.',
    'Уберите member: false.',
    'Remove member: false.',
  ),
  'points.nobody': error(
    'Баллы получают только участники.',
    'Only members are given points.',
    'Уберите member: false.',
    'Remove member: false.',
  ),
  'keeps.meaningless': error(
    'keeps действует только вперёд, а после правила «{kind}» ему не на что действовать.',
    'keeps acts forward only, and after a rule that gives "{kind}" there is nothing for it to act on.',
    'Уберите keeps.{key}; чтобы правила исключали друг друга, дайте им одну группу.',
    'Remove keeps.{key}; for rules that exclude each other use one group.',
  ),
  'step.notWhole': error(
    'Шаг {value} — не целое число копеек ({worth} за балл).',
    'A step of {value} is no whole number of minor units (a point is worth {worth}).',
    'Возьмите шаг, кратный {multiple}.',
    'Take a step that is a multiple of {multiple}.',
  ),
};

export const findingTexts = {
  ...form,
  ...references,
  ...times,
  ...requests,
  ...senses,
  ...promotionTexts,
  ...maskTexts,
  ...moneyTexts,
  ...lintTexts,
  ...activityTexts,
} satisfies Record<string, FindingTexts>;
