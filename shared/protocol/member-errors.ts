import { entry } from './error-entry.ts';

/** Who somebody is, and what may be known of them. */
export const memberErrors = {
  'member.wrongWord': entry(
    'Кодовое слово не то.',
    'The code word is wrong.',
    'Переспросите слово или найдите участника без него: покупка накопит баллы, но списать их не даст.',
    'Ask again, or find the member without it: the purchase earns points and spends none.',
  ),
  'member.notKnown': entry(
    'Хаб не знает участника {member}.',
    'The hub knows no member {member}.',
    'Проверьте номер участника: он стоит в чеках и отчётах, это не номер карты.',
    'Check the id of the member: receipts and reports have it, it is not the number of a card.',
  ),
  'member.noConsent': entry(
    'Имя, телефон, e-mail и день рождения хранят только с согласия участника.',
    'Name, phone, e-mail and birthday are kept only if the member agrees.',
    'Спросите согласие и отметьте его или оформите карту без них.',
    'Ask whether they agree and mark it, or register the card without these.',
  ),
  'member.phoneUnfit': entry(
    'Номер телефона не читается: {value}.',
    'This is no phone number: {value}.',
    'Наберите номер целиком, с кодом; иностранный — с плюсом и кодом страны.',
    'Type the whole number with its area code; a foreign one with a plus and the country code.',
  ),
  'member.sayMore': entry(
    'Так ищут по четырём последним цифрам карты и двум первым буквам имени.',
    'This takes the last four digits of the card and the first two letters of the name.',
    'Наберите и то и другое или найдите клиента по телефону.',
    'Type both, or find the member by phone.',
  ),
  'member.tooMany': entry(
    'Под это подходят больше {most} человек.',
    'More than {most} members answer to this.',
    'Допишите имя или найдите клиента по телефону.',
    'Type more of the name, or find the member by phone.',
  ),
  'member.unknown': entry(
    'Участник {value} не найден.',
    'No member is known by {value}.',
    'Проверьте номер или оформите карту; продажа идёт дальше без неё.',
    'Check the number or register the card; the sale goes on without it.',
  ),
};
