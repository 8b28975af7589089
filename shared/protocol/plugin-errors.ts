import { entry } from './error-entry.ts';

/** What another till is told, beside what the counter says, and whoever sets it up. */
export const pluginErrors = {
  'plugin.token': entry(
    'Ключ не подходит или его нет.',
    'The token is wrong or missing.',
    'Пришлите заголовок authorization: Bearer с ключом из kopilka plugin add.',
    'Send authorization: Bearer with a token of kopilka plugin add.',
  ),
  'plugin.address': entry(
    'Запрос пришёл не на тот адрес: {host}.',
    'The request is for another address: {host}.',
    'Обращайтесь по адресу, который показала касса при запуске.',
    'Ask at the address the till showed when it was started.',
  ),
  'plugin.foreign': entry(
    'Запрос пришёл со страницы браузера: {origin}.',
    'The request comes from a page in a browser: {origin}.',
    'Обращайтесь из программы кассы, а не со страницы.',
    'Ask from the program of a till, not from a page.',
  ),
  'plugin.noSuchCall': entry(
    'Такого запроса нет: {call}.',
    'There is no such call: {call}.',
    'Все запросы описаны в /v1/openapi.json и docs/plugin.md.',
    'All of them are in /v1/openapi.json and docs/plugin.md.',
  ),
  'plugin.bodyTooLarge': entry(
    'Запрос длиннее {limit} байт.',
    'The request is longer than {limit} bytes.',
    'Разделите его: в одном чеке до 1000 строк.',
    'Make it shorter: a receipt has 1000 lines at the most.',
  ),
  'plugin.charset': entry(
    'Текст запроса не читается как {charset}.',
    'The text of the request can not be read as {charset}.',
    'Пришлите UTF-8 или windows-1251 и назовите её: content-type: application/json; charset=windows-1251 (у kopilka ask — --charset).',
    'Send UTF-8 or windows-1251, and name it: content-type: application/json; charset=windows-1251 (--charset of kopilka ask).',
  ),
  'plugin.decimal': entry(
    'Дробное число {value} в поле {path}.',
    'A fraction, {value}, in the field {path}.',
    'Пришлите целое: деньги в копейках (12,50 ₽ — это 1250), количество в тысячных (0,355 кг — это 355), баллы в наименьших единицах.',
    'Send a whole number: money in kopecks (12.50 is 1250), quantity in thousandths (0.355 kg is 355), points in the smallest units.',
  ),
  'plugin.baskets': entry(
    'Открыто уже {count} корзин.',
    '{count} baskets are open already.',
    'Завершите или отмените открытые: корзина без движения отменяется через сутки.',
    'Commit or cancel some: one that nobody touches is cancelled after a day.',
  ),
  'plugin.basketUnknown': entry(
    'Открытой корзины {basket} нет: её не открывали, завершили или отменили.',
    'There is no open basket {basket}: it was never opened, or is committed or cancelled.',
    'Если продажа могла пройти, спросите её по номеру чека; иначе откройте корзину снова.',
    'If the sale may have been booked, ask for it by its receipt; else open the basket again.',
  ),
  'plugin.receiptUnknown': entry(
    'Чека {receipt} от этой кассы здесь нет.',
    'There is no receipt {receipt} of this till here.',
    'Ничего не проведено: пришлите его.',
    'Nothing was booked: send it.',
  ),
  'plugin.receiptTaken': entry(
    'Чек {receipt} уже проведён с другим содержанием.',
    'Receipt {receipt} was booked with other content.',
    'Возьмите другой номер или повторите запрос в точности как в первый раз.',
    'Take another id, or ask exactly as the first time.',
  ),
  'plugin.receiptOld': entry(
    'Чек {receipt} проведён, но его ответ больше не хранится.',
    'Receipt {receipt} was booked, and its answer is kept no more.',
    'Второй раз он не проведётся; вернуть товар по этому номеру можно.',
    'It is not booked again; goods may be taken back by it as before.',
  ),
  'plugin.total': entry(
    'Оплачено {paid}, а к оплате {due}.',
    '{paid} is paid, and {due} is due.',
    'Запросите расчёт ещё раз и примите оплату ровно на dueMinor.',
    'Quote once more and take exactly dueMinor.',
  ),
  'plugin.nameTaken': entry(
    'У кассы {name} уже есть ключ.',
    'The till {name} has a token already.',
    'Возьмите другое имя или сначала удалите старый: kopilka plugin remove {name}.',
    'Take another name, or remove the old one first: kopilka plugin remove {name}.',
  ),
  'plugin.nameUnknown': entry(
    'Ключа для кассы {name} нет.',
    'There is no token for the till {name}.',
    'Список: kopilka plugin list.',
    'See kopilka plugin list.',
  ),
  'plugin.notServed': entry(
    'Касса из {folder} не принимает запросов других касс.',
    'The till of {folder} takes no calls of other tills.',
    'Запустите её так: kopilka till --plugin 7171.',
    'Start it so: kopilka till --plugin 7171.',
  ),
  'plugin.unreachable': entry(
    'Касса по адресу {url} не отвечает: {problem}.',
    'The till at {url} does not answer: {problem}.',
    'Запустите её: kopilka till. Чек можно послать ещё раз под тем же номером.',
    'Start it: kopilka till. The receipt may be sent again under the same id.',
  ),
};
