import { describe, expect, it } from 'vitest';
import { pageEn } from './page-en.ts';
import { pageMessages } from './page-messages.ts';
import { pageRu } from './page-ru.ts';
import { ageText, clockText, fill, pageTexts } from './page.ts';

const holes = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted((a, b) => a.localeCompare(b));
const keys = Object.keys(pageRu) as (keyof typeof pageRu)[];

describe('the words of the page', () => {
  it.each(keys)('%s has the same holes in both languages', (key) => {
    expect(holes(pageEn[key])).toEqual(holes(pageRu[key]));
  });

  it('are Russian in Russian and English in English, but for the switch between them', () => {
    const strange = keys.filter((key) => key !== 'language' && /[А-Яа-яЁё]/.test(pageEn[key]));
    expect(strange).toEqual([]);
    for (const { ru, en } of Object.values(pageMessages)) {
      expect(ru).toMatch(/[А-Яа-яЁё]/);
      expect(en).not.toMatch(/[А-Яа-яЁё]/);
    }
  });

  it('fill what is known and show what is not', () => {
    expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}');
  });

  it.each([
    [0, 'меньше минуты'],
    [59_999, 'меньше минуты'],
    [60_000, '1 мин'],
    [3_599_999, '59 мин'],
    [3_600_000, '1 ч'],
    [86_399_999, '23 ч'],
    [86_400_000, '1 дн.'],
  ])('tell an age of %i ms as %s', (ageMs, words) => {
    expect(ageText(ageMs, pageTexts.ru)).toBe(words);
  });

  it('say which way a clock is wrong, by how much, and what to do', () => {
    expect(clockText(-7_200_000, pageTexts.ru)).toMatch(/спешат: 2 ч\. Поставьте верное время/);
    expect(clockText(7_200_000, pageTexts.en)).toMatch(/slow by 2 h\. Set it right/);
  });
});
