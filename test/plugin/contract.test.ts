import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../../package.json' with { type: 'json' };
import { openHost } from './host.ts';
import { shopToRecord } from './recorded-shop.ts';
import type { RecordedShop } from './recorded-shop.ts';
import { changes, everyCall, record } from './recording.ts';
import type { Asked, Exchange } from './recording.ts';

/**
 * What each release was asked and answered, for ever: a file of a release is never changed. The one that is being made has none yet: it is
 * written when this runs, and refused where nobody could commit it.
 */
const folder = join(import.meta.dirname, '../fixtures/plugin/v1');
mkdirSync(folder, { recursive: true });

type Recording = RecordedShop & { exchanges: Exchange[] };

async function asked({ lines, programme }: RecordedShop, calls: readonly Asked[]): Promise<Exchange[]> {
  const host = await openHost();
  try {
    const { hub, settled } = host.shop;
    await hub.importLines(lines.map((line) => JSON.stringify(line)));
    await hub.publish(programme, '2026-01-02T00:00:00+03:00');
    await settled();
    return await record(host, calls);
  } finally {
    await host.close();
    expect(host.bugs).toEqual([]);
  }
}

describe('the plugin API, asked as it was when it was released,', () => {
  const now = `${version}.json`;
  if (!existsSync(join(folder, now))) {
    it(`is recorded for ${version}`, async () => {
      const recording: Recording = { ...shopToRecord, exchanges: await asked(shopToRecord, everyCall) };
      await expect(`${JSON.stringify(recording, null, 2)}\n`).toMatchFileSnapshot(join(folder, now));
    });
  }

  it.each(readdirSync(folder))('answers as in %s, whatever was added since', async (file) => {
    const { exchanges, ...shop } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording;
    const answered = await asked(shop, exchanges);
    for (const [index, { method, path, status, answer }] of exchanges.entries()) {
      const { status: statusNow, answer: answerNow } = answered[index]!;
      const where = `${index}: ${method} ${path}`;
      expect(changes({ status, answer }, { status: statusNow, answer: answerNow }), where).toEqual([]);
    }
  });

  it('would tell what is gone or changed, and not what was added', () => {
    const was = { status: 200, answer: { lines: [{ sku: 'tea', netMinor: 1 }], code: null } };
    const grown = { status: 200, answer: { lines: [{ sku: 'tea', netMinor: 1, weight: 2 }], code: null, more: true } };
    expect(changes(was, grown)).toEqual([]);
    expect(changes(was, { ...was, status: 404 })).toHaveLength(1);
    expect(changes(was, { ...was, answer: { lines: [{ sku: 'tea' }], code: null } })).toHaveLength(1);
    expect(changes(was, { ...was, answer: { lines: [], code: null } })).toHaveLength(1);
  });
});
