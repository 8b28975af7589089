import { fill } from './fill.ts';
import type { Locale } from './locale.ts';
import { pageEn } from './page-en.ts';
import { pageRu } from './page-ru.ts';
import type { PageTexts } from './page-ru.ts';

export type { PageTexts } from './page-ru.ts';

export const pageTexts: Record<Locale, PageTexts> = { ru: pageRu, en: pageEn };

export { fill };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What to do about a clock that is wrong. `offMs`: the right one less this one. */
export function clockText(offMs: number, texts: PageTexts): string {
  return fill(offMs > 0 ? texts.clockBehind : texts.clockAhead, { by: ageText(Math.abs(offMs), texts) });
}

/** How long ago, in its largest whole unit. */
export function ageText(ageMs: number, texts: PageTexts): string {
  if (ageMs < minuteMs) return texts.justNow;
  if (ageMs < hourMs) return fill(texts.minutes, { n: Math.floor(ageMs / minuteMs) });
  if (ageMs < dayMs) return fill(texts.hours, { n: Math.floor(ageMs / hourMs) });
  return fill(texts.days, { n: Math.floor(ageMs / dayMs) });
}
