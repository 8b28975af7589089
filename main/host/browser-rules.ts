import type { IncomingHttpHeaders } from 'node:http';
import type { Locale } from '../../shared/i18n/locale.ts';

/**
 * Whether a request was made by something other than our own page: a name that is not ours (DNS rebinding), another site's
 * script or form. Only a one-time address may be opened from outside, as a link is.
 */
export function isForeign(
  headers: IncomingHttpHeaders,
  host: string,
  { mayComeFromOutside }: { mayComeFromOutside: boolean },
): boolean {
  if (headers.host !== host) return true;
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) return true;
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return !(mayComeFromOutside && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document');
}

/** The value of one cookie. */
export function keyFrom(cookies: string | undefined, name: string): string | undefined {
  for (const part of (cookies ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name) return value;
  }
  return undefined;
}

const texts = {
  stale: {
    ru: ['Этот адрес уже использован или прошло больше 30 секунд.', 'Возьмите новый там, где запущена касса.'],
    en: ['This address was used before, or is older than 30 seconds.', 'Take a new one where the till was started.'],
  },
  noSession: {
    ru: ['Этот браузер ещё не открывал кассу.', 'Откройте одноразовый адрес, который показала касса при запуске.'],
    en: ['This browser has not opened the till yet.', 'Open the one-time address the till showed when it was started.'],
  },
  foreign: {
    ru: ['Запрос пришёл не со страницы кассы.', 'Откройте кассу по её собственному адресу.'],
    en: ["The request did not come from the till's page.", 'Open the till by its own address.'],
  },
  notFound: { ru: ['Здесь ничего нет.', ''], en: ['There is nothing here.', ''] },
  notGet: { ru: ['Так сюда не обращаются.', ''], en: ['That is no way to ask here.', ''] },
  opened: { ru: ['Касса открывается…', ''], en: ['The till is opening…', ''] },
} satisfies Record<string, Record<Locale, [string, string]>>;

/**
 * A small page of words. The one shown after the exchange leads on to the till by itself: a redirect would not do, because a
 * browser that came from elsewhere sends no SameSite=Strict cookie along a chain of redirects; and it replaces the one-time
 * address in the history.
 */
export function pageText(text: keyof typeof texts, locale: Locale): string {
  const [what, fix] = texts[text][locale];
  const onward = text === 'opened' ? '<meta http-equiv="refresh" content="0;url=/">' : '';
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>Kopilka</title><link rel="icon" href="data:,">${onward}</head><body><p>${what}</p><p>${fix}</p></body></html>\n`;
}
