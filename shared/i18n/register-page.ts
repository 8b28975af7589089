import type { Locale } from './locale.ts';

/** What registration and the look-up by card tail say; they come with their panels, not with the page. */
const ru = {
  cardHint: 'Отсканируйте новую карту',
  card: 'Номер карты',
  phone: 'Телефон',
  name: 'Имя',
  birthday: 'День рождения, если назвал',
  birthdayForm: 'ДДММГГГГ',
  birthdayWrong: 'Такого дня нет: наберите ДДММГГГГ',
  consent: 'Клиент согласен, чтобы программа хранила его телефон, имя и день рождения',
  consentWithout: 'Без согласия заводим только карту: ничего о человеке не хранится.',
  press: 'Завести карту',
  taken: 'Готово',
  space: 'пробел',
  letters: 'Буквы',
  digits: 'Цифры',
  tail: 'Последние 4 цифры карты',
  nameBegins: 'Начало имени',
  find: 'Найти по карте и имени',
  found: 'Кто из них? Спросите имя целиком.',
};
export type RegisterTexts = typeof ru;

const en: RegisterTexts = {
  cardHint: 'Scan the new card',
  card: 'Card number',
  phone: 'Phone',
  name: 'Name',
  birthday: 'Birthday, if they tell it',
  birthdayForm: 'DDMMYYYY',
  birthdayWrong: 'There is no such day: type DDMMYYYY',
  consent: 'The member agrees that the programme keeps their phone, name and birthday',
  consentWithout: 'Without consent only the card is registered: nothing of the person is kept.',
  press: 'Register the card',
  taken: 'Done',
  space: 'space',
  letters: 'Letters',
  digits: 'Digits',
  tail: 'Last 4 digits of the card',
  nameBegins: 'Beginning of the name',
  find: 'Find by card and name',
  found: 'Which of them? Ask for the whole name.',
};

export const registerTexts: Record<Locale, RegisterTexts> = { ru, en };
