import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleNames, readExample } from './example.ts';
import { rows } from './rows/rows.ts';

const { 'the worked numbers': workedNumbers = [], ...further } = rows;

/** It is how W15 comes back. */
const elsewhere = ['W22'];

function index(): string {
  const list = (names: readonly string[]) => names.map((name) => `- ${name}`).join('\n');
  const of = (row: (typeof rows)[string]) => list(row.map(({ name, only }) => (only ? `${name} (${only})` : name)));
  const examples = exampleNames.map((name) => {
    const { scenarios } = readExample(name);
    return `### ${name}\n\n${list(scenarios.map((scenario) => scenario.name))}`;
  });
  return [
    '# Scenarios\n\nWritten by `npm run docs` from test/scenario. Every step is computed by `kopilka quote`, rung at a real till, pushed to a real hub over HTTP and computed there again; what comes back is refunded at the till and taken back at the hub. What each must come to was worked out by hand.',
    ...Object.entries(rows).map(([row, scenarios]) => `## ${row[0]!.toUpperCase()}${row.slice(1)}\n\n${of(scenarios)}`),
    `## Of the examples\n\n${examples.join('\n\n')}`,
    '',
  ].join('\n\n');
}

describe('the scenarios', () => {
  it('have every worked number', () => {
    const numbers = new Set(workedNumbers.map(({ name }) => name.split(/[: ]/)[0]!));
    const wanted = Array.from({ length: 37 }, (_, at) => `W${at + 1}`).filter((number) => !elsewhere.includes(number));
    expect(wanted.filter((number) => !numbers.has(number))).toEqual([]);
  });

  it('are at least a hundred and fifty beside them, ten or more of each row, played at till and hub', () => {
    const played = Object.entries(further).map(([row, scenarios]) => [
      row[0],
      scenarios.filter(({ only }) => only === undefined).length,
    ]);
    console.log(Object.fromEntries(played));
    expect(played.map(([row]) => row)).toEqual('ABCDEFGHIJKLM'.split(''));
    expect(played.filter(([, count]) => Number(count) < 10)).toEqual([]);
    expect(played.reduce((sum, [, count]) => sum + Number(count), 0)).toBeGreaterThanOrEqual(150);
  });

  it('give goods back in three of four', () => {
    const all = Object.values(rows).flat();
    const returning = all.filter(({ example }) =>
      example.scenarios.some(({ steps }) => steps.some((step) => 'return' in step)),
    );
    console.log(`${returning.length} of ${all.length} scenarios have returns`);
    expect(returning.length * 4).toBeGreaterThan(all.length * 3);
  });

  it('stand in their index', async () => {
    await expect(index()).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/scenarios.md'));
  });
});
