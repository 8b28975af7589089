import type { Text } from '../loyalty/basics.ts';

/**
 * The one error registry. A code is stable, crosses IPC and HTTP unchanged and names what happened; the text says it in words
 * and `fix` says what to do. `{name}` is filled from the error's arguments.
 */
export type ErrorEntry = { text: Text; fix: Text };

function entry(ru: string, en: string, fixRu: string, fixEn: string): ErrorEntry {
  return { text: { ru, en }, fix: { ru: fixRu, en: fixEn } };
}

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
    'Не читается файл {file}: {problem}',
    'Cannot read {file}: {problem}',
    'Проверьте имя файла и права.',
    'Check the name and the permissions.',
  ),
  'file.notJson': entry(
    'Файл {file} — не JSON, строка {line}, столбец {column}: {problem}',
    '{file} is not JSON, line {line}, column {column}: {problem}',
    'Исправьте это место.',
    'Correct that place.',
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
  'member.unknown': entry(
    'Участник {value} не найден.',
    'No member is known by {value}.',
    'Проверьте номер или оформите карту; продажа идёт дальше без неё.',
    'Check the number or register the card; the sale goes on without it.',
  ),
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
