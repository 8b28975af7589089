import { encodeCharacter } from '../printer/code-pages.ts';
import { transliterate } from '../printer/transliterate.ts';
import type { DisplayTemplate } from './template.ts';

export type TwoLines = readonly [string, string];

/** What makes the display show these lines, whatever it showed before. What is longer than a line is cut, what is shorter is filled up. */
export function encodeLines(
  lines: TwoLines,
  { columns, encoding, begin, lines: templates }: DisplayTemplate,
): Uint8Array {
  const bytes = [...begin];
  for (const [index, { before, after }] of templates.entries()) {
    const text = Array.from(transliterate(lines[index] ?? '', encoding))
      .slice(0, columns)
      .join('')
      .padEnd(columns);
    bytes.push(
      ...before,
      ...Array.from(text, (character) => encodeCharacter(character, encoding) ?? question),
      ...after,
    );
  }
  return Uint8Array.from(bytes);
}

const question = 0x3f;
