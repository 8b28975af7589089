import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../main/cli/main.ts';
import { onePercentFile, runReplay } from '../../main/cli/replay/run.ts';
import { newDatabase } from '../postgres/database.ts';

const data = join(import.meta.dirname, '..', 'fixtures', 'data');
const readProgramme = (file: URL) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
const defaultFile = new URL('../../examples/replay/programme.json', import.meta.url);

async function replayed(
  folder: string,
  programme: URL,
  { tills = 1, store }: { tills?: number; store?: string | undefined } = {},
) {
  const ended = await runReplay({
    dir: join(data, folder),
    programme: readProgramme(programme),
    offlineShare: 0.33,
    tills,
    store,
    onProgress: () => undefined,
  });
  const { books, faults } = ended;
  expect(faults).toEqual([]);
  expect(books).toMatchObject({ lost: 0, duplicated: 0, ledgerSum: 0 });
  expect(books.verdicts).toEqual({ equal: books.receipts + books.returns, different: 0, pending: 0 });
  return ended;
}

const stores = [
  { place: 'a file', newStore: () => Promise.resolve(undefined) },
  { place: 'PostgreSQL', newStore: () => newDatabase({ tables: false }) },
];

describe('replaying real receipts', () => {
  it('ends a grocery folder with right books, a third of it rung with the port closed', async () => {
    const { books, tally, refusedConnections } = await replayed('complete-journey', defaultFile);
    expect(books).toMatchObject({ receipts: 500, grossMinor: 245_852 });
    expect(tally.registered).toBe(440);
    expect(refusedConnections).toBeGreaterThan(0);
    expect(books.pointsEarned).toBeGreaterThan(0);
  }, 180_000);

  it('agrees with 1 % of everything computed from the rows alone, returns included', async () => {
    const { books } = await replayed('online-retail', onePercentFile);
    expect(books.returns).toBe(13);
    expect(books.pointsClawedBack).toBeGreaterThan(0);
  }, 180_000);

  it.each(stores)(
    'ends with right books at four tills that go away in turns, the hub on $place',
    async ({ newStore }) => {
      const { books, tally, refusedConnections } = await replayed('complete-journey', onePercentFile, {
        tills: 4,
        store: await newStore(),
      });
      expect(books).toMatchObject({ receipts: 500, grossMinor: 245_852 });
      // 440 buyers have a card; who comes to a second till before it has heard of the first is registered there too.
      expect(tally.registered).toBeGreaterThan(440);
      expect(refusedConnections).toBeGreaterThan(0);
    },
    180_000,
  );

  it('takes goods back at the till that sold them, and leaves a database alone that is a hub already', async () => {
    const four = { tills: 4, store: await newDatabase() };
    const { books } = await replayed('online-retail', defaultFile, four);
    expect(books.returns).toBe(13);
    // Whether a till had heard of points by the time they were wished for is no promise; that they are taken back is.
    expect(books.pointsClawedBack).toBeGreaterThan(0);
    await expect(replayed('online-retail', defaultFile, four)).rejects.toMatchObject({ code: 'hub.notEmpty' });
  }, 180_000);

  it('names file and line of a broken row, and rings nothing', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'kopilka-broken-'));
    cpSync(join(data, 'online-retail'), dir, { recursive: true });
    const lines = gunzipSync(readFileSync(join(dir, 'lines.csv.gz')))
      .toString('utf8')
      .split('\n');
    lines[99] = (lines[99] ?? '').replace(/,\d+,/, ',0,');
    writeFileSync(join(dir, 'lines.csv.gz'), gzipSync(lines.join('\n')));
    const told: string[] = [];
    const code = await runCommandLine(['replay', dir], {
      locale: 'en',
      say: (text) => told.push(text),
      tell: (text) => told.push(text),
      interactive: false,
      stop: new AbortController().signal,
    });
    rmSync(dir, { recursive: true });
    expect(code).toBe(1);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('lines.csv.gz, line 100');
  });
});
