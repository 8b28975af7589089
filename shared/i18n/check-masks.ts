import { error, warning } from './finding-texts.ts';

/** What `check` says of numbers and codes that would mean two things when they are scanned. */
export const maskTexts = {
  'mask.overlap': error(
    'Номер {example} подходит и под эту маску, и под {other}.',
    'The number {example} fits this mask and {other} as well.',
    'Сделайте маски такими, чтобы номер подходил под одну.',
    'Change the masks so that a number fits one of them.',
  ),
  'mask.code': error(
    'Код {code} подходит под маску карты {mask}: показанный на кассе, он будет прочитан как карта.',
    'The code {code} fits the card mask {mask}: shown at a till, it would be read as a card.',
    'Измените код или маску.',
    'Change the code or the mask.',
  ),
  'mask.label': error(
    'Номер {example} подходит и под эту маску, и под весовую этикетку {label} из настроек кассы.',
    'The number {example} fits this mask and the label {label} of the till’s settings as well.',
    'Измените маску, или labels в till.json: номер должен значить одно.',
    'Change the mask, or labels in till.json: a number must mean one thing.',
  ),
  'mask.duplicate': warning(
    'Эта маска ничего не добавляет к {other}.',
    'This mask adds nothing to {other}.',
    'Уберите её.',
    'Remove it.',
  ),
};
