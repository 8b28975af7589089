import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { KopilkaError } from '../shared/protocol/errors.ts';
import { logLine, openLogFile } from './log.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kopilka-log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = () => readFileSync(join(folder, 'till.log'), 'utf8').trim().split('\n');

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

it('a line says what broke and where', () => {
  const line = JSON.parse(logLine(new TypeError('x is not a function'), 0)) as { problem: string; where: string[] };
  expect(line).toMatchObject({ at: '1970-01-01T00:00:00.000Z', problem: 'TypeError: x is not a function' });
  expect(line.where[0]).toContain('log.test.ts');
});

it.each([
  ['a parser that quotes what it read', () => JSON.parse('{"name": Анна Петрова') as unknown],
  ['an argument of an error', () => new KopilkaError('cashier.notAllowed', { name: 'Анна Петрова' })],
  ['a phone in a message', () => new Error('no member with +7 (912) 345-67-89 or 79123456789')],
  ['a card in a message', () => new Error('card 2900000000421 is taken')],
  ['a quoted name', () => new Error('no such name: "Анна Петрова"')],
])('nobody is named by %s', (_what, work) => {
  const { where: _, ...line } = JSON.parse(logLine(thrownBy(work), 0)) as { at: string; where: string[] };
  expect(JSON.stringify({ ...line, at: '' })).not.toMatch(/Анна|Петрова|345|2900000000421|79123456789/);
});

it('the file is begun anew when it is a megabyte long, and the one before is kept', () => {
  const report = openLogFile(folder, () => 0);
  const long = new Error('y'.repeat(100_000));
  for (let nth = 0; nth < 25; nth += 1) report(long);
  report(new Error('the last'));
  expect(read().at(-1)).toContain('the last');
  expect(existsSync(join(folder, 'till.log.1'))).toBe(true);
  expect(statSync(join(folder, 'till.log')).size).toBeLessThan(1_200_000);
});

it('a folder that can’t be written to stops nothing', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  openLogFile(join(folder, 'nowhere'), () => 0)(new Error('lost'));
  expect(said).toHaveBeenCalledOnce();
  said.mockRestore();
});
