import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

const before = join(import.meta.dirname, '../../examples/first-shop/programme.json');
const after = join(mkdtempSync(join(tmpdir(), 'kopilka-diff-')), 'programme.json');

describe('diff', () => {
  it('says in words what changed, and counts it', async () => {
    const text = readFileSync(before, 'utf8');
    writeFileSync(after, text.replace('"version": 1', '"version": 2').replace(/"rateBp": \d+/, '"rateBp": 750'));
    const en = await commandLine(['diff', before, after]);
    expect(en).toMatchObject({ code: 0, told: '' });
    expect(en.said.split('\n')).toEqual(['version: 1 → 2', '5 % in points: gives › rate: 5% → 7.50%', '2 changes']);
    const ru = await commandLine(['diff', before, after], 'ru');
    expect(ru.said.split('\n').at(-1)).toBe('2 изменения');
  });

  it('says that nothing changed', async () => {
    expect((await commandLine(['diff', before, before], 'ru')).said).toBe('Ничего не изменилось');
  });

  it('names the first fault of a file that is no programme', async () => {
    writeFileSync(after, '{"id": "x"}');
    const answer = await commandLine(['diff', before, after]);
    expect(answer).toMatchObject({ code: 1, said: '' });
    expect(answer.told).toContain('version');
  });
});
