import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingTexts } from '../../i18n/check.ts';
import { checkProgramme } from './check.ts';
import { checkProgrammeText } from './document.ts';
import { findingText } from './finding.ts';
import { runs } from '../testing/runs.ts';

const folder = join(import.meta.dirname, '../../../test/fixtures/broken-programmes');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
type Expected = { path: string; line: number; ru: string; en: string };
const expected = JSON.parse(read('expected/findings.json')) as Record<string, Expected[]>;
const newest = 1;
const today = '2026-11-23';

describe('a broken programme', () => {
  it.each(Object.entries(expected))('%s is told by path, line and what to do', (file, findings) => {
    const told = checkProgrammeText(read(file), newest, today).findings.map((each) => ({
      path: each.path,
      line: each.line,
      ru: findingText(each, 'ru'),
      en: findingText(each, 'en'),
    }));
    expect(told).toEqual(findings);
  });

  it('has its expected findings written down, every one of the folder', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    expect(files.toSorted()).toEqual(Object.keys(expected).toSorted());
    expect(files.length).toBeGreaterThan(20);
  });

  it('is not handed out as usable, and one with warnings alone is', () => {
    expect(checkProgrammeText(read('09-duplicate-id.json'), newest).programme).toBeUndefined();
    expect(checkProgrammeText(read('30-key-twice.json'), newest).programme).toBeUndefined();
    expect(checkProgrammeText(read('22-group-of-one.json'), newest).programme?.id).toBe('corner-shop');
  });
});

describe('the sentences', () => {
  it('leave no hole unfilled', () => {
    const holes = Object.values(expected)
      .flat()
      .flatMap(({ ru, en }) => [ru, en])
      .filter((sentence) => /\{\w+\}/.test(sentence));
    expect(holes).toEqual([]);
  });

  it('ask for the same arguments in both languages', () => {
    const argumentsOf = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted();
    for (const [code, { text, fix }] of Object.entries(findingTexts)) {
      expect([code, argumentsOf(text.ru), argumentsOf(fix.ru)]).toEqual([
        code,
        argumentsOf(text.en),
        argumentsOf(fix.en),
      ]);
    }
  });
});

describe('a document of any origin', () => {
  const sound = JSON.parse(read('00-in-order.json')) as Record<string, unknown>;

  it('never crashes the check', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (document) => {
        expect(checkProgramme(document).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(checkProgrammeText(text).findings.length).toBeGreaterThan(0);
      }),
    );
  });

  it('may have any value in any place of a sound programme', () => {
    const paths = pathsOf(sound);
    const hostile = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(1e308, -0, 2 ** 53, '', '\u0000', '__proto__', 'constructor', 'ы'.repeat(10_000), [], {}),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), hostile, (path, value) => {
        const document: unknown = structuredClone(sound);
        place(document, path, value);
        const { findings } = checkProgrammeText(JSON.stringify(document), newest);
        for (const each of findings) expect(findingText(each, 'ru').length).toBeLessThan(2000);
      }),
      runs(2000),
    );
  });

  it('may name __proto__ and constructor as keys', () => {
    const text = JSON.stringify(sound).replace('"id"', '"__proto__": {"ok": true}, "constructor": 1, "id"');
    const { findings } = checkProgrammeText(text, newest);
    expect(findings.map(({ path }) => path)).toEqual(['__proto__', 'constructor']);
    expect(({} as { ok?: boolean }).ok).toBeUndefined();
  });

  it('may be deeper than any stack and longer than any screen', () => {
    const bomb = '{"wallets":'.repeat(100_000) + '1' + '}'.repeat(100_000);
    expect(checkProgrammeText(bomb).programme).toBeUndefined();
    expect(checkProgrammeText(`[${'['.repeat(100_000)}`).findings[0]?.code).toBe('json.invalid');
    expect(checkProgrammeText(`{"id": 1e999, "version": 123456789012345678901234567890}`).programme).toBeUndefined();
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, each]) =>
    pathsOf(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? inner : [path, ...inner];
}

function place(document: unknown, path: Path, value: unknown): void {
  const holder = path.slice(0, -1).reduce((at, segment) => (at as Record<string, unknown>)[segment], document);
  (holder as Record<string, unknown>)[path.at(-1)!] = value;
}
