import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolder } from './folder.ts';

const source = new URL('../../test/fixtures/data/online-retail/', import.meta.url);

describe('a folder of retail data', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kopilka-folder-'));
    cpSync(source, join(dir, 'data'), { recursive: true });
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const open = () => openFolder(join(dir, 'data'), join(dir, 'scratch.db'));
  const edit = (name: string, change: (lines: string[]) => void) => {
    const file = join(dir, 'data', name);
    const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
    change(lines);
    writeFileSync(file, gzipSync(lines.join('\n')));
  };

  it('comes to its own totals', async () => {
    const folder = await open();
    const { totals } = folder.about;
    const receipts = [...folder.receipts()];
    const sales = receipts.filter(({ kind }) => kind === 'sale');
    expect(sales).toHaveLength(totals.receipts);
    expect(receipts).toHaveLength(totals.receipts + totals.returns);
    const gross = sales
      .flatMap(({ lines }) => lines)
      .reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
    expect(gross).toBe(totals.grossMinor);
    folder.close();
  });

  it('does not need the lines in the order of the receipts', async () => {
    edit('lines.csv.gz', (lines) => {
      const rows = lines.splice(1).filter(Boolean).toReversed();
      lines.push(...rows, '');
    });
    const folder = await open();
    const [first] = folder.receipts();
    expect(first?.lines[0]).toEqual({ sku: '85123A', quantity: 6, unitPriceMinor: 255 });
    folder.close();
  });

  it.each([
    [
      'a sum that is not quantity x price',
      'lines.csv.gz',
      41,
      (row: string) => row.replace(/,\d+,0$/, ',1,0'),
      'sumMinor',
    ],
    [
      'a quantity that is no number',
      'lines.csv.gz',
      12,
      (row: string) => row.replace(/^(\w+,\d+,\w+),\d+/, '$1,six'),
      'quantity "six"',
    ],
    ['a missing cell', 'lines.csv.gz', 7, (row: string) => row.slice(0, row.lastIndexOf(',')), '6 cells'],
    ['an unknown sku', 'lines.csv.gz', 9, (row: string) => row.replace(/^(\w+,\d+),\w+/, '$1,NOPE'), 'sku "NOPE"'],
    ['a moment out of order', 'receipts.csv.gz', 5, (row: string) => row.replace('2010', '2009'), 'moment'],
    ['a moment without offset', 'receipts.csv.gz', 3, (row: string) => row.replace('+00:00', ''), 'moment'],
    ['an unclosed quote', 'products.csv.gz', 20, (row: string) => row.replace(',', ',"'), 'uote'],
  ])('names file and line of %s', async (_, name, line, breakRow, problem) => {
    edit(name, (lines) => {
      lines[line - 1] = breakRow(lines[line - 1] ?? '');
    });
    await expect(open()).rejects.toMatchObject({
      code: 'data.invalid',
      args: { file: name, line, problem: expect.stringContaining(problem) as string },
    });
  });

  it('says which file is missing', async () => {
    rmSync(join(dir, 'data', 'lines.csv.gz'));
    await expect(open()).rejects.toMatchObject({ code: 'file.unreadable' });
  });
});
