import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { QuoteReply } from '../../shared/protocol/quote.ts';
import { commandLine } from './command-line.ts';
import { fieldTables } from './field-tables.ts';
import { fields } from './fields.ts';
import { eachField, jsonSchemas } from './schemas.ts';

/** docs/quote is written from the source: `npm run docs` writes it anew. */
const root = join(import.meta.dirname, '../..');
const folder = join(root, 'docs/quote');
const examples = readdirSync(folder).filter((file) => /^\d\d-.*(?<!\.out)\.json$/.test(file));

const formatted = (text: string, file: string) =>
  prettier.format(text, { filepath: file, singleQuote: true, printWidth: 120 });

describe('the documents of quote', () => {
  const schemas = jsonSchemas();

  it.each(Object.entries(schemas))('%s is what the validator says', async (file, schema) => {
    await expect(await formatted(JSON.stringify(schema), file)).toMatchFileSnapshot(join(folder, file));
  });

  it('tell every field in words', () => {
    const known = new Set<string>();
    for (const { $defs = {}, ...schema } of Object.values(schemas)) {
      eachField(schema, 'Programme', (key) => known.add(key));
      for (const [name, part] of Object.entries($defs)) eachField(part, name, (key) => known.add(key));
    }
    expect([...known].filter((key) => fields[key] === undefined)).toEqual([]);
    expect(Object.keys(fields).filter((key) => !known.has(key))).toEqual([]);
  });

  it('have a table of all fields', async () => {
    await expect(await formatted(fieldTables(schemas), 'fields.md')).toMatchFileSnapshot(join(folder, 'fields.md'));
  });
});

describe('the examples of quote', () => {
  it('are eleven', () => expect(examples).toHaveLength(11));

  it.each(examples)('%s gives the outcome beside it', async (file) => {
    const { code, said } = await commandLine(['quote', join(folder, file), '--json']);
    expect(code).toBe(0);
    expect(z.safeParse(QuoteReply, JSON.parse(said)).error).toBeUndefined();
    const out = file.replace('.json', '.out.json');
    await expect(await formatted(said, out)).toMatchFileSnapshot(join(folder, out));
  });

  it('are told in README.md, each by its name', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(examples.filter((file) => !readme.includes(file))).toEqual([]);
  });

  it('are read by the real command too', () => {
    const command = [join(root, 'main/kopilka.js'), 'quote', 'docs/quote/04-steps.json', '--json'];
    const said = execFileSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
    expect(JSON.parse(said)).toEqual(JSON.parse(readFileSync(join(folder, '04-steps.out.json'), 'utf8')));
  });
});
