import { entry } from './error-entry.ts';

/** Of a hub, and of a till that speaks to one. */
export const hubErrors = {
  'hub.unsigned': entry(
    'Запрос к хабу не подписан как надо: {problem}',
    'The request to the hub is not signed as it must be: {problem}',
    'Подпишите запрос ключом кассы, как описано в shared/protocol/hub.ts.',
    'Sign it with the key of the till, as shared/protocol/hub.ts says.',
  ),
  'hub.unknownTill': entry(
    'Хаб не знает кассу {till}, или она ещё не подключена.',
    'The hub does not know till {till}, or it has not enrolled.',
    'Возьмите на хабе новый код (kopilka hub enrol-code) и подключите кассу.',
    'Get a new code at the hub (kopilka hub enrol-code) and enrol the till.',
  ),
  'hub.sessionEnded': entry(
    'Сеанс кассы с хабом закончился.',
    'The session of the till with the hub is over.',
    'Касса сама откроет новый сеанс.',
    'The till opens another by itself.',
  ),
  'hub.counter': entry(
    'Номер запроса {counter} уже был в этом сеансе.',
    'Request number {counter} was seen in this session.',
    'Касса повторит запрос с новым номером. Если так снова и снова, кто-то повторяет чужие запросы: проверьте сеть.',
    'The till asks again under a new number. If it goes on, somebody replays requests: look at the network.',
  ),
  'hub.signature': entry(
    'Подпись не подходит к ключу кассы {till}.',
    'The signature does not fit the key of till {till}.',
    'Подключите кассу заново по одноразовому коду.',
    'Enrol the till again with a one-time code.',
  ),
  'hub.otherKey': entry(
    'По адресу хаба отвечает не тот хаб, к которому подключена касса.',
    'Not the hub this till belongs to answers at its address.',
    'Проверьте адрес хаба и сеть. Если хаб заменили, подключите кассу заново по одноразовому коду.',
    'Check the address of the hub and the network. If the hub was replaced, enrol the till again with a one-time code.',
  ),
  'hub.protocol': entry(
    'Касса говорит с хабом по протоколу {asked}, а хаб знает с {oldest} по {newest}.',
    'The till speaks protocol {asked}; the hub knows {oldest} to {newest}.',
    'Обновите того, кто старше: сначала хаб, потом кассы. До тех пор касса продаёт и хранит всё у себя.',
    'Update the older of the two: the hub first, then the tills. Until then the till sells and keeps everything.',
  ),
  'hub.awaitsTills': entry(
    'Хаб восстановлен из копии и ждёт вестей от касс: {tills}.',
    'The hub was restored from a backup and waits to hear from tills: {tills}.',
    'Включите эти кассы и дайте им связь или объявите потерянными; до тех пор баллы под списание не резервируются.',
    'Switch these tills on and connect them, or declare them lost; until then no points are set aside for spending.',
  ),
  'hub.bodyTooLarge': entry(
    'Запрос больше {limit} байт.',
    'The request is over {limit} bytes.',
    'Разделите его на части.',
    'Send it in parts.',
  ),
  'hub.noSuchCall': entry(
    'У хаба нет вызова {call}.',
    'The hub has no call {call}.',
    'Список вызовов — в shared/protocol/hub.ts.',
    'shared/protocol/hub.ts lists what there is.',
  ),
  'hub.running': entry(
    'В папке {folder} уже работает хаб.',
    'A hub already runs on {folder}.',
    'Остановите его или укажите другую папку.',
    'Stop it, or name another folder.',
  ),
  'hub.schema': entry(
    'Таблицы базы данных версии {found}, этому хабу нужна {wanted}.',
    'The tables of the database are of version {found}, this hub needs {wanted}.',
    'Выполните kopilka hub migrate, или обновите хаб, если база новее.',
    'Run kopilka hub migrate, or update the hub where the database is the newer.',
  ),
  'hub.notEmpty': entry(
    'Здесь уже есть хаб: {place}.',
    'There is a hub already: {place}.',
    'Укажите пустое место. Папку с хабом переносит в базу kopilka hub move.',
    "Name an empty place. kopilka hub move takes a folder's hub to a database.",
  ),
  'hub.unequal': entry(
    'Копия не равна оригиналу: записано {written}, прочитано {found}.',
    'The copy is not what was copied: written {written}, read back {found}.',
    'Оригинал не тронут. Проверьте диск и базу и повторите.',
    'The original was left alone. Look at the disk and the database and try again.',
  ),
  'hub.notItsDatabase': entry(
    'База данных принадлежит хабу с другим ключом: {fingerprint}.',
    'The database is that of a hub with another key: {fingerprint}.',
    'Скопируйте hub.key из папки первого хаба: кассы доверяют этому ключу.',
    "Copy hub.key from the first hub's folder: it is the key that the tills trust.",
  ),
  'hub.unreachable': entry(
    'Хаб по адресу {url} не отвечает: {problem}',
    'The hub at {url} does not answer: {problem}',
    'Запустите его (kopilka hub serve) или исправьте адрес.',
    'Start it (kopilka hub serve) or correct the address.',
  ),
  'hub.clock': entry(
    'Часы этого хаба нельзя перевести.',
    'The clock of this hub can not be set.',
    'Запустите хаб с --clock manual: это только для прогона старых данных.',
    'Start the hub with --clock manual: that is for replaying old data only.',
  ),
  'enrol.code': entry(
    'Код подключения не подходит: он не тот, уже использован или старше десяти минут.',
    'The enrolment code is wrong, used, or over ten minutes old.',
    'Возьмите новый: kopilka hub enrol-code КАССА.',
    'Get a new one: kopilka hub enrol-code TILL.',
  ),
  'enrol.otherHub': entry(
    'По этому адресу другой хаб: отпечаток его ключа {fingerprint}.',
    'Another hub answers there: the fingerprint of its key is {fingerprint}.',
    'Сверьте отпечаток с тем, что показан рядом с кодом; если они разные, проверьте адрес.',
    'Compare it with the one shown beside the code; where they differ, check the address.',
  ),
  'enrol.otherTill': entry(
    'Код выдан кассе {found}, а это касса {till}.',
    'The code is for till {found}, and this is till {till}.',
    'Возьмите код для этой кассы.',
    'Get a code for this till.',
  ),
  'hub.snapshotGone': entry(
    'Снимка данных магазина, который загружала касса, у хаба больше нет.',
    'The hub no longer has the snapshot that the till was loading.',
    'Ничего делать не нужно: касса начнёт с нового снимка сама.',
    'Nothing to do: the till begins with a new one by itself.',
  ),
  'hub.badReply': entry(
    'Хаб ответил не по форме: {problem}',
    'The hub answered out of form: {problem}',
    'Проверьте адрес хаба и его версию: сначала обновляют хаб, потом кассы.',
    'Check the address of the hub and its version: the hub is updated first, then the tills.',
  ),
  'enrol.unknownTill': entry(
    'Хаб не знает кассу {till}.',
    'The hub does not know till {till}.',
    'Добавьте её файлом: kopilka hub import, строка вида till.',
    'Bring it in by a file: kopilka hub import, a line of kind till.',
  ),
};
