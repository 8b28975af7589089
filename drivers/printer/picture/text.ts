import type { Page } from './page.ts';

/** The letters of a page, line by line, as somebody would type them off: for searching, and for comparing with what was meant. */
export function pageText(page: Page): string[] {
  const lines = new Map<number, string>();
  for (const item of page.items) {
    if (item.kind !== 'text') continue;
    // Letters of one line share its lower edge, however tall they are.
    const bottom = item.y + item.high * 24;
    const before = lines.get(bottom) ?? '';
    const column = item.x / 12 / (before === '' ? item.wide : 1);
    lines.set(bottom, before.padEnd(Math.round(column)) + item.characters.join(''));
  }
  return [...lines].toSorted(([a], [b]) => a - b).map(([, text]) => text.trimEnd());
}
