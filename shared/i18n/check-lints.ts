import { warning } from './finding-texts.ts';

/** What `check` says of a programme that can be used and hardly means what it says. */
export const lintTexts = {
  'schedule.neverOpen': warning(
    'Между {from} и {until} нет ни одной минуты из windows: правило не сработает никогда.',
    'No minute of windows lies between {from} and {until}: the rule never works.',
    'Исправьте дни и часы или сроки.',
    'Correct the days and hours, or the dates.',
  ),
  'schedule.neverTurns': warning(
    'Очередь месяца по rotation не наступает до {until}: правило не сработает никогда.',
    'No month of rotation comes before {until}: the rule never works.',
    'Исправьте rotation или сроки.',
    'Correct rotation, or the dates.',
  ),
  'audience.excluded': warning(
    'Все группы из segments стоят и в notSegments: не подойдёт никто.',
    'All segments stand in notSegments too: nobody matches.',
    'Уберите лишнее из одного из списков.',
    'Remove them from one of the lists.',
  ),
  'promotion.shadowed': warning(
    'Правило «{by}» срабатывает раньше и всегда, когда могло бы это: до него очередь не дойдёт.',
    'The rule "{by}" applies first whenever this one could: its turn never comes.',
    'Сузьте условия «{by}», поменяйте priority или уберите это правило.',
    'Narrow the conditions of "{by}", change the priority, or remove this rule.',
  ),
  'price.shadowed': warning(
    'Правило «{by}» даёт на те же товары цену не выше: эта цена не применится никогда.',
    'The rule "{by}" gives the same goods a price no higher: this one never applies.',
    'Поставьте цену ниже или уберите правило.',
    'Set a lower price, or remove the rule.',
  ),
  'accrual.highForGoods': warning(
    'Вместе начисляется до {percent} % цены (правила: {rules}): для товаров это больше обычных 10 %.',
    'Up to {percent} % of a price is earned together (rules: {rules}): more than the 10 % usual for goods.',
    'Оставьте так, если это услуги; иначе снизьте ставки или дайте правилам группу.',
    'Leave it for services; otherwise lower the rates, or put the rules into a group.',
  ),
  'accrual.highForServices': warning(
    'Вместе начисляется до {percent} % цены (правила: {rules}): больше 25 %, много и для услуг.',
    'Up to {percent} % of a price is earned together (rules: {rules}): over 25 %, much even for services.',
    'Снизьте ставки или дайте правилам группу с режимом best.',
    'Lower the rates, or put the rules into a group of mode best.',
  ),
  'accrual.over100': warning(
    'Вместе начисляется до {percent} % цены (правила: {rules}): больше, чем платит покупатель.',
    'Up to {percent} % of a price is earned together (rules: {rules}): more than the buyer pays.',
    'Снизьте ставки или дайте правилам группу с режимом best.',
    'Lower the rates, or put the rules into a group of mode best.',
  ),
  'budget.tooSmall': warning(
    'Бюджета {budget} не хватит и на одно применение: оно даёт {once}.',
    'The budget of {budget} is not enough for one use: it gives {once}.',
    'Увеличьте limits.budget.',
    'Raise limits.budget.',
  ),
  'budget.belowTotal': warning(
    'Все {total} применений стоят {cost}, а бюджет {budget}: последним достанется меньше.',
    'All {total} uses cost {cost}, and the budget is {budget}: the last ones get less.',
    'Увеличьте limits.budget или уменьшите limits.total.',
    'Raise limits.budget, or lower limits.total.',
  ),
  'offline.tillHigh': warning(
    'Без связи касса спишет из «{wallet}» до {money}, прежде чем об этом узнает хаб: {receipts} полных чеков, обычно хватает {most}. Каждой кассой вы рискуете на эту сумму.',
    'Offline a till may spend up to {money} of "{wallet}" before the hub hears of it: {receipts} full receipts, where {most} are usually enough. With each till you risk that sum.',
    'Уменьшите tillPoints или redemptions.',
    'Lower tillPoints, or redemptions.',
  ),
  'offline.memberHigh': warning(
    'Без связи один участник спишет из «{wallet}» на каждой кассе до {money}: {receipts} полных чеков, обычно хватает {most}. Карта с пустым счётом стоит вам этой суммы на каждой кассе.',
    'Offline one member may spend up to {money} of "{wallet}" at each till: {receipts} full receipts, where {most} are usually enough. A card with nothing on it costs you that sum at every till.',
    'Уменьшите memberPoints.',
    'Lower memberPoints.',
  ),
  'offline.rightHigh': warning(
    'Без связи «{promotion}» дают без брони, по разу на каждой кассе: {money} каждый раз, а баллов в одном чеке доверяют на {trusted}.',
    'Offline "{promotion}" is given without a lease, once at each till: {money} each time, where points are trusted with {trusted} a receipt.',
    'Уберите offline.rights (по брони подарок дадут и без связи) или сделайте право дешевле.',
    'Remove offline.rights (with a lease it is given offline too), or make the right cheaper.',
  ),
  'offline.oldData': warning(
    'Касса рискует без связи по данным, которым до {hours} ч: счёт за это время мог опустеть.',
    'A till takes risks offline on data up to {hours} h old: an account may have been emptied since.',
    'Поставьте snapshotHours не больше 72.',
    'Set snapshotHours to 72 at most.',
  ),
};
