import { error, warning } from './finding-texts.ts';

/** What `check` says of wallets, causes and partners. */
export const moneyTexts = {
  'wallet.worthless': error(
    'Баллы кошелька «{wallet}» ничего не стоят (worthMinor 0): процентом от денег их не начислить.',
    'Points of the wallet "{wallet}" are worth nothing (worthMinor 0): a rate of money comes to none of them.',
    'Начисляйте через pointsPer, pointsPerUnit или pointsFixed либо дайте баллу цену.',
    'Give them by pointsPer, pointsPerUnit or pointsFixed, or let a point be worth something.',
  ),
  'redemption.worthless': error(
    'Баллы, которые ничего не стоят (worthMinor 0), ничего не оплатят.',
    'Points that are worth nothing (worthMinor 0) pay for nothing.',
    'Уберите redemption или дайте баллу цену.',
    'Remove redemption, or let a point be worth something.',
  ),
  'lifetime.over': warning(
    'День {day} прошёл: в этот кошелёк больше ничего не начислится.',
    'The day {day} is over: nothing will be granted to this wallet any more.',
    'Поставьте день в будущем или другой срок.',
    'Put a day to come, or another lifetime.',
  ),
  'operator.ownRate': warning(
    'Партнёр «{id}» — сам оператор: рассчитываться с собой ему не за что.',
    'The partner "{id}" is the operator itself, and settles nothing with itself.',
    'Уберите {key}.',
    'Remove {key}.',
  ),
  'split.sum': error(
    'Доли партнёров в сумме {sum}, а не 10000 (100 %).',
    'The shares of the partners come to {sum}, not 10000 (100 %).',
    'Исправьте доли так, чтобы вместе было 10000.',
    'Correct the shares so that they make 10000 together.',
  ),
  'split.twice': error(
    'Партнёр «{id}» получает долю дважды.',
    'The partner "{id}" gets a share twice.',
    'Сложите его доли в одну.',
    'Put the shares together.',
  ),
};
