import { describe, expect, it } from 'vitest';
import { checkProgrammeText } from '../../shared/loyalty/check/document.ts';
import { allSources } from './source.ts';

type Shown = { where: string; text: string };

/** Every programme a reader may copy: files of examples/ and docs/, and those inside the requests of docs/quote. */
const shown = allSources()
  .filter(({ path }) => /^(examples|docs)\/.*\.json$/.test(path) && !path.endsWith('.schema.json'))
  .flatMap(({ path, text }) => programmesIn(path, text));

function programmesIn(path: string, text: string): Shown[] {
  const document: unknown = JSON.parse(text);
  if (isObject(document) && 'wallets' in document && 'promotions' in document) return [{ where: path, text }];
  return embedded(document).map((programme, index) => ({
    where: `${path}, programme ${index + 1}`,
    text: JSON.stringify(programme),
  }));
}

function embedded(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(embedded);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'programme' && isObject(inner) && 'wallets' in inner ? [inner] : embedded(inner),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Warned of by intent: what the scheme gives is more than usual, and its README says so. */
const generous: Readonly<Record<string, string[]>> = {
  'examples/13-decor-agents/programme.json': ['accrual.highForGoods'],
};

describe('every example programme', () => {
  it('is found', () => {
    expect(shown.map(({ where }) => where)).toContain('examples/demo-shop/programme.json');
  });

  it.each(shown)('$where passes check without a finding that its scheme does not want', ({ where, text }) => {
    expect(checkProgrammeText(text).findings.map(({ code }) => code)).toEqual(generous[where] ?? []);
  });
});
