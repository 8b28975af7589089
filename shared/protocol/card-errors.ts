import { attachErrors } from './attach-errors.ts';
import { entry } from './error-entry.ts';

/** Cards that were given out, replaced, blocked and forgotten. */
export const cardErrors = {
  ...attachErrors,
  'sale.noMember': entry(
    'В чеке нет клиента.',
    'The receipt has no member.',
    'Найдите клиента: F3.',
    'Find the member: F3.',
  ),
  'card.replaced': entry(
    'Карта {value} заменена новой и больше не действует.',
    'Card {value} was replaced by a new one and is no longer valid.',
    'Попросите новую карту или найдите клиента по телефону.',
    'Ask for the new card, or find the member by phone.',
  ),
  'card.blocked': entry(
    'Карта {value} заблокирована: по ней ни баллов, ни подарков.',
    'Card {value} is blocked: no points and no gifts on it.',
    'Найдите клиента по телефону и выдайте ему новую карту; снять блокировку может офис: kopilka hub unblock.',
    'Find the member by phone and give them a new card; the office can unblock it: kopilka hub unblock.',
  ),
  'card.unproven': entry(
    'Новую карту по одному телефону не выдают: его мог назвать кто угодно.',
    'A new card is not given for a phone number alone: anybody could have named it.',
    'Спросите кодовое слово, карту или найдите клиента по карте и имени (F3).',
    'Ask for the code word or a card, or find the member by card and name (F3).',
  ),
  'card.notTheirs': entry(
    'Такой карты у клиента уже нет.',
    'The member has no such card any more.',
    'Посмотрите список карт ещё раз.',
    'Look at the list of cards again.',
  ),
  'card.otherType': entry(
    '{card} — карта другого вида, чем у этого клиента.',
    '{card} is a card of another type than the member has.',
    'Возьмите карту того же вида.',
    'Take a card of the same type.',
  ),
  'card.notBlocked': entry(
    'Такой заблокированной карты нет.',
    'There is no such blocked card.',
    'Проверьте номер; заменённую карту вернуть нельзя, выдайте новую.',
    'Check the number; a card that was replaced does not come back: give a new one.',
  ),
};
