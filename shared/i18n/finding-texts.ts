import type { Text } from '../loyalty/basics.ts';

/** A finding: what is wrong, and what to do. `{name}` is filled from the finding's arguments. */
export type FindingTexts = { severity: 'error' | 'warning'; text: Text; fix: Text };

export function error(ru: string, en: string, fixRu: string, fixEn: string): FindingTexts {
  return { severity: 'error', text: { ru, en }, fix: { ru: fixRu, en: fixEn } };
}

export function warning(ru: string, en: string, fixRu: string, fixEn: string): FindingTexts {
  return { ...error(ru, en, fixRu, fixEn), severity: 'warning' };
}
