import { describe, expect, it } from 'vitest';
import { errors } from '../../shared/protocol/errors.ts';
import type { ErrorEntry } from '../../shared/protocol/errors.ts';

const registry: [string, ErrorEntry][] = Object.entries(errors);

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();

function page(): string {
  const rows = registry
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { text, fix }]) => `## \`${code}\`\n\n${text.en}\\\n${fix.en}\n\n${text.ru}\\\n${fix.ru}\n`);
  return [
    '# Errors\n',
    'Codes are stable: they cross IPC and HTTP unchanged, and programs may act on them. A name in braces is filled from the arguments\n' +
      'of the error. First line: what happened. Second line: what to do.\n',
    'Written from the registry, `shared/protocol/errors.ts`: `npx vitest run test/tidy/errors.test.ts -u`.\n',
    ...rows,
  ].join('\n');
}

describe('the error registry', () => {
  it.each(registry)('%s says what happened and what to do, in ru and en', (code, { text, fix }) => {
    expect(code).toMatch(/^[a-z][\w-]*(\.[a-z][\w-]*)+$/i);
    for (const sentence of [text.ru, fix.ru]) expect(sentence).toMatch(/[А-Яа-яЁё]{2}/);
    for (const sentence of [text.en, fix.en]) expect(sentence).toMatch(/^[^А-Яа-яЁё]*[A-Za-z]{2}[^А-Яа-яЁё]*$/);
  });

  it.each(registry)('%s tells the same facts in both languages', (_code, { text, fix }) => {
    expect(holes(text.ru)).toEqual(holes(text.en));
    expect(holes(fix.ru)).toEqual(holes(fix.en));
  });

  it('is told in docs/errors.md, every code of it', async () => {
    await expect(page()).toMatchFileSnapshot('../../docs/errors.md');
  });
});
