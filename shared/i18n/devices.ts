import type { Locale } from './locale.ts';

/** What is wrong with a device, in words a cashier can act on. */
const ru = {
  'cover-open': 'Открыта крышка принтера. Закройте её.',
  'paper-end': 'Кончилась бумага. Вставьте рулон.',
  error: 'Принтер сообщает об ошибке. Проверьте нож и бумагу, выключите его и включите снова.',
  offline: 'Принтер не готов. Нажмите на нём кнопку Feed или Online.',
  timeout: 'Принтер не отвечает. Если на нём не печатает другая касса, проверьте питание и кабель.',
  refused:
    'Принтер в сети, но соединения не принимает. Если на нём не печатает другая касса, выключите его и включите снова.',
  held: 'Принтер занят другой кассой. Чек напечатается, когда он освободится.',
  unreachable: 'Принтера нет в сети. Проверьте его адрес и кабель.',
  'connection-lost': 'Связь с принтером оборвалась.',
  'no-back-channel': 'Этот принтер не сообщает, напечатал ли он.',
  restarted: 'Касса перезапускалась во время печати.',
  'fiscal-unreachable':
    'Фискальный регистратор не отвечает. Чеки ждут его: проверьте питание, кабель и программу на его порту.',
  'fiscal-blocked': 'Фискальный регистратор ждёт человека: посмотрите, что на нём (бумага, крышка, ошибка).',
  absent: 'Устройство не подключено.',
  busy: 'Порт занят другой программой.',
  denied: 'Нет прав на этот порт.',
  disconnected: 'Устройство отключено.',
};

export type DeviceFault = keyof typeof ru;

const en: Record<DeviceFault, string> = {
  'cover-open': 'The printer’s cover is open. Close it.',
  'paper-end': 'Out of paper. Put in a roll.',
  error: 'The printer reports an error. Check cutter and paper, switch it off and on.',
  offline: 'The printer is not ready. Press Feed or Online on it.',
  timeout: 'The printer does not answer. Unless another till is printing on it, check power and cable.',
  refused:
    'The printer is on the network but takes no connection. Unless another till is printing on it, switch it off and on.',
  held: 'Another till is using the printer. The receipt is printed once it is free.',
  unreachable: 'The printer is not on the network. Check its address and cable.',
  'connection-lost': 'The connection to the printer broke.',
  'no-back-channel': 'This printer does not tell whether it printed.',
  restarted: 'The till was restarted while printing.',
  'fiscal-unreachable':
    'The fiscal register does not answer. Receipts wait for it: check power, cable and the program at its port.',
  'fiscal-blocked': 'The fiscal register waits for a person: see what is wrong with it (paper, cover, an error).',
  absent: 'The device is not connected.',
  busy: 'Another program holds the port.',
  denied: 'No permission to use the port.',
  disconnected: 'The device was unplugged.',
};

export const deviceFaultTexts: Record<Locale, Record<DeviceFault, string>> = { ru, en };

/** What is wrong with a device; a reason without words is told as it came. */
export function tellFault(reason: string, locale: Locale): string {
  const known = deviceFaultTexts[locale];
  return Object.hasOwn(known, reason) ? known[reason as DeviceFault] : reason;
}
