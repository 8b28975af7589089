import { entry } from './error-entry.ts';

const leftToManager = [
  'Для покупателя ничего не меняется; управляющий решит в хабе.',
  'Nothing changes for the customer; the manager decides at the hub.',
] as const;

/** Items of the hub, as who is at the till reads them. */
export const itemNotices = {
  'notice.itemDiffers': entry(
    'Хаб посчитал чек {number} иначе.',
    'The hub computed receipt {number} otherwise.',
    ...leftToManager,
  ),
  'notice.itemLimit': entry(
    'Чек {number} вышел за предел программы: без связи касса знала не всё.',
    'Receipt {number} went beyond a limit of the programme: with no connection the till did not know all.',
    ...leftToManager,
  ),
  'notice.itemOverdraft': entry(
    'По чеку {number} списано больше баллов, чем было на счёте.',
    'Receipt {number} took more points than the account had.',
    ...leftToManager,
  ),
  'notice.itemGift': entry(
    'Один подарок отдан дважды, второй раз — с чеком {number}.',
    'The same gift was given twice, the second time with receipt {number}.',
    ...leftToManager,
  ),
  'notice.itemReturn': entry(
    'С чеком возврата {number} приняли больше, чем было продано: часть уже вернули на другой кассе.',
    'Return receipt {number} took back more than was sold: another till had taken some of it back.',
    ...leftToManager,
  ),
  'notice.itemUnverifiedReturn': entry(
    'Товар приняли назад по чеку, который без связи было не у кого проверить.',
    'Goods were taken back by a receipt that nobody could be asked for: there was no connection.',
    'Управляющий сверит возврат в хабе.',
    'The manager compares the return at the hub.',
  ),
  'notice.itemUnread': entry(
    'Хаб не смог прочитать запись этой кассы.',
    'The hub could not read a record of this till.',
    'Ничего не потеряно; управляющий посмотрит в хабе, не пора ли его обновить.',
    'Nothing is lost; the manager sees at the hub whether it wants an update.',
  ),
  'notice.itemBacklog': entry(
    'Кассу отзывали: то, что она записала с тех пор, ещё не учтено.',
    'This till was revoked: what it has recorded since is not booked yet.',
    'Управляющий примет или отклонит это в хабе.',
    'The manager approves or rejects it at the hub.',
  ),
  'notice.itemClock': entry(
    'Часы этого компьютера шли неверно.',
    'The clock of this computer was wrong.',
    'Проверьте дату и время; управляющий закроет вопрос в хабе.',
    'Check date and time; the manager closes the question at the hub.',
  ),
  'notice.itemCopy': entry(
    'Эта касса жила дважды: её данные подняли из копии.',
    'This till has lived twice: its data came back from a copy.',
    'Проверьте, что она работает на одном компьютере; управляющий решит в хабе.',
    'See that it runs on one computer alone; the manager decides at the hub.',
  ),
  'notice.itemHole': entry(
    'В журнале этой кассы не хватает записей.',
    'Records are missing from the journal of this till.',
    'Не удаляйте папку данных кассы; управляющий разберётся в хабе.',
    'Keep the data folder of the till; the manager looks into it at the hub.',
  ),
  'notice.itemCard': entry(
    'Карта, которую выдали здесь, уже принадлежит другому участнику.',
    'A card that was given out here is another member’s already.',
    'Она остаётся у того, кто получил её первым; управляющий решит в хабе.',
    'It stays with who had it first; the manager decides at the hub.',
  ),
  'notice.itemCardTwice': entry(
    'Потерянную карту заменили на двух кассах: действуют обе новые.',
    'A lost card was replaced at two tills: both new ones work.',
    'Какая из них лишняя, управляющий решит в хабе.',
    'The manager decides at the hub which of them is too many.',
  ),
  'notice.itemNotAttached': entry(
    'Забытую карту не удалось отнести к чеку: он уже чей-то или хаб его не знает.',
    'A forgotten card was not put to its receipt: that is somebody’s already, or the hub does not have it.',
    'Баллов за него не будет; управляющий решит в хабе.',
    'It brings no points; the manager decides at the hub.',
  ),
  'notice.itemLease': entry(
    'Касса взяла баллы или подарок, которые хаб отложил не ей.',
    'This till used points or a gift that the hub had not set aside for it.',
    ...leftToManager,
  ),
  'notice.itemShare': entry(
    'Участник получил бы долю с собственной покупки: она не начислена.',
    'A member would have had a share of their own purchase: it was not granted.',
    'Здесь делать нечего; управляющий посмотрит в хабе.',
    'There is nothing to do here; the manager looks at it at the hub.',
  ),
  'notice.itemUnanswered': entry(
    'Хаб не смог посчитать, что программа даёт участнику.',
    'The hub could not compute what the programme gives a member.',
    'Управляющий проверит программу в хабе.',
    'The manager checks the programme at the hub.',
  ),
  'notice.itemSignature': entry(
    'Журнал этой кассы подписан не её ключом.',
    'The journal of this till is not signed with its key.',
    'Скажите управляющему сегодня же: записи могли подделать.',
    'Tell the manager today: records may have been forged.',
  ),
  'notice.itemOther': entry(
    'У хаба вопрос об этой кассе.',
    'The hub has a question about this till.',
    'Управляющий увидит его в хабе.',
    'The manager sees it at the hub.',
  ),
};
