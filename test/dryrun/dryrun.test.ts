import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileDigest, postgresToFile } from '../../hub/store/move.ts';
import { openTestHub } from '../../hub/testing/hub.ts';
import { lot, memberDoc, programme as corner } from '../../hub/testing/shop.ts';
import { runCommandLine } from '../../main/cli/main.ts';
import type { DryRun } from '../../main/cli/dryrun/run.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { newDatabase } from '../postgres/database.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-draft-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const data = join(import.meta.dirname, '..', 'fixtures', 'data');
const at = (minute: string) => `2026-03-01T12:${minute}:00+03:00`;

async function run(programme: unknown, ...words: string[]) {
  const file = join(folder, 'draft.json');
  writeFileSync(file, JSON.stringify(programme));
  const said: string[] = [];
  const code = await runCommandLine(['dryrun', file, ...words], {
    locale: 'en',
    say: (text) => said.push(text),
    tell: (text) => said.push(text),
    interactive: false,
    stop: new AbortController().signal,
  });
  return { code, text: said.join('\n') };
}

async function found(programme: unknown, ...words: string[]): Promise<DryRun> {
  const { code, text } = await run(programme, ...words, '--json');
  expect({ code, text }).toMatchObject({ code: 0 });
  return JSON.parse(text) as DryRun;
}

/** A tenth off food for gold, and 2 % in points for all. */
const draft: Programme = {
  ...corner,
  version: 2,
  promotions: corner.promotions.map((promotion) =>
    promotion.id === 'points'
      ? { ...promotion, give: { kind: 'pointsRate', wallet: 'bonus', rateBp: 200 } }
      : promotion,
  ),
};

/** A hub on either database: what it is opened with, where a draft finds it, and a digest of all it holds. */
const databases = [
  {
    kind: 'file',
    open: () =>
      Promise.resolve({
        config: {},
        words: (dataDir: string) => ['--hub', dataDir],
        digest: (dataDir: string) => fileDigest(join(dataDir, 'hub.db')),
      }),
  },
  {
    kind: 'PostgreSQL',
    async open() {
      const url = await newDatabase();
      const copy = () => join(folder, `${process.hrtime.bigint()}.db`);
      return {
        config: { postgres: { url } },
        words: () => ['--store', url],
        digest: () => postgresToFile(url, copy()),
      };
    },
  },
];

describe("a draft on a hub's receipts", () => {
  it.each(databases)(
    'tells cost, points, liability and who wins and loses, and writes nothing: $kind',
    async (each) => {
      const { config, words, digest } = await each.open();
      const test = await openTestHub(
        ['till-1'],
        [memberDoc('anna'), memberDoc('boris', { tier: 'gold', segments: ['vip'], lots: [lot('l1', 10_00)] })],
        config,
      );
      const till = await test.till('till-1');
      const sale = till.sell({ member: 'anna', lines: [{ sku: 'coffee', quantity: 2000 }], at: at('01') });
      till.sell({ member: 'boris', lines: [{ sku: 'coffee' }], at: at('02') });
      till.sell({ lines: [{ sku: 'milk' }], at: at('03') });
      till.giveBack(sale.body.receipt, [{ line: 'l1', quantity: 1000 }], at('04'));
      await till.push();
      const before = await digest(test.dataDir);
      const { was, would, gains, byTier, bySegment, ...counts } = await found(draft, ...words(test.dataDir));
      expect(await digest(test.dataDir)).toEqual(before);
      expect(counts).toMatchObject({ sales: 3, returns: 1, members: 2 });
      // anna keeps one coffee of 500.00, boris pays 450.00 of 500.00, a stranger pays 89.90.
      expect(was).toMatchObject({
        netMinor: 1039_90,
        discountMinor: 50_00,
        accruedMinor: 47_50,
        liabilityChangeMinor: 47_50,
      });
      expect(would).toMatchObject({
        netMinor: 1039_90,
        discountMinor: 50_00,
        accruedMinor: 19_00,
        liabilityChangeMinor: 19_00,
      });
      expect([was.costMinor, was.costBp, would.costMinor, would.costBp]).toEqual([97_50, 938, 69_00, 664]);
      expect(gains).toEqual({ wins: 0, loses: 2, same: 0, wonMinor: 0, lostMinor: 28_50 });
      expect(byTier).toMatchObject([
        { tier: 'bronze', loses: 1, lostMinor: 15_00 },
        { tier: 'gold', loses: 1, lostMinor: 13_50 },
      ]);
      expect(bySegment).toMatchObject([{ segment: 'vip', loses: 1 }]);
      const { sales } = await found(draft, ...words(test.dataDir), '--from', at('02'), '--to', at('03'));
      expect(sales).toBe(1);
      await test.close();
    },
  );

  it('is the same as what was where nothing is changed, redemptions and gifts of the past apart', async () => {
    const test = await openTestHub(['till-1'], [memberDoc('anna', { lots: [lot('l1', 100_00)] })]);
    const till = await test.till('till-1');
    const spending = till.accept(await till.lease('anna', 20_00, at('01')), at('01'));
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], redeem: 20_00, spending, at: at('01') });
    till.sell({ member: 'anna', lines: [{ sku: 'bread', quantity: 3000 }], at: at('02') });
    await till.push();
    const { was, would, gains } = await found({ ...corner, version: 2 }, '--hub', test.dataDir);
    expect(would).toEqual(was);
    expect(gains).toMatchObject({ wins: 0, loses: 0, same: 1 });
    await test.close();
  });
});

describe('a return under a draft', () => {
  it('undoes what the sale did to its member: the next purchase is their first again', async () => {
    const first: Programme = {
      ...corner,
      version: 2,
      promotions: [
        {
          id: 'first',
          name: { ru: 'Первая', en: 'First' },
          when: { purchase: { from: 1, to: 1 } },
          give: { kind: 'basketPercent', rateBp: 1000 },
        },
      ],
    };
    const test = await openTestHub(['till-1'], [memberDoc('anna')]);
    const till = await test.till('till-1');
    const { body } = till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: at('01') });
    till.giveBack(body.receipt, [{ line: 'l1', quantity: 1000 }], at('02'));
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: at('03') });
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: at('04') });
    await till.push();
    const { would } = await found(first, '--hub', test.dataDir);
    expect(would).toMatchObject({ discountMinor: 50_00, netMinor: 950_00 });
    await test.close();
  });
});

describe('a draft on a folder of receipts', () => {
  it('reads it as a stream, returns against their sales', async () => {
    const onePercent = JSON.parse(readFileSync('examples/replay/one-percent.json', 'utf8')) as Programme;
    const about = JSON.parse(readFileSync(join(data, 'online-retail', 'about.json'), 'utf8')) as {
      totals: { receipts: number; returns: number; grossMinor: number; returnedMinor: number };
    };
    const { was, sales, returns, would } = await found(onePercent, '--dir', join(data, 'online-retail'));
    const { totals } = about;
    expect({ sales, returns, netMinor: was.netMinor }).toEqual({
      sales: totals.receipts,
      returns: totals.returns,
      netMinor: totals.grossMinor - totals.returnedMinor,
    });
    expect(would.accruedMinor).toBeGreaterThan(0);
  });
});

describe('a draft that is no programme', () => {
  it('is refused with the path of its fault', async () => {
    const { code, text } = await run({ ...corner, wallets: [] }, '--hub', folder);
    expect(code).toBe(1);
    expect(text).toContain('promotions');
  });

  it('needs a hub to look back on', async () => {
    expect(await run(draft, '--hub', folder)).toMatchObject({ code: 1 });
    const { code, text } = await run(draft, '--store', await newDatabase({ tables: false }));
    expect(code).toBe(1);
    expect(text).toContain('kopilka hub migrate');
  });
});
