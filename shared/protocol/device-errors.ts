import { entry } from './error-entry.ts';

/** Why a device can't be set up or tried. */
export const deviceErrors = {
  'device.cannotOpen': entry(
    'Не открывается {place}: {problem}',
    'Cannot open {place}: {problem}',
    'Проверьте, есть ли такое место и не занято ли оно другой программой.',
    'Check that there is such a place and that no other program holds it.',
  ),
  'device.fixed': entry(
    'Устройства этой кассы заданы при запуске.',
    'The devices of this till are set when it starts.',
    'Запустите свою кассу (kopilka till): там их можно настроить.',
    'Run a till of your own (kopilka till): there they can be set up.',
  ),
  'device.none': entry(
    'Такого устройства у кассы нет.',
    'The till has no such device.',
    'Настройте его.',
    'Set it up.',
  ),
  'device.placeUnknown': entry(
    '«{place}» — не адрес устройства.',
    '{place} is no place of a device.',
    'Выберите найденное или введите так: {wanted}.',
    'Choose what was found, or type one of: {wanted}.',
  ),
  'device.modelUnknown': entry(
    'Модели {model} касса не знает.',
    'The till knows no model {model}.',
    'Выберите модель из списка.',
    'Choose a model from the list.',
  ),
  'device.codepageUnknown': entry(
    'Кодовой страницы {codepage} нет.',
    'There is no code page {codepage}.',
    'Напишите её так, как на пробной странице: {wanted}.',
    'Write it as the test page does: {wanted}.',
  ),
  'device.placeTaken': entry(
    'На {place} у этой кассы уже другое устройство.',
    'This till has another device at {place} already.',
    'Выберите другой порт или сначала уберите то устройство.',
    'Choose another port, or take that device away first.',
  ),
  'device.notKept': entry(
    'Настройка не записалась: {problem}. Всё осталось как было.',
    'The setting was not written: {problem}. All is as before.',
    'Проверьте место и права папки кассы и повторите.',
    'See to room and permissions of the till’s folder, and try again.',
  ),
};
