import { entry } from './error-entry.ts';

/** A receipt that becomes a member's after it was paid. */
export const attachErrors = {
  'attach.elsewhere': entry(
    'Карту к этому чеку присоединяет только касса, которая его пробила и не отдала право возврата.',
    'Only the till that made this receipt, and still holds its return right, attaches a card to it.',
    'Сделайте это на той кассе.',
    'Do it at that till.',
  ),
  'attach.hasMember': entry(
    'У этого чека уже есть клиент.',
    'This receipt has a member already.',
    'Второй раз карту не присоединяют: выберите другой чек.',
    'A card is attached once only: choose another receipt.',
  ),
  'attach.returned': entry(
    'По этому чеку уже был возврат.',
    'Goods of this receipt were returned already.',
    'Присоединить карту к нему нельзя; баллы может начислить офис.',
    'No card can be attached to it; the office can add points.',
  ),
  'attach.notAllowed': entry(
    'Программа не даёт присоединять карту к готовому чеку.',
    'The programme does not let a card be attached to a finished receipt.',
    'Попросите карту до оплаты; дни задаёт поле identification.forgottenCardDays программы.',
    'Ask for the card before payment; the days are set by identification.forgottenCardDays of the programme.',
  ),
  'attach.tooLate': entry(
    'Карту присоединяют не позже чем через {days} дн. после покупки.',
    'A card is attached at most {days} days after the purchase.',
    'Срок прошёл: скажите это клиенту.',
    'The time is over: tell the customer so.',
  ),
  'attach.blocked': entry(
    'Этот клиент заблокирован: баллы ему не начисляют.',
    'This member is blocked: they earn no points.',
    'Направьте клиента в офис.',
    'Send the member to the office.',
  ),
  'attach.ownCard': entry(
    'Свою карту к чеку не присоединяют ни тот, кто его пробил, ни тот, кто за кассой сейчас.',
    'Neither the cashier who made the receipt nor the one at the till now may attach their own card.',
    'Попросите карту покупателя.',
    'Ask for the customer’s card.',
  ),
  'attach.otherPrices': entry(
    'С этой картой чек стоил бы иначе, а оплаченный чек не меняют.',
    'With this card the receipt would have cost another sum, and a paid receipt does not change.',
    'Верните покупку и пробейте её заново с картой.',
    'Return the goods and sell them again with the card.',
  ),
};
