import { fill } from '../i18n/fill.ts';
import { cardErrors } from './card-errors.ts';
import { deviceErrors } from './device-errors.ts';
import { entry } from './error-entry.ts';
import type { ErrorEntry } from './error-entry.ts';
import { hubErrors } from './hub-errors.ts';
import { itemNotices } from './item-notices.ts';
import { memberErrors } from './member-errors.ts';
import { officeErrors } from './office-errors.ts';
import { pluginErrors } from './plugin-errors.ts';
import { priceErrors } from './price-errors.ts';
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
  ...hubErrors,
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
  ...itemNotices,
  ...priceErrors,
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
  const said = locale === 'ru' ? { ...args, ...russian(args) } : args;
  return `${fill(text[locale], said)} ${fill(fix[locale], said)}`;
}

/** Words that differ by language stand in Russian under the name with `Ru` behind it. */
function russian(args: ErrorArgs): ErrorArgs {
  return Object.fromEntries(
    Object.entries(args).flatMap(([key, said]) => (key.endsWith('Ru') ? [[key.slice(0, -2), said]] : [])),
  );
}
