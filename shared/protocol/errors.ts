import { cardErrors } from './card-errors.ts';
import { deviceErrors } from './device-errors.ts';
import { entry } from './error-entry.ts';
import type { ErrorEntry } from './error-entry.ts';
import { memberErrors } from './member-errors.ts';
import { officeErrors } from './office-errors.ts';
import { pluginErrors } from './plugin-errors.ts';
import { tillErrors } from './till-errors.ts';
import { trainingErrors } from './training-errors.ts';

export type { ErrorEntry } from './error-entry.ts';

/**
 * The one error registry. A code is stable, crosses IPC and HTTP unchanged and names what happened; the text says it in words
 * and `fix` says what to do. `{name}` is filled from the error's arguments.
 */
export const errors = {
  'request.invalid': entry(
    'Запрос не по форме: {path}: {problem}',
    'The request is not of the documented form: {path}: {problem}',
    'Исправьте запрос по схеме в docs.',
    'Correct the request by the schema in docs.',
  ),
  'programme.invalid': entry(
    'В программе ошибка: {path}: {problem}',
    'The programme has a fault: {path}: {problem}',
    'Исправьте файл и проверьте его командой kopilka check.',
    'Correct the file and try it with kopilka check.',
  ),
  'data.invalid': entry(
    'Данные не по формату: {file}, строка {line}: {problem}',
    'The data is not of the format: {file}, line {line}: {problem}',
    'Исправьте эту строку; формат описан в docs/replay.md.',
    'Correct that line; docs/replay.md describes the format.',
  ),
  'file.unreadable': entry(
    'Не читается файл {file}: {problem}.',
    'Cannot read {file}: {problem}.',
    'Проверьте имя файла и права.',
    'Check the name and the permissions.',
  ),
  'file.unwritable': entry(
    'Не записывается файл {file}: {problem}.',
    'Cannot write {file}: {problem}.',
    'Проверьте место на диске и права на папку.',
    'Check the room on the disk and the rights to the folder.',
  ),
  'file.notJson': entry(
    'Файл {file} — не JSON, строка {line}, столбец {column}: {problem}.',
    '{file} is not JSON, line {line}, column {column}: {problem}.',
    'Исправьте это место.',
    'Correct that place.',
  ),
  'explain.unknownRule': entry(
    'В программе нет акции, кошелька или уровня {rule}.',
    'The programme has no promotion, wallet or tier {rule}.',
    'Возьмите один из известных: {near}.',
    'Take one that it knows: {near}.',
  ),
  'quote.saleUnsound': entry(
    'Результат продажи {receipt} не получается из её данных и программы.',
    'The outcome of sale {receipt} is not what its facts and programme give.',
    'Посчитайте продажу командой kopilka quote --json и вставьте её ответ.',
    'Quote the sale with kopilka quote --json and put in what it answers.',
  ),
  'usage.unknownCommand': entry(
    'Нет команды «{command}».',
    'There is no command "{command}".',
    'Список команд: {help}',
    'See what there is: {help}',
  ),
  'usage.unknownOption': entry(
    'У команды {command} нет параметра {option}.',
    '{command} has no option {option}.',
    'Возможно, нужно: {hint}',
    'Perhaps: {hint}',
  ),
  'usage.missing': entry(
    'Команде {command} не хватает: {what}.',
    '{command} needs {what}.',
    'Подробно: kopilka {command} --help',
    'See kopilka {command} --help',
  ),
  'usage.unexpected': entry(
    'Лишнее для команды {command}: {what}.',
    '{command} has no use for {what}.',
    'Подробно: kopilka {command} --help',
    'See kopilka {command} --help',
  ),
  'usage.value': entry(
    'Не подходит значение параметра {option}: {value}.',
    'Not a value for {option}: {value}.',
    'Можно: {wanted}',
    'It may be: {wanted}',
  ),
  'usage.valueMissing': entry(
    'Параметру {option} нужно значение.',
    '{option} needs a value.',
    'Напишите {option} {value}',
    'Write {option} {value}',
  ),
  'usage.valueUnwanted': entry(
    'Параметр {option} — без значения.',
    '{option} takes no value.',
    'Напишите просто {option}',
    'Write {option} alone',
  ),
  'page.disconnected': entry(
    'Связь экрана с кассой прервалась: {method} могла не дойти.',
    'The screen lost the till: {method} may not have arrived.',
    'Экран подключится сам и покажет, что есть в чеке: проверьте его.',
    'The screen connects again by itself and shows what the receipt holds: check it.',
  ),
  'journal.inUse': entry(
    'Журнал {file} занят: эта касса уже работает.',
    'The journal {file} is taken: this till runs already.',
    'Перейдите в открытое окно кассы или закройте его.',
    'Go to the window of the till that runs, or close it.',
  ),
  'journal.newer': entry(
    'Журнал {file} записан более новой версией.',
    'The journal {file} was written by a newer version.',
    'Установите ту версию снова: старая его не прочтёт.',
    'Install that version again: an older one cannot read it.',
  ),
  'journal.otherTill': entry(
    'Журнал {file} — кассы {found}, а не {till}.',
    'The journal {file} is that of till {found}, not {till}.',
    'Укажите папку данных этой кассы.',
    'Name the data folder of this till.',
  ),
  'journal.diskFull': entry(
    'На диске нет места: последнее действие не записано.',
    'The disk is full: the last step was not written.',
    'Освободите место и повторите; всё записанное раньше цело.',
    'Make room and try again; all that was written before is safe.',
  ),
  'replica.diskFull': entry(
    'На диске нет места: новости хаба не приняты, касса продаёт по прежним данным.',
    'The disk is full: news of the hub were not taken, the till sells by the data it has.',
    'Освободите место: касса примет их сама. Журнал цел; пока места хватает ему, продажи записываются.',
    'Make room: the till takes them by itself. The journal is safe; as long as there is room for it, sales are written.',
  ),
  'journal.diskFailed': entry(
    'Диск не записал последнее действие: {problem}',
    'The disk did not take the last step: {problem}',
    'Повторите; если снова не выйдет, проверьте диск. Всё записанное раньше цело.',
    'Try again; if it fails again, check the disk. All that was written before is safe.',
  ),
  'journal.salvaged': entry(
    'Журнал был повреждён и отложен: {file}. Прочитано записей: {kept}.',
    'The journal was damaged and set aside: {file}. Records read from it: {kept}.',
    'Касса работает дальше; сохраните этот файл и сообщите администратору.',
    'The till goes on; keep that file and tell the administrator.',
  ),
  ...memberErrors,
  ...cardErrors,
  'return.unknownLine': entry(
    'В чеке продажи нет строки {line}',
    'The sale has no line {line}',
    'Выберите строки из чека, по которому возвращают.',
    'Choose lines of the receipt that is returned.',
  ),
  'return.moreThanSold': entry(
    'По строке {line} возвращают больше, чем продано и ещё не возвращено',
    'Line {line}: more is returned than was sold and not yet returned',
    'Уменьшите количество.',
    'Take back less.',
  ),
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
  'journal.order': entry(
    'Записи кассы {till} идут не подряд: вместо {wanted} пришла {found}.',
    'Records of till {till} are not in order: {found} came instead of {wanted}.',
    'Отправьте записи одной эпохи подряд.',
    'Send the records of one epoch in order.',
  ),
  'admin.token': entry(
    'Нужен ключ администратора хаба.',
    'The admin token of the hub is needed.',
    'Он лежит в файле admin.token папки хаба.',
    'It is in the file admin.token of the data folder of the hub.',
  ),
  'import.invalid': entry(
    'Строка {line}, {path}: {problem}',
    'Line {line}, {path}: {problem}',
    'Исправьте её и повторите: ничего из файла ещё не принято.',
    'Correct it and try again: nothing of the file was taken.',
  ),
  'event.taken': entry(
    'Событие {id} уже было: {kind} участника {member}.',
    'Event {id} has been told already: {kind} of member {member}.',
    'Дайте новому событию свой id.',
    'Give another event an id of its own.',
  ),
  'hub.noProgramme': entry(
    'На {moment} не действует ни одна программа.',
    'No programme is in force at {moment}.',
    'Опубликуйте её (kopilka hub publish) или исправьте момент.',
    'Publish one (kopilka hub publish) or correct the moment.',
  ),
  'hub.noShop': entry(
    'Хаб не знает магазина {shop}.',
    'The hub does not know shop {shop}.',
    'Добавьте его файлом: kopilka hub import, строка вида shop.',
    'Bring it in by a file: kopilka hub import, a line of kind shop.',
  ),
  'programme.versionTaken': entry(
    'Версия {version} программы {id} уже опубликована с другим содержанием.',
    'Version {version} of programme {id} was published with other content.',
    'Увеличьте version в файле программы.',
    'Raise version in the programme file.',
  ),
  ...deviceErrors,
  ...tillErrors,
  ...trainingErrors,
  ...officeErrors,
  ...pluginErrors,
  'demo.running': entry(
    'Копилка здесь уже работает (процесс {pid}, {origin}).',
    'Kopilka already runs here (process {pid}, {origin}).',
    'Откройте её окно; новый одноразовый адрес она напечатает по Enter в своём терминале.',
    'Go to its window; press Enter in its terminal for another one-time address.',
  ),
  'desktop.unfetched': entry(
    'Не удалось скачать Electron: {problem}.',
    'Electron could not be fetched: {problem}.',
    'Проверьте сеть и повторите или запустите кассу в браузере: npm start.',
    'Check the network and try again, or run the till in a browser: npm start.',
  ),
  'internal.bug': entry(
    'Внутренняя ошибка: {problem}',
    'Internal error: {problem}',
    'Продажа сохранена. Повторите; если не помогло, перезапустите кассу и пришлите журнал.',
    'The sale is kept. Try again; if it stays, restart the till and send us the log.',
  ),
} satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errors;
export type ErrorArgs = Record<string, string | number>;

/** An error with a registered code: what crosses a border instead of a message. */
export class KopilkaError extends Error {
  readonly code: ErrorCode;
  readonly args: ErrorArgs;

  constructor(code: ErrorCode, args: ErrorArgs = {}, options?: ErrorOptions) {
    super(errorText(code, args, 'en'), options);
    this.name = 'KopilkaError';
    this.code = code;
    this.args = args;
  }
}

/** One line: what happened, then what to do. */
export function errorText(code: ErrorCode, args: ErrorArgs, locale: 'ru' | 'en'): string {
  const { text, fix } = errors[code];
  return `${fill(text[locale], args)} ${fill(fix[locale], args)}`;
}

function fill(template: string, args: ErrorArgs): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => String(args[name] ?? hole));
}
