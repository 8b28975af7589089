import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoFolder } from '../cli/demo/folder.ts';
import { startDemo } from '../cli/demo/start.ts';
import { shopIn } from './folder-shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'kopilka-shop-'));
const shopWith = (lines: string[]) => {
  writeFileSync(join(folder, 'shop.ndjson'), lines.join('\n'));
  return () => shopIn(folder);
};
const till = '{"kind":"till","doc":{"id":"t","shop":"s","name":"T"}}';

describe('a shop in a folder', () => {
  it('opens its first till with its first cashier signed in, and shows codes to click', async () => {
    const shop = shopIn(join(import.meta.dirname, '../../examples/first-shop'));
    expect(shop).toMatchObject({ till: 'till-1', cashier: 'maria' });
    expect(shop.codes.map(({ group, code }) => [group, code])).toEqual([
      ['good', '4006381333931'],
      ['member', '770000000001'],
    ]);
    const failures: unknown[] = [];
    const demo = await startDemo(demoFolder(join(folder, 'demo'), true), shop, (error) => failures.push(error));
    const view = await demo.till.handle('sale.scan', { code: '4006381333931', source: 'typed' });
    expect(view.totals.leftMinor).toBe(149);
    await demo.close();
    expect(failures).toEqual([]);
  });

  it('is refused by line where it can not be read', () => {
    expect(shopWith([till, '{"kind":"till"'])).toThrow(/line 2/i);
    expect(shopWith([till, '{"kind":"spaceship","doc":{}}'])).toThrow(/line 2/i);
  });

  it('is refused without a till, without a cashier, and where there is none', () => {
    expect(shopWith([''])).toThrow('no line of kind till');
    expect(shopWith([till])).toThrow('no line of kind cashier');
    expect(() => shopIn(join(folder, 'nowhere'))).toThrow(/nowhere/);
  });
});
