import { describe, expect, it } from 'vitest';
import { findingTexts } from '../../shared/i18n/check.ts';
import type { FindingTexts } from '../../shared/i18n/finding-texts.ts';

const catalogue: [string, FindingTexts][] = Object.entries(findingTexts);

function page(): string {
  const rows = catalogue
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { severity, text, fix }]) =>
      [`## \`${code}\` (${severity})\n`, `${text.en}\\\n${fix.en}\n`, `${text.ru}\\\n${fix.ru}\n`].join('\n'),
    );
  return [
    '# Findings of check\n',
    'What `kopilka check` may say of a programme, and `kopilka quote` of a request. Codes are stable. A name in braces is filled from the\n' +
      'arguments of the finding. First line: what is wrong. Second line: what to do. An error keeps the document from being used, a\n' +
      'warning does not; `check` exits with 1 for either.\n',
    'Written from the catalogue, `shared/i18n/check.ts`: `npm run docs`.\n',
    ...rows,
  ].join('\n');
}

describe('the findings of check', () => {
  it('are told in docs/findings.md, every code of them', async () => {
    await expect(page()).toMatchFileSnapshot('../../docs/findings.md');
  });
});
