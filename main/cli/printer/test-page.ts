import { encodeJob } from '../../../drivers/printer/escpos/encode.ts';
import type { PrintResult } from '../../../drivers/printer/job.ts';
import { deviceFaultTexts } from '../../../shared/i18n/devices.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { receiptDocument } from '../../../shared/receipt/document.ts';
import type { Terminal } from '../command.ts';
import { printerOf } from './setup.ts';
import type { PrinterSettings } from './setup.ts';

/** The exit code is 0 where the printer confirmed it, or can't. */
export async function printTestPage(settings: PrinterSettings, terminal: Terminal): Promise<number> {
  const { printer, logo } = printerOf(settings);
  const { name, widthChars } = printer.profile;
  const document = receiptDocument(
    {
      kind: 'test',
      printer: name,
      widthChars,
      shop: { name: 'Kopilka', address: settings.printer ?? '' },
      till: settings.profile,
      cashier: '',
      moment: momentOf(new Date()),
      currency: 'RUB',
    },
    terminal.locale,
  );
  const result = await printer.print(encodeJob(document, printer.profile, logo));
  terminal.say(inWords(result, terminal.locale));
  const isMute = result.kind === 'unknown' && result.reason === 'no-back-channel';
  return result.kind === 'confirmed' || isMute ? 0 : 1;
}

function inWords(result: PrintResult, locale: Locale): string {
  const said = {
    confirmed: { ru: 'Напечатано.', en: 'Printed.' },
    unknown: { ru: 'Отправлено; напечатано ли, неизвестно.', en: 'Sent; whether it was printed is not known.' },
    failed: { ru: 'Не отправлено.', en: 'Not sent.' },
  }[result.kind][locale];
  if (result.kind !== 'confirmed') return `${said} ${deviceFaultTexts[locale][result.reason]}`;
  const low = { ru: 'Бумага кончается.', en: 'Paper is running low.' }[locale];
  return result.paperLow ? `${said} ${low}` : said;
}

/** Now, by this machine's clock, as receipts tell moments. */
function momentOf(now: Date): string {
  const offsetMinutes = -now.getTimezoneOffset();
  const local = new Date(now.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const two = (value: number) => String(value).padStart(2, '0');
  const [sign, size] = [offsetMinutes < 0 ? '-' : '+', Math.abs(offsetMinutes)];
  return `${local}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
