import type { Text } from '../loyalty/basics.ts';

export type ErrorEntry = { text: Text; fix: Text };

/** What happened and what to do about it, in both languages. */
export function entry(ru: string, en: string, fixRu: string, fixEn: string): ErrorEntry {
  return { text: { ru, en }, fix: { ru: fixRu, en: fixEn } };
}
