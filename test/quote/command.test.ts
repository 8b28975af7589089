import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandTable } from '../../main/cli/table.ts';
import { commandLine } from './command-line.ts';

const root = join(import.meta.dirname, '../..');
const broken = join(root, 'test/fixtures/broken-programmes');
const brokenFiles = readdirSync(broken).filter((file) => file.endsWith('.json') && !file.startsWith('00'));
const scratch = mkdtempSync(join(tmpdir(), 'kopilka-quote-'));

function fileWith(text: string): string {
  const file = join(scratch, 'request.json');
  writeFileSync(file, text);
  return file;
}

describe('kopilka', () => {
  it.each([
    [['chek', 'x.json'], 'There is no such command'.slice(0, 8), 2],
    [['quote'], 'quote needs FILE', 2],
    [['quote', 'a.json', 'b.json'], 'quote has no use for b.json', 2],
    [['quote', '--jsn', 'a.json'], 'Perhaps: --json', 2],
    [['check', 'a.json', '--lang', 'de'], 'Not a value for --lang: de', 2],
    [['check', 'a.json', '--lang'], 'Write --lang ru|en', 2],
    [['check', '--json=yes', 'a.json'], 'Write --json alone', 2],
    [['check', 'no such file.json'], 'Cannot read no such file.json', 1],
  ])('%j is answered with one line and its exit code', async (words, part, code) => {
    const answer = await commandLine(words);
    expect(answer).toMatchObject({ code, said: '' });
    expect(answer.told).toContain(part);
    expect(answer.told.split('\n')).toHaveLength(1);
  });

  it('speaks the language it is asked in, even about a wrong command line', async () => {
    expect((await commandLine(['chek', '--lang', 'ru'])).told).toContain('Нет команды');
    expect((await commandLine(['--lang', 'ru', '--help'])).said).toContain('Подробно');
    expect((await commandLine(['chek'], 'ru')).told).toContain('Нет команды');
  });

  it.each(Object.keys(commandTable))('%s --help tells usage, options and an example', async (name) => {
    const { code, said } = await commandLine([name, '--help']);
    expect(code).toBe(0);
    expect(said).toContain(`kopilka ${name}`);
    expect(said).toMatch(/Options|kopilka COMMAND --help/);
  });

  it('is read by an old Node far enough to say what to do', () => {
    const old = ['--no-experimental-strip-types', 'main/kopilka.js', 'check', 'x.json'];
    const { status, stderr } = spawnSync(process.execPath, old, { cwd: root, encoding: 'utf8', env: { LANG: 'C' } });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^kopilka: this is Node v.* npx kopilka\n$/);
  });

  it('is not disturbed when nobody reads on', () => {
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" main/kopilka.js quote docs/quote/06-window.json --json | head -1`],
      { cwd: root, encoding: 'utf8' },
    );
    expect([stdout, stderr]).toEqual(['[\n', '']);
  });
});

describe('kopilka check', () => {
  it.each(brokenFiles)('%s: exits with 1 and prints each fault with its place and path', async (file) => {
    const machine = await commandLine(['check', join(broken, file), '--json']);
    const { findings } = JSON.parse(machine.said) as {
      findings: { path: string; line: number; text: { ru: string } }[];
    };
    expect(machine.code).toBe(1);
    expect(findings.length).toBeGreaterThan(0);
    const person = await commandLine(['check', join(broken, file), '--lang', 'ru']);
    expect(person.code).toBe(1);
    for (const { path, line, text } of findings) {
      const printed = person.said.split('\n').find((each) => each.includes(`${file}:${line}:`) && each.includes(path));
      expect(printed).toContain(text.ru);
    }
  });

  it('holds card masks against the labels of a till, and refuses a number that would be both', async () => {
    const till = { till: 't', hub: 'http://127.0.0.1:7070' };
    const label = { prefix: '22', skuDigits: 5, holds: 'grams' };
    const programme = join(broken, '00-in-order.json');
    writeFileSync(join(scratch, 'till.json'), JSON.stringify({ ...till, labels: [label] }));
    const clash = await commandLine(['check', programme, '--till', scratch]);
    expect(clash.code).toBe(1);
    expect(clash.said).toContain(
      'identification.cards[0].mask: The number 2200000000000 fits this mask and the label 22',
    );
    writeFileSync(join(scratch, 'till.json'), JSON.stringify({ ...till, labels: [{ ...label, prefix: '23' }] }));
    expect((await commandLine(['check', programme, '--till', scratch])).code).toBe(0);
  });

  it('says of a sound programme what it is', async () => {
    const { code, said } = await commandLine(['check', join(broken, '00-in-order.json')]);
    expect(code).toBe(0);
    expect(said).toContain('in order (corner-shop, version 3, 4 rules)');
  });
});

describe('kopilka quote', () => {
  const sale = { kind: 'sale', programme: {}, facts: {} };

  it.each([
    ['{"kind": "sale",}', 'not JSON, line 1, column 17: the comma before this is one too many'],
    ['[]', '$: The list is too short'],
    ['7', '$: This is a number 7. It has to be an object'],
    ['{"kind": "sell"}', 'kind: "sell" is not one of the choices'],
    [JSON.stringify([sale]), '[0].programme.id: The key "id" is missing'],
  ])('%s is refused by path', async (text, part) => {
    const { code, told } = await commandLine(['quote', fileWith(text)]);
    expect(code).toBe(1);
    expect(told).toContain(part);
    expect(told.split('\n')).toHaveLength(1);
  });

  it('prints what a person reads', async () => {
    const { said } = await commandLine(['quote', join(root, 'docs/quote/02-points.json'), '--lang', 'ru']);
    await expect(said).toMatchFileSnapshot('../fixtures/quote/02-points.ru.txt');
    const list = await commandLine(['quote', join(root, 'docs/quote/04-steps.json')]);
    await expect(list.said).toMatchFileSnapshot('../fixtures/quote/04-steps.en.txt');
    const events = join(root, 'docs/quote/11-events.json');
    for (const locale of ['ru', 'en'])
      await expect((await commandLine(['quote', events, '--lang', locale])).said).toMatchFileSnapshot(
        `../fixtures/quote/11-events.${locale}.txt`,
      );
  });
});
